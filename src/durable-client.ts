import { type InvocationContext } from '@azure/functions';
import { getClient } from 'durable-functions';
import { type Durable, WAKE } from './model/durable';

/** The durable client of this invocation. `startNew` and `raiseEvent` are HTTP on loopback. */
export function durableOf(context: InvocationContext): Durable {
  const client = getClient(context);
  return {
    async start(orchestrator, instanceId, input) {
      try {
        await client.startNew(orchestrator, { instanceId, input });
      } catch (error) {
        // A running instance of this ID is an untyped error: the state tells, never the text.
        const status = await client.getStatus(instanceId).catch(() => null);
        if (!status) throw error;
      }
    },
    async wake(instanceId) {
      await client.raiseEvent(instanceId, WAKE, {});
    },
  };
}
