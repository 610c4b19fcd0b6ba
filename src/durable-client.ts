import { type InvocationContext } from '@azure/functions';
import { type DurableOrchestrationStatus, getClient, OrchestrationRuntimeStatus } from 'durable-functions';
import { type Durable, type InstanceControl, type InstanceState, WAKE } from './model/durable';

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

/** What operators may do with an instance. The SDK puts a reason into the address as it is. */
export function controlOf(context: InvocationContext): InstanceControl {
  return {
    async stateOf(instanceId) {
      const status = await getClient(context)
        .getStatus(instanceId)
        .catch(() => undefined);
      return status && stateOf(status);
    },
    terminate: (instanceId, reason) => getClient(context).terminate(instanceId, encodeURIComponent(reason)),
    rewind: (instanceId, reason) => getClient(context).rewind(instanceId, encodeURIComponent(reason)),
  };
}

export function stateOf({ runtimeStatus }: DurableOrchestrationStatus): InstanceState {
  switch (runtimeStatus) {
    case OrchestrationRuntimeStatus.Failed:
      return 'failed';
    case OrchestrationRuntimeStatus.Completed:
    case OrchestrationRuntimeStatus.Terminated:
    case OrchestrationRuntimeStatus.Canceled:
      return 'over';
    default:
      return 'going';
  }
}
