import fc from 'fast-check';
import { type Verdict } from '../../src/model/verdict';
import { type Vote } from '../../src/model/vote';
import { deciders, inForce, standsInFor } from '../../src/policy/in-force';
import { NOBODY_OUTSIDE } from '../../src/model/outside-members';
import { tally } from '../../src/policy/tally';

type Approval = Extract<Verdict, { kind: 'approval' }>;

const round = { planHash: 'h', number: 1 };
const until = { since: '2026-11-27T00:00:00Z', until: '2026-12-01T00:00:00Z' };
const verdict = (...eligible: string[][]): Approval => ({
  kind: 'approval',
  rule: { name: 'r', line: 1 },
  requirements: eligible.map((each) => ({ count: 1, label: 'one', eligible: each })),
  expiresSeconds: 60,
  reasonRequired: false,
});
const cast = (person: string, decision: Vote['decision'] = 'approve', at = 1): Vote => ({
  person,
  decision,
  at: `2026-11-27T10:00:0${at}Z`,
  planHash: 'h',
  round: 1,
  by: 'button',
  platform: 'slack',
  tenant: 'T',
  account: person,
});
/** `bob→dave`: dave decides in place of bob. */
const delegated = (...pairs: string[]) =>
  pairs.map((pair) => {
    const [of = '', to = ''] = pair.split('→');
    return { of, to, ...until };
  });
const asked = (asks: Approval, pairs: string[], requester = 'alice') =>
  inForce(asks, requester, NOBODY_OUTSIDE, delegated(...pairs));
const state = (asks: Approval, pairs: string[], votes: Vote[], requester = 'alice') =>
  tally(asked(asks, pairs, requester), votes, round, requester).state;

describe('somebody who stands in for an approver', () => {
  it('fills their place', () => {
    expect(state(verdict(['bob']), ['bob→dave'], [cast('dave')])).toBe('approved');
    expect(standsInFor(asked(verdict(['bob']), ['bob→dave']), 'dave')).toEqual(['bob']);
  });

  it('and the approver themselves are one seat, not two', () => {
    const two = verdict(['bob', 'carol'], ['bob', 'carol']);
    expect(state(two, ['bob→dave'], [cast('bob'), cast('dave')])).toBe('waiting');
    expect(state(two, ['bob→dave'], [cast('dave'), cast('bob', 'approve', 2)])).toBe('waiting');
    expect(state(two, ['bob→dave'], [cast('dave'), cast('carol')])).toBe('approved');
  });

  it('who is an approver too votes once: for themselves or in place of the other, not both', () => {
    const two = verdict(['bob', 'carol'], ['bob', 'carol']);
    expect(state(two, ['bob→carol'], [cast('carol')])).toBe('waiting');
    expect(state(two, ['bob→carol'], [cast('carol'), cast('bob')])).toBe('approved');
  });

  it('of two approvers fills one of their places', () => {
    const two = verdict(['bob'], ['carol']);
    expect(state(two, ['bob→dave', 'carol→dave'], [cast('dave')])).toBe('waiting');
  });

  it('cannot hand it on', () => {
    const handedOn = ['bob→dave', 'dave→erin'];
    expect(deciders(asked(verdict(['bob']), handedOn))).toEqual(['bob', 'dave']);
    expect(state(verdict(['bob']), handedOn, [cast('erin')])).toBe('waiting');
  });

  it('decides nothing that the approver asked for', () => {
    expect(deciders(asked(verdict(['carol']), ['bob→dave'], 'bob'))).toEqual(['carol']);
    expect(state(verdict(['carol']), ['bob→dave'], [cast('dave')], 'bob')).toBe('waiting');
  });

  it('decides nothing that they asked for themselves', () => {
    expect(deciders(asked(verdict(['bob']), ['bob→dave'], 'dave'))).toEqual(['bob']);
    expect(state(verdict(['bob']), ['bob→dave'], [cast('dave')], 'dave')).toBe('waiting');
  });

  it('has nothing to say for somebody who may not decide, and nothing of one’s own by pointing at oneself', () => {
    expect(deciders(asked(verdict(['bob']), ['mallory→erin', 'mallory→mallory']))).toEqual(['bob']);
  });

  it('and who stands in for each other cannot decide each other’s requests', () => {
    const each = ['alice→bob', 'bob→alice'];
    expect(deciders(asked(verdict(['bob']), each, 'alice'))).toEqual(['bob']);
    expect(state(verdict(['bob']), each, [cast('alice')], 'alice')).toBe('waiting');
  });

  it('rejects as the approver would, and cancels', () => {
    expect(state(verdict(['bob']), ['bob→dave'], [cast('bob'), cast('dave', 'reject')])).toBe('rejected');
    expect(state(verdict(['bob']), ['bob→dave'], [cast('dave', 'cancel')])).toBe('cancelled');
  });

  it('takes the seat up again when the approver has taken their own vote back', () => {
    const back = { ...cast('bob', 'withdrawn', 2), withdraws: 'approve' as const };
    expect(state(verdict(['bob']), ['bob→dave'], [cast('bob'), back, cast('dave')])).toBe('approved');
  });

  it('no longer does when it has ended, whatever they had voted', () => {
    expect(state(verdict(['bob']), [], [cast('dave')])).toBe('waiting');
  });
});

test('whoever delegates to whom, what is approved can be seated: each voter once, each seat once, nobody in the requester’s', () => {
  const people = ['alice', 'bob', 'carol', 'dave', 'erin'];
  const person = fc.constantFrom(...people);
  const group = fc.uniqueArray(person, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.array(group, { minLength: 1, maxLength: 3 }),
      fc.uniqueArray(fc.tuple(person, person), { maxLength: 5, selector: ([of]) => of }),
      fc.uniqueArray(person, { maxLength: 5 }),
      (groups, pairs, voters) => {
        const own = groups.map((each) => each.filter((id) => id !== 'alice'));
        const links = pairs.map(([of, to]) => `${of}→${to}`);
        const votes = voters.map((id) => cast(id));
        const seatable = canSeat(own, pairs, voters, [], []);
        if (state(verdict(...own), links, votes) === 'approved') expect(seatable).toBe(true);
        // And nobody loses their own seat by it.
        if (canSeat(own, [], voters, [], [])) expect(state(verdict(...own), links, votes)).toBe('approved');
      },
    ),
    { numRuns: 3_000 },
  );
});

/** Tries every way to seat the voters, each as themselves or as somebody who delegated to them. */
function canSeat(
  places: string[][],
  pairs: [string, string][],
  voters: string[],
  usedVoters: string[],
  usedSeats: string[],
): boolean {
  const [place, ...rest] = places;
  if (!place) return true;
  return voters.some(
    (voter) =>
      voter !== 'alice' &&
      !usedVoters.includes(voter) &&
      place.some(
        (seat) =>
          !usedSeats.includes(seat) &&
          (seat === voter || pairs.some(([of, to]) => of === seat && to === voter)) &&
          canSeat(rest, pairs, voters, [...usedVoters, voter], [...usedSeats, seat]),
      ),
  );
}
