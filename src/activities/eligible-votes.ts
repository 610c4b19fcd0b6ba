import { type Vote } from '../model/vote';
import { type Dependencies } from './dependencies';
import { personOf } from '../policy/person-of';

/**
 * The votes of a round, parted by whether the accounts behind them may still vote now. A platform that cannot tell
 * throws: no vote is counted on a guess.
 */
export async function eligibleVotes(
  { votes, outbox, company, tenants }: Dependencies,
  instanceId: string,
  round: number,
): Promise<{ counted: Vote[]; refused: Vote[] }> {
  const cast = await votes.ofRound(instanceId, round);
  const good = await Promise.all(
    cast.map(async (vote) => {
      if (personOf(company, tenants, vote)?.id !== vote.person) return false;
      const platform = await outbox(vote.platform);
      return (await platform.standing(vote.account, vote.tenant)) === 'ours';
    }),
  );
  return { counted: cast.filter((_, index) => good[index]), refused: cast.filter((_, index) => !good[index]) };
}
