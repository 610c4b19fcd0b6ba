import { type OrchestrationContext } from 'durable-functions';
import { type Report } from '../activities/report-outcome';
import { type CommandRequest } from '../model/command-request';
import { type Ending } from '../model/ending';
import { act, type Patience, type Step } from './act';

/**
 * Records the outcome, then shows it. One that cannot be recorded at once is shown all the same and says so; it is
 * shown again when it is recorded.
 */
export function* conclude(context: OrchestrationContext, request: CommandRequest, ending: Ending): Step<void> {
  const recorded = yield* recordAndReport(context, { request, ending }, 'brief');
  if (recorded) return;
  yield* report(context, { request, ending, durationSeconds: secondsSoFar(context, request), recorded: false });
  yield* recordAndReport(context, { request, ending }, 'long');
}

function* recordAndReport(
  context: OrchestrationContext,
  input: { request: CommandRequest; ending: Ending },
  patience: Patience,
): Step<boolean> {
  try {
    const { durationSeconds } = yield* act(context, 'recordOutcome', input, patience);
    yield* report(context, { ...input, durationSeconds, recorded: true });
    return true;
  } catch (error) {
    if (!context.df.isReplaying) context.error(error);
    return false;
  }
}

function* report(context: OrchestrationContext, input: Report): Step<void> {
  try {
    yield* act(context, 'reportOutcome', input, 'long');
  } catch (error) {
    if (!context.df.isReplaying) context.error(error);
  }
}

function secondsSoFar(context: OrchestrationContext, { receivedAt }: CommandRequest): number {
  return Math.max(0, Math.round((context.df.currentUtcDateTime.getTime() - Date.parse(receivedAt)) / 1_000));
}
