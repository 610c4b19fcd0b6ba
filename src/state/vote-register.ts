import { type PlatformName } from '../model/person';
import { type Vote } from '../model/vote';
import { compareInstants } from './compare-instants';

/**
 * All that one person said in one round, as far as it can still matter, apart for each platform: no two platforms' clocks
 * can be compared. `heard` may be told of votes in any order and any number of times: the register ends the same.
 */
export type VoteRegister = Partial<Record<PlatformName, Said>>;

/** The newest approval or rejection on one platform, and the newest withdrawal of each. */
interface Said {
  cast?: Vote;
  withdrawn: { approve?: Vote; reject?: Vote };
}

/**
 * Adds a vote. On one platform the newest by its time wins. At the same time a rejection beats an approval, and a
 * withdrawal beats what it takes back. A withdrawal that names no decision takes back either.
 */
export function heard(register: VoteRegister, vote: Vote): VoteRegister {
  return { ...register, [vote.platform]: added(register[vote.platform] ?? { withdrawn: {} }, vote) };
}

function added({ cast, withdrawn }: Said, vote: Vote): Said {
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

/**
 * The vote that stands: a withdrawal is one too. Taking back a newer vote does not bring an older one back. Between
 * platforms, cancelling and rejecting stand against all else, and then what reached us last.
 */
export function standing(register: VoteRegister): Vote | undefined {
  return Object.values(register)
    .flatMap((said) => standingOf(said) ?? [])
    .reduce<Vote | undefined>((best, vote) => (best && stricter(best, vote) >= 0 ? best : vote), undefined);
}

/** Every vote that it keeps, those that do not stand among them. */
export function keptIn(register: VoteRegister): Vote[] {
  return Object.values(register)
    .flatMap(({ cast, withdrawn }) => [cast, withdrawn.approve, withdrawn.reject])
    .filter((vote) => vote !== undefined);
}

/** A row as it was written before platforms were told apart, or since. */
export function readRegister(stored: VoteRegister | Said): VoteRegister {
  if (!('withdrawn' in stored)) return stored;
  const { cast, withdrawn } = stored;
  const votes = [cast, withdrawn.approve, withdrawn.reject].filter((vote) => vote !== undefined);
  return votes.reduce(heard, {});
}

function standingOf({ cast, withdrawn }: Said): Vote | undefined {
  if (!cast)
    return withdrawn.approve && withdrawn.reject
      ? newer(withdrawn.approve, withdrawn.reject)
      : (withdrawn.approve ?? withdrawn.reject);
  const takenBack = cast.decision === 'reject' ? withdrawn.reject : withdrawn.approve;
  return takenBack && compareInstants(takenBack.at, cast.at) >= 0 ? takenBack : cast;
}

/** Of one vote that was delivered more than once, the first delivery is kept. */
function newer(known: Vote | undefined, vote: Vote): Vote {
  if (!known) return vote;
  const order =
    compareInstants(vote.at, known.at) || rank(vote) - rank(known) || compareInstants(received(known), received(vote));
  return order > 0 ? vote : known;
}

/** The last resort keeps the result independent of the order of arrival. */
function stricter(a: Vote, b: Vote): number {
  return (
    rank(a) - rank(b) ||
    compareInstants(received(a), received(b)) ||
    compareInstants(a.at, b.at) ||
    (a.decision < b.decision ? -1 : Number(a.decision > b.decision)) ||
    (a.platform < b.platform ? -1 : 1)
  );
}

function received({ receivedAt, at }: Vote): string {
  return receivedAt ?? at;
}

function rank({ decision }: Vote): number {
  return decision === 'cancel' ? 2 : decision === 'reject' ? 1 : 0;
}
