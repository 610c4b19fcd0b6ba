import { type OrchestrationContext } from 'durable-functions';
import { type Pin } from '../activities/incident/keep-pin';
import { act, type Step } from './act';

/** Reads a message that was marked and keeps it in its incident's timeline. */
export function* keepPin(context: OrchestrationContext): Step<void> {
  yield* act(context, 'keepMarkedMessage', context.df.getInput<Pin>(), 'long');
}
