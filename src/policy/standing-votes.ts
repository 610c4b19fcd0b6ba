import { type Vote } from '../model/vote';

/** Each person's newest vote on exactly this round and plan, oldest first, whatever the order they come in. */
export function standingVotes(votes: Vote[], round: { planHash: string; number: number }): Vote[] {
  const own = votes.filter((vote) => vote.planHash === round.planHash && vote.round === round.number).sort(byTime);
  return [...new Map(own.map((vote) => [vote.person, vote])).values()].sort(byTime);
}

/** At the same instant the stricter decision counts as the newer one. */
const strictness: Record<Vote['decision'], number> = { approve: 0, withdrawn: 1, reject: 2 };

function byTime(a: Vote, b: Vote): number {
  return (
    compare(instant(a), instant(b)) || strictness[a.decision] - strictness[b.decision] || compare(a.person, b.person)
  );
}

/** Platforms give more digits than a Date keeps; without its Z a UTC time sorts as text, to the last digit. */
function instant({ at }: Vote): string {
  return at.replace(/Z$/, '');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
