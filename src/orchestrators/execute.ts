import { type OrchestrationContext } from 'durable-functions';
import { type Planned } from '../activities/plan-command';
import { type PollInput } from '../activities/poll-action';
import { type CommandRequest } from '../model/command-request';
import { type Ending } from '../model/ending';
import { type Outcome, type ReasonCode } from '../model/outcome';
import { type PersonRef } from '../model/person';
import { type Run } from '../model/run';
import { type Verification } from '../model/verification';
import { act, type Step, traced } from './act';
import { cancelled } from './approve';
import { type Followed } from './follow-run';
import { sayStatus } from './say-status';
import { verifyTarget } from './verify-target';

export interface Execution {
  request: CommandRequest;
  requester: PersonRef;
  round: number;
  planned: Planned;
  ending: Ending;
}

/** Intent row, start, run, verification. Without the intent row nothing is started. */
export function* execute(context: OrchestrationContext, execution: Execution): Step<Ending> {
  const { request, requester, round, planned } = execution;
  let { ending } = execution;
  const { approvedBy, message } = ending;
  const { plan } = planned;
  const correlation = `cs-${request.instanceId.slice(0, 20)}`;
  sayStatus(context, { requester, plan }, 'starts');
  try {
    yield* act(context, 'recordIntent', { request, round, planned, approvedBy, correlation }, 'brief');
  } catch {
    return { ...ending, outcome: failure('audit_unavailable') };
  }
  if (planned.verdict.kind === 'allowed' && planned.verdict.breakGlass) {
    const debt = yield* act(context, 'openDebt', { request, requester, planned });
    if (debt.state === 'unheard') return { ...ending, outcome: failure('channel_unreachable', debt.message) };
    ending = { ...ending, owesReview: true };
  }
  const started = yield* act(context, 'startAction', { request, plan, correlation });
  if (started.state === 'refused') return { ...ending, outcome: failure('start_refused', started.message) };
  if (!message) throw new Error('A command that runs has a message.');
  const runId = started.state === 'started' ? started.runId : undefined;
  const progress = { request, requester, plan, approvedBy, message };
  const poll: PollInput = { ...progress, correlation, since: started.since, runId, shown: '' };
  sayStatus(context, { requester, plan }, 'runs');
  const child = `${request.instanceId}-run`;
  const followed = (yield context.df.callSubOrchestrator('followRun', traced(context, poll), child)) as Followed;
  if (followed.state === 'never_found') return { ...ending, outcome: failure('unknown_outcome') };
  if (followed.state === 'timed_out') return { ...ending, outcome: failure('run_timed_out') };
  const { run, stoppedBy } = followed;
  if (run.state === 'cancelled' && stoppedBy) return { ...ending, run, outcome: stopped(stoppedBy, requester) };
  if (run.state !== 'succeeded') return { ...ending, run, outcome: failure(WHY_IT_ENDED[run.state]) };
  try {
    const verification = yield* verifyTarget(context, { ...progress, run }, planned.patience);
    return { ...ending, run, verification, outcome: judged(verification) };
  } catch {
    return { ...ending, run, outcome: failure('verification_failed') };
  }
}

/** What had been done by then is still done, so that it is said otherwise than of a request that only waited. */
function stopped(by: string, requester: PersonRef): Outcome {
  const message = `Cancelled by @${by} while it ran. What it had done by then stays as it is.`;
  return { ...cancelled(by, requester), message };
}

function failure(reasonCode: ReasonCode, message?: string): Outcome {
  return { result: 'failure', reasonCode, message };
}

const WHY_IT_ENDED: Record<Exclude<Run['state'], 'succeeded'>, ReasonCode> = {
  queued: 'run_timed_out',
  running: 'run_timed_out',
  failed: 'run_failed',
  cancelled: 'run_cancelled',
  timed_out: 'run_timed_out',
};

function judged({ state }: Verification): Outcome {
  return state === 'failing' ? failure('verification_failed') : { result: 'success', reasonCode: 'completed' };
}
