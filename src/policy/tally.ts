import { type Tally, type Verdict } from '../model/verdict';
import { type Vote } from '../model/vote';
import { assign, placesOf } from './assign';
import { standingVotes } from './standing-votes';

/**
 * Where a round stands. Only votes on this round and plan by eligible people count, each person once and in one
 * requirement only; the requester's never do. One rejection ends it, whatever was approved before.
 */
export function tally(
  verdict: Extract<Verdict, { kind: 'approval' }>,
  votes: Vote[],
  round: { planHash: string; number: number },
  requester: string,
): Tally {
  const { requirements, reasonRequired } = verdict;
  const mayVote = new Set(requirements.flatMap(({ eligible }) => eligible));
  mayVote.delete(requester);
  const standing = standingVotes(votes, round).filter(({ person }) => mayVote.has(person));
  const approvedBy = standing.filter(({ decision }) => decision === 'approve').map(({ person }) => person);
  const rejection = standing.find(
    ({ decision, reason }) => decision === 'reject' && (!reasonRequired || reason?.trim()),
  );

  const places = assign(approvedBy, placesOf(requirements));
  const filled = places.length > 0 && !places.includes(undefined);
  const counts = requirements.map(({ count }) => count);
  return {
    state: rejection ? 'rejected' : filled ? 'approved' : 'waiting',
    requirements: requirements.map(({ label, count }, index) => {
      const first = counts.slice(0, index).reduce((sum, each) => sum + each, 0);
      const held = new Set(places.slice(first, first + count));
      return { label, count, approvedBy: approvedBy.filter((person) => held.has(person)) };
    }),
    approvedBy,
    ...(rejection && { rejectedBy: rejection.person, rejectReason: rejection.reason }),
  };
}
