import { type OrchestrationContext } from 'durable-functions';
import { type PollInput } from '../activities/poll-action';
import { type Run } from '../model/run';
import { act, type Step } from './act';
import { pause, secondsSince } from './pause';

export type Followed =
  { state: 'ended'; run: Run; stoppedBy?: string } | { state: 'never_found' } | { state: 'timed_out' };

/** How long a run whose start was not answered is looked for, seconds. */
const SEARCH_SECONDS = 60;
/** How long a run may take before it is no longer followed, seconds. */
const RUN_SECONDS = 3_600;
const POLLS_PER_EXECUTION = 100;

/** Polls a run to its end on durable timers; continues as new so that its history stays small. */
export function* followRun(context: OrchestrationContext): Step<Followed | undefined> {
  let poll = context.df.getInput<PollInput>();
  for (let count = 0; count < POLLS_PER_EXECUTION; count++) {
    const polled = yield* act(context, 'pollAction', poll);
    if (polled.state === 'ended') return polled;
    const elapsed = secondsSince(context, poll.since);
    if (polled.state === 'searching' && elapsed >= SEARCH_SECONDS) return { state: 'never_found' };
    if (elapsed >= RUN_SECONDS) return { state: 'timed_out' };
    const { shown } = polled;
    context.df.setCustomStatus(polled.state === 'searching' ? 'looks for the run that it started' : 'follows the run');
    poll = { ...poll, shown, ...(polled.state === 'going' && { runId: polled.runId, stopping: polled.stopping }) };
    yield* pause(context, secondsBetweenPolls(elapsed));
  }
  context.df.continueAsNew(poll);
  return undefined;
}

/** Often while people watch, less often when it takes long. */
function secondsBetweenPolls(elapsed: number): number {
  if (elapsed < 60) return 2;
  return elapsed < 600 ? 5 : 15;
}
