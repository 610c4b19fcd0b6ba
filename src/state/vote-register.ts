import { type Vote } from '../model/vote';
import { compareInstants } from './compare-instants';

/**
 * All that one person said in one round, as far as it can still matter: the newest approval or rejection, and the newest
 * withdrawal of each. `heard` may be told of votes in any order and any number of times: the register ends the same.
 */
export interface VoteRegister {
  cast?: Vote;
  withdrawn: { approve?: Vote; reject?: Vote };
}

/**
 * Adds a vote. The newest platform time wins. At the same time a rejection beats an approval, and a withdrawal beats
 * what it takes back. A withdrawal that names no decision takes back either.
 */
export function heard({ cast, withdrawn }: VoteRegister, vote: Vote): VoteRegister {
  if (vote.decision !== 'withdrawn') return { cast: newer(cast, vote), withdrawn };
  const { approve, reject } = withdrawn;
  return {
    cast,
    withdrawn: {
      approve: vote.withdraws === 'reject' ? approve : newer(approve, vote),
      reject: vote.withdraws === 'approve' ? reject : newer(reject, vote),
    },
  };
}

/** The vote that stands: a withdrawal is one too. Taking back a newer vote does not bring an older one back. */
export function standing({ cast, withdrawn }: VoteRegister): Vote | undefined {
  if (!cast)
    return withdrawn.approve && withdrawn.reject
      ? newer(withdrawn.approve, withdrawn.reject)
      : (withdrawn.approve ?? withdrawn.reject);
  const takenBack = cast.decision === 'reject' ? withdrawn.reject : withdrawn.approve;
  return takenBack && compareInstants(takenBack.at, cast.at) >= 0 ? takenBack : cast;
}

function newer(known: Vote | undefined, vote: Vote): Vote {
  if (!known) return vote;
  const order = compareInstants(vote.at, known.at) || rank(vote) - rank(known);
  return order > 0 ? vote : known;
}

/** Among votes of the same instant; the last resort keeps the result independent of the order of arrival. */
function rank({ decision }: Vote): number {
  return decision === 'reject' ? 1 : 0;
}
