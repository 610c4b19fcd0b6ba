import { type OrchestrationContext } from 'durable-functions';
import { act, type Step } from './act';

interface AlarmInput {
  instanceId: string;
  /** ISO 8601. */
  at: string;
}

/** One durable timer, then "look again". Whether anything is due is decided from rows by the one that is woken. */
export function* alarm(context: OrchestrationContext): Step<void> {
  const { instanceId, at } = context.df.getInput<AlarmInput>();
  context.df.setCustomStatus(`wakes ${instanceId} at ${at}`);
  yield context.df.createTimer(new Date(at));
  yield* act(context, 'wakeInstance', instanceId, 'long');
}
