import { type OrchestrationContext } from 'durable-functions';
import { type Round } from '../activities/open-round';
import { type Planned } from '../activities/plan-command';
import { type CommandRequest } from '../model/command-request';
import { type Ending } from '../model/ending';
import { type MessageRef } from '../model/message-ref';
import { type Outcome } from '../model/outcome';
import { type PersonRef } from '../model/person';
import { act, type Step } from './act';
import { sayStatus } from './say-status';
import { waitForApproval } from './wait-for-approval';

export interface Opening {
  request: CommandRequest;
  requester: PersonRef;
  message: MessageRef;
}

export interface Approval {
  goOn: boolean;
  ending: Ending;
  /** Absent when the policy asked nobody. */
  round?: Round & { message: MessageRef };
}

/** Gets what the policy wants for this plan: nothing, a round of votes, or the end. */
export function* approve(
  context: OrchestrationContext,
  { request, requester, message }: Opening,
  step: { round: number; planned: Planned; changes: string[]; ending: Ending },
): Step<Approval> {
  const { planned, changes, ending } = step;
  const { verdict } = planned;
  if (verdict.kind === 'allowed') return { goOn: true, ending };
  if (verdict.kind === 'denied') {
    const { reasonCode, message } = verdict;
    return { goOn: false, ending: { ...ending, outcome: { result: 'denied', reasonCode, message } } };
  }
  const openedAt = context.df.currentUtcDateTime;
  const round: Round = {
    request,
    requester,
    round: step.round,
    planned: { ...planned, verdict },
    openedAt: openedAt.toISOString(),
    expiresAt: new Date(openedAt.getTime() + verdict.expiresSeconds * 1_000).toISOString(),
    changes,
  };
  const shown = yield* act(context, 'openRound', { ...round, message: ending.rounds === 0 ? message : null }, 'long');
  const wanted = verdict.requirements.map(({ label }) => label).join(' and ');
  const first = verdict.confirm ? ['its requester to confirm'] : [];
  sayStatus(
    context,
    { requester, plan: planned.plan },
    `waits for ${[...first, ...(wanted ? [wanted] : [])].join(', then ')}`,
  );
  const decision = yield* waitForApproval(context, { ...round, message: shown });
  const decided: Ending = { ...ending, message: shown, rounds: step.round };
  switch (decision.state) {
    case 'approved':
      return {
        goOn: true,
        round: { ...round, message: shown },
        ending: { ...decided, approvedBy: decision.approvedBy },
      };
    case 'rejected':
      return {
        goOn: false,
        ending: {
          ...decided,
          outcome: { result: 'rejected', reasonCode: 'rejected_by_approver' },
          rejection: {
            by: decision.rejectedBy ?? '',
            reason: decision.rejectReason,
            byReaction: decision.rejectedByReaction ?? false,
          },
        },
      };
    case 'cancelled':
      return { goOn: false, ending: { ...decided, outcome: cancelled(decision.cancelledBy ?? '', requester) } };
    case 'unrecorded':
      return { goOn: false, ending: { ...decided, outcome: { result: 'failure', reasonCode: 'audit_unavailable' } } };
    case 'unverifiable':
      return {
        goOn: false,
        ending: {
          ...decided,
          outcome: { result: 'failure', reasonCode: 'channel_unreachable', message: decision.message },
        },
      };
    case 'expired':
    case 'waiting':
      return {
        goOn: false,
        ending: {
          ...decided,
          outcome: { result: 'expired', reasonCode: 'approval_expired' },
        },
      };
  }
}

/** How a request ends that somebody took back. */
export function cancelled(by: string, requester: PersonRef): Outcome {
  const reasonCode = by === requester.id ? 'cancelled_by_requester' : 'cancelled_by_approver';
  return { result: 'cancelled', reasonCode, message: `Cancelled by @${by}.` };
}
