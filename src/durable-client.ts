import { type InvocationContext } from '@azure/functions';
import { getClient } from 'durable-functions';
import { type Durable, WAKE } from './model/durable';

/**
 * The durable client of this invocation. `startNew` and `raiseEvent` are HTTP on loopback. Made only when asked: making
 * one costs more than answering /help.
 */
export function durableOf(context: InvocationContext): Durable {
  return {
    async start(orchestrator, instanceId, input) {
      const client = getClient(context);
      try {
        await client.startNew(orchestrator, { instanceId, input });
      } catch (error) {
        // A running instance of this ID is an untyped error: the state tells, never the text.
        const status = await client.getStatus(instanceId).catch(() => null);
        if (!status) throw error;
      }
    },
    async wake(instanceId) {
      await getClient(context).raiseEvent(instanceId, WAKE, {});
    },
  };
}
