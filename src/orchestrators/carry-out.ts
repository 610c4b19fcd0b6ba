import { type OrchestrationContext } from 'durable-functions';
import { type LockResult } from '../activities/lock-target';
import { type Ending } from '../model/ending';
import { act, type Step } from './act';
import { cancelled } from './approve';
import { execute, type Execution } from './execute';
import { failed } from './failed';
import { pause, secondsSince } from './pause';
import { sayStatus } from './say-status';

/** Either over, or the plan is another one now and a new round may begin. */
export type Carried = { ending: Ending } | { changes: string[] };

/** Does the plan under its target's lock, after making sure that it is still the plan that was allowed. */
export function* carryOut(context: OrchestrationContext, execution: Execution): Step<Carried> {
  const { request, round, planned, ending } = execution;
  const { plan } = planned;
  const lock = yield* takeLock(context, execution);
  if (!lock.held) {
    const { stoppedBy, message } = lock;
    if (stoppedBy) return { ending: { ...ending, outcome: cancelled(stoppedBy, execution.requester) } };
    return {
      ending: { ...ending, outcome: { result: 'failure', reasonCode: 'target_locked', message } },
    };
  }
  const carried = yield* confirmAndExecute(context, execution);
  try {
    yield* act(context, 'unlockTarget', { instanceId: request.instanceId, round, plan });
  } catch (error) {
    // The sweeper gives it back; what was done stays done.
    if (!context.df.isReplaying) context.error(error);
  }
  return carried;
}

function* confirmAndExecute(context: OrchestrationContext, execution: Execution): Step<Carried> {
  const { request, requester, round, planned, ending } = execution;
  try {
    const confirmed = yield* act(context, 'confirmPlan', { request, requester, round, planned }, 'long');
    if (confirmed.kind === 'problem') return { ending: { ...ending, outcome: confirmed.outcome } };
    if (confirmed.kind === 'changed') return { changes: confirmed.changes };
    if (confirmed.kind === 'cancelled') return { ending: { ...ending, outcome: cancelled(confirmed.by, requester) } };
    if (confirmed.kind === 'rejected') {
      const { rejection } = confirmed;
      return {
        ending: { ...ending, rejection, outcome: { result: 'rejected', reasonCode: 'rejected_by_approver' } },
      };
    }
    const { approvedBy } = confirmed;
    return { ending: yield* execute(context, { ...execution, ending: { ...ending, approvedBy } }) };
  } catch (error) {
    return { ending: { ...ending, outcome: failed(context, error) } };
  }
}

/** With `--wait`, as long as it is held by somebody else. */
const LOCK_WAIT_SECONDS = 3_600;
const SECONDS_BETWEEN_TRIES = 10;

function* takeLock(
  context: OrchestrationContext,
  { request, requester, round, planned, ending }: Execution,
): Step<LockResult> {
  const { message, approvedBy } = ending;
  const began = context.df.currentUtcDateTime.toISOString();
  for (let first = true; ; first = false) {
    const patient = request.args['wait'] === true && secondsSince(context, began) < LOCK_WAIT_SECONDS;
    const shown = patient && first ? message : undefined;
    const lock = yield* act(context, 'lockTarget', {
      request,
      requester,
      round,
      plan: planned.plan,
      approvedBy,
      shown,
    });
    if (lock.held || lock.stoppedBy || !patient) return lock;
    sayStatus(context, { requester, plan: planned.plan }, 'waits for the lock of its target');
    yield* pause(context, SECONDS_BETWEEN_TRIES);
  }
}
