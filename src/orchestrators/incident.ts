import { type OrchestrationContext, type Task } from 'durable-functions';
import { type Activities } from '../activities/index';
import { WAKE } from '../model/durable';
import { type IncidentStep } from '../model/incident';
import { act, type Step, taskOf, traced } from './act';
import { pause } from './pause';

/** Looks before it continues as new: what an incident of weeks leaves in its history stays as small as that of an hour. */
const LOOKS = 20;
const SECONDS_AFTER_TROUBLE = 60;

const ACTIVITIES = {
  channel: 'makeIncidentChannel',
  statusPage: 'tellStatusPage',
  pager: 'tellPager',
  postmortem: 'schedulePostmortem',
} as const satisfies Record<IncidentStep, keyof Activities>;

/**
 * Lives as long as an incident. Rows say what is to be done; it looks at them, brings the steps that are behind up to date side
 * by side, shows how it stands, and waits to be told to look again.
 */
export function* incident(context: OrchestrationContext): Step<void> {
  const { id } = context.df.getInput<{ id: string }>();
  for (let looks = 0; looks < LOOKS; looks++) {
    try {
      const done = yield* lookOnce(context, id);
      if (done === 'over') return;
      if (done === 'again') continue;
    } catch (error) {
      // Storage is away; the rows are as they were.
      if (!context.df.isReplaying) context.error(error);
      yield* pause(context, SECONDS_AFTER_TROUBLE);
      continue;
    }
    context.df.setCustomStatus(`${id} is up to date; waits for what is said next`);
    yield context.df.waitForExternalEvent(WAKE);
  }
  context.df.continueAsNew(traced(context, { id }));
}

function* lookOnce(context: OrchestrationContext, id: string): Step<'over' | 'again' | 'wait'> {
  const now = context.df.currentUtcDateTime.toISOString();
  const look = yield* act(context, 'lookAtIncident', { id, now }, 'long');
  if (!look) return 'over';
  if (look.sayFirst) yield* act(context, 'tellIncident', { id, now }, 'long');
  if (look.steps.length > 0) {
    const steps: Task[] = look.steps.map((step) => taskOf(context, ACTIVITIES[step], id, 'long'));
    // The card is up while vendors are still being asked.
    yield* sideBySide(context, [...steps, taskOf(context, 'tellIncident', { id, now }, 'long')]);
  }
  const told = yield* act(context, 'tellIncident', { id, now }, 'long');
  if (look.steps.length > 0) return 'again';
  return look.over && told !== 'again' ? 'over' : 'wait';
}

/**
 * Ends when every task has, then throws what the first that failed did. The SDK goes on at that first failure, where hosts wait for
 * all: what is asked for next would get the number of another's retry, and be given its result.
 */
function* sideBySide(context: OrchestrationContext, tasks: Task[]): Step<void> {
  try {
    yield context.df.Task.all(tasks);
  } catch (error) {
    for (const task of tasks) {
      try {
        yield task;
      } catch {
        // Each activity has logged its own.
      }
    }
    throw error;
  }
}
