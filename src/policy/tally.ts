import { type Tally, type Verdict } from '../model/verdict';
import { type Vote } from '../model/vote';
import { assign, placesOf } from './assign';
import { deciders } from './in-force';
import { standingVotes } from './standing-votes';

/**
 * Where a round stands. Only votes on this round and plan by eligible people count, each person once and in one
 * requirement only; the requester's never do. Who stands in for somebody fills that one's place, unless they have
 * approved themselves: one seat, one vote. One rejection ends it, whatever was approved before; the requester, or
 * anybody who may vote, can cancel it.
 */
export function tally(
  verdict: Extract<Verdict, { kind: 'approval' }>,
  votes: Vote[],
  round: { planHash: string; number: number },
  requester: string,
): Tally {
  const { requirements, reasonRequired, confirm, standIns = [] } = verdict;
  const mayVote = new Set(deciders(verdict));
  mayVote.delete(requester);
  const standing = standingVotes(votes, round);
  const said = standing.filter(({ person }) => mayVote.has(person));
  const approvedBy = said.filter(({ decision }) => decision === 'approve').map(({ person }) => person);
  const rejection = said.find(({ decision, reason }) => decision === 'reject' && (!reasonRequired || reason?.trim()));
  const cancelled = standing.find(
    ({ decision, person }) => decision === 'cancel' && (person === requester || mayVote.has(person)),
  );
  const confirmed = standing.some(({ decision, person }) => decision === 'confirm' && person === requester);

  const seats = requirements.map(({ count, eligible }) => ({
    count,
    eligible: eligible.flatMap((one) => [one, ...(approvedBy.includes(one) ? [] : inPlaceOf(one))]),
  }));
  const places = assign(approvedBy, placesOf(seats));
  const filled = (places.length > 0 || confirm === true) && !places.includes(undefined);
  const counts = requirements.map(({ count }) => count);
  return {
    state: stateOf(),
    requirements: requirements.map(({ label, count }, index) => {
      const first = counts.slice(0, index).reduce((sum, each) => sum + each, 0);
      const held = new Set(places.slice(first, first + count));
      return { label, count, approvedBy: approvedBy.filter((person) => held.has(person)) };
    }),
    approvedBy,
    ...(rejection && { rejectedBy: rejection.person, rejectReason: rejection.reason }),
    ...(cancelled && { cancelledBy: cancelled.person }),
  };

  function inPlaceOf(person: string): string[] {
    return standIns.filter(({ of }) => of === person && of !== requester).map(({ to }) => to);
  }

  function stateOf(): Tally['state'] {
    if (cancelled) return 'cancelled';
    if (rejection) return 'rejected';
    if (confirm && !confirmed) return 'unconfirmed';
    return filled ? 'approved' : 'waiting';
  }
}
