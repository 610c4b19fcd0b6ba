import { type Ending } from '../model/ending';
import { type Outcome } from '../model/outcome';
import { type Verdict } from '../model/verdict';
import { escalated } from '../policy/escalated';
import { planDifference } from '../policy/plan-difference';
import { tally } from '../policy/tally';
import { type Dependencies } from './dependencies';
import { eligibleVotes } from './eligible-votes';
import { planCommand, type Planned, type PlanInput } from './plan-command';
import { byReaction, recordVotes } from './tally-votes';

export type Confirmation =
  | { kind: 'same'; approvedBy: string[] }
  | { kind: 'changed'; changes: string[] }
  | { kind: 'rejected'; rejection: NonNullable<Ending['rejection']> }
  | { kind: 'cancelled'; by: string }
  | { kind: 'problem'; outcome: Outcome };

/**
 * Makes the plan again under the lock. Votes must satisfy the verdict that was asked for and the one of now, both with
 * those who may decide now.
 */
export function confirmPlan(dependencies: Dependencies) {
  const plan = planCommand(dependencies, { fresh: true });
  return async (input: PlanInput & { planned: Planned }): Promise<Confirmation> => {
    const { planned, request, requester, round } = input;
    const [again, stop] = await Promise.all([plan(input), dependencies.requests.stopped(request.instanceId)]);
    if (stop) return { kind: 'cancelled', by: stop.by };
    if (again.kind === 'problem') return again;
    if (again.hash !== planned.hash) return { kind: 'changed', changes: planDifference(planned.sealed, again.sealed) };
    if (planned.verdict.kind === 'allowed' && again.verdict.kind === 'allowed') return { kind: 'same', approvedBy: [] };
    const votes = await eligibleVotes(dependencies, request.instanceId, round);
    const { counted } = votes;
    await recordVotes(dependencies, input, votes, []);
    const ballot = { planHash: planned.hash, number: round };
    // Who was let in while the request waited may have decided it.
    const asked = (await dependencies.requests.round(request.instanceId, round))?.verdict ?? planned.verdict;
    const wider =
      planned.verdict.kind === 'approval' &&
      planned.verdict.escalation !== undefined &&
      asked.kind === 'approval' &&
      !asked.escalation;
    const now = wider && again.verdict.kind === 'approval' ? escalated(again.verdict) : again.verdict;
    const verdicts = await Promise.all(
      [asked, now].map(async (verdict) =>
        verdict.kind === 'approval'
          ? dependencies.electorate.now({ verdict, plan: again.plan, requester: requester.id })
          : verdict,
      ),
    );
    const tallies = verdicts.map((verdict) =>
      verdict.kind === 'approval' ? tally(verdict, counted, ballot, requester.id) : null,
    );
    const cancelledBy = tallies.find((one) => one?.state === 'cancelled')?.cancelledBy;
    if (cancelledBy) return { kind: 'cancelled', by: cancelledBy };
    const rejected = tallies.find((one) => one?.state === 'rejected');
    if (rejected?.rejectedBy) {
      const { rejectedBy: by, rejectReason: reason } = rejected;
      return { kind: 'rejected', rejection: { by, reason, byReaction: byReaction(counted, by) } };
    }
    const standing = tallies.every((one, index) =>
      one ? one.state === 'approved' : verdicts[index]?.kind === 'allowed',
    );
    if (!standing) return { kind: 'changed', changes: [FELL_SHORT, ...whyShort(again.verdict)] };
    return { kind: 'same', approvedBy: [...new Set(tallies.flatMap((one) => one?.approvedBy ?? []))] };
  };
}

const FELL_SHORT = 'An approval was taken back, or no longer satisfies the policy.';

/** Sources that could not be asked whether those who voted are still in their groups. */
function whyShort(verdict: Verdict): string[] {
  if (verdict.kind === 'denied') return [verdict.message];
  return verdict.kind === 'approval' ? [...new Set(Object.values(verdict.down ?? {}))] : [];
}
