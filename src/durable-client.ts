import { type InvocationContext } from '@azure/functions';
import { type DurableOrchestrationStatus, getClient, OrchestrationRuntimeStatus } from 'durable-functions';
import { type Durable, type InstanceControl, type InstanceState, type OrchestratorName, WAKE } from './model/durable';
import { type Trace } from './model/trace';
import { telemetry } from './telemetry/telemetry';
import { newPlace, traceparentOf } from './telemetry/trace-parent';

/**
 * The durable client of this invocation. `startNew` and `raiseEvent` are HTTP on loopback. Made only when asked: making
 * one costs more than answering /help.
 */
export function durableOf(context: InvocationContext): Durable {
  return {
    async start(orchestrator, instanceId, input) {
      const client = getClient(context);
      try {
        await client.startNew(orchestrator, { instanceId, input: withTrace(orchestrator, instanceId, input) });
      } catch (error) {
        // A running instance of this ID is an untyped error: the state tells, never the text.
        const status = await client.getStatus(instanceId).catch(() => null);
        if (!status) throw error;
      }
    },
    async wake(instanceId) {
      noteInstance(instanceId);
      await getClient(context).raiseEvent(instanceId, WAKE, {});
    },
  };
}

/** W3C Trace Context, carried where Durable itself loses it: in the input of the instance. */
function withTrace(orchestrator: OrchestratorName, instanceId: string, input: unknown): unknown {
  const { here } = telemetry;
  if (!here || typeof input !== 'object') return input;
  noteInstance(instanceId);
  // A command has a span of its own from its start to its end; the others are part of what started them.
  const trace: Trace =
    orchestrator === 'runCommand'
      ? { traceparent: traceparentOf(newPlace(here)), startedBy: here.spanId }
      : { traceparent: traceparentOf(here) };
  return { ...input, trace };
}

function noteInstance(instanceId: string): void {
  const { here } = telemetry;
  if (here) here.attributes['countersign.instance'] ??= instanceId;
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
