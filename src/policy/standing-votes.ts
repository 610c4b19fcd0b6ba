import { type Vote } from '../model/vote';

/**
 * What each person has said last on exactly this round and plan, oldest first, whatever the order the votes come in.
 * Taking back a decision that does not stand changes nothing.
 */
export function standingVotes(votes: Vote[], round: { planHash: string; number: number }): Vote[] {
  const standing = new Map<string, Vote>();
  for (const vote of votes.toSorted(byTime)) {
    if (vote.planHash !== round.planHash || vote.round !== round.number) continue;
    if (vote.withdraws && vote.withdraws !== standing.get(vote.person)?.decision) continue;
    standing.set(vote.person, vote);
  }
  return [...standing.values()].sort(byTime);
}

/** At the same instant the stricter decision counts as the newer one. */
const STRICTNESS: Record<Vote['decision'], number> = { approve: 0, confirm: 0, withdrawn: 1, reject: 2, cancel: 3 };

function byTime(a: Vote, b: Vote): number {
  return (
    compare(instant(a), instant(b)) ||
    STRICTNESS[a.decision] - STRICTNESS[b.decision] ||
    compare(a.withdraws ?? '', b.withdraws ?? '') ||
    compare(a.person, b.person)
  );
}

/** Platforms give more digits than a Date keeps; without its Z and the zeros before it a UTC time sorts as text, to the last digit. */
function instant({ at }: Vote): string {
  return at.replace(/\.0*Z$|(?<=\.\d*)0*Z$|Z$/, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
