import { type OrchestrationContext } from 'durable-functions';
import { type CommandRequest } from '../model/command-request';
import { type Ending } from '../model/ending';
import { act, type Step } from './act';

/** Records the outcome, then shows it. An outcome that cannot be recorded is shown all the same, and says so. */
export function* conclude(context: OrchestrationContext, request: CommandRequest, ending: Ending): Step<void> {
  let durationSeconds = 0;
  let recorded = true;
  try {
    ({ durationSeconds } = yield* act(context, 'recordOutcome', { request, ending }, 'long'));
  } catch {
    recorded = false;
  }
  try {
    yield* act(context, 'reportOutcome', { request, ending, durationSeconds, recorded }, 'long');
  } catch {
    if (!context.df.isReplaying) context.error(`The outcome of ${request.instanceId} could not be shown.`);
  }
}
