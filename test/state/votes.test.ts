import fc from 'fast-check';
import { type Vote } from '../../src/model/vote';
import { heard, readRegister, standing, type VoteRegister } from '../../src/state/vote-register';
import { createVotes, type Votes } from '../../src/state/votes';
import { type Azurite, startAzurite } from '../../local/azurite';
import { freshTables } from '../kit/fresh-tables';
import { watchedTables } from '../kit/watched-tables';

let azurite: Azurite;
let watched: ReturnType<typeof watchedTables>;
let votes: Votes;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());
beforeEach(() => {
  watched = watchedTables(freshTables(azurite.connectionString)());
  votes = createVotes(watched);
});

function vote(decision: Vote['decision'], second: number, over: Partial<Vote> = {}): Vote {
  return {
    person: 'bob',
    decision,
    at: `2026-11-02T10:00:${String(second).padStart(2, '0')}.123456Z`,
    planHash: 'h',
    round: 1,
    by: 'reaction',
    platform: 'slack',
    tenant: 'T0DEMO',
    account: 'U0BOB',
    ...over,
  };
}
const withdrawn = (withdraws: 'approve' | 'reject', second: number) => vote('withdrawn', second, { withdraws });

async function cast(...all: Vote[]): Promise<string[]> {
  const said = [];
  for (const one of all) said.push(await votes.cast('i', one));
  return said;
}
const decisions = async () => (await votes.ofRound('i', 1)).map(({ decision }) => decision);

test('a first vote takes one round trip', async () => {
  await cast(vote('approve', 1, { round: 2 }));
  watched.calls.length = 0;
  expect(await cast(vote('approve', 1))).toEqual(['counted']);
  expect(watched.calls).toEqual(['insert']);
  expect(await votes.ofRound('i', 1)).toEqual([vote('approve', 1)]);
});

test('the same delivery again is counted and changes nothing', async () => {
  expect(await cast(vote('approve', 1), vote('approve', 1))).toEqual(['counted', 'counted']);
  expect(watched.calls).not.toContain('replace');
});

test('a newer vote replaces an older one, and an older one that comes late changes nothing', async () => {
  expect(await cast(vote('approve', 1), vote('reject', 3), vote('approve', 2))).toEqual([
    'counted',
    'counted',
    'superseded',
  ]);
  expect(await decisions()).toEqual(['reject']);
});

test('a microsecond decides', async () => {
  const late = vote('approve', 1, { at: '2026-11-02T10:00:01.123457Z' });
  expect(await cast(late, vote('reject', 1))).toEqual(['counted', 'superseded']);
  expect(await votes.ofRound('i', 1)).toEqual([late]);
});

test('at the same time a rejection stands against an approval, whichever comes first', async () => {
  expect(await cast(vote('approve', 1), vote('reject', 1), vote('approve', 1))).toEqual([
    'counted',
    'counted',
    'superseded',
  ]);
  expect(await decisions()).toEqual(['reject']);
});

describe('two platforms, whose clocks nobody compares', () => {
  const teams = (decision: Vote['decision'], second: number, over: Partial<Vote> = {}) =>
    vote(decision, second, { platform: 'teams', ...over });
  const anHourAhead = { at: '2026-11-02T11:00:00.000Z' };

  test('an approval that one stamped an hour ahead does not outweigh a later rejection on the other', async () => {
    expect(await cast(teams('approve', 1, anHourAhead), vote('reject', 9))).toEqual(['counted', 'counted']);
    expect(await decisions()).toEqual(['reject']);
    expect(await cast(teams('approve', 1, anHourAhead))).toEqual(['superseded']);
  });

  test('nor is cancelling outweighed', async () => {
    await cast(vote('cancel', 1), teams('confirm', 2, anHourAhead));
    expect(await decisions()).toEqual(['cancel']);
  });

  test('of an approval and one taken back, the one stands that reached us last', async () => {
    const received = (time: string) => ({ receivedAt: `2026-11-02T10:${time}Z` });
    await cast(teams('approve', 1, { ...anHourAhead, ...received('01:00') }));
    await cast(
      vote('approve', 5, received('02:00')),
      vote('withdrawn', 9, { withdraws: 'approve', ...received('03:00') }),
    );
    expect(await decisions()).toEqual(['withdrawn']);
    await cast(teams('approve', 1, { ...anHourAhead, ...received('09:00') }));
    expect(await decisions()).toEqual(['withdrawn']);
    await cast(teams('approve', 1, { at: '2026-11-02T11:05:00.000Z', ...received('10:00') }));
    expect(await decisions()).toEqual(['approve']);
  });
});

test('what was written before platforms were told apart is read as it was meant', () => {
  const before = readRegister({ cast: vote('approve', 1), withdrawn: {} });
  expect(standing(heard(before, vote('approve', 0)))).toEqual(vote('approve', 1));
  expect(standing(heard(before, vote('reject', 2)))).toEqual(vote('reject', 2));
});

test('a withdrawal takes back the decision that it names, and no other', async () => {
  expect(await cast(vote('approve', 1), withdrawn('approve', 2))).toEqual(['counted', 'counted']);
  expect(await decisions()).toEqual(['withdrawn']);
  expect(await cast(vote('reject', 3), withdrawn('approve', 4))).toEqual(['counted', 'superseded']);
  expect(await decisions()).toEqual(['reject']);
});

test('taking back a newer vote does not bring back an older one', async () => {
  await cast(vote('approve', 1), vote('reject', 2), withdrawn('reject', 3));
  expect(await decisions()).toEqual(['withdrawn']);
});

test('a withdrawal that overtakes its vote still takes it back', async () => {
  expect(await cast(withdrawn('approve', 2), vote('approve', 1))).toEqual(['counted', 'superseded']);
  expect(await decisions()).toEqual(['withdrawn']);
  expect(await cast(vote('approve', 3))).toEqual(['counted']);
});

test('people and rounds do not mix', async () => {
  await cast(vote('approve', 1), vote('reject', 1, { person: 'carol' }), vote('reject', 2, { round: 2 }));
  expect((await votes.ofRound('i', 1)).map(({ person, decision }) => `${person} ${decision}`).sort()).toEqual([
    'bob approve',
    'carol reject',
  ]);
  expect(await votes.ofRound('j', 1)).toEqual([]);
});

test('a shorter vote over a longer one is read whole', async () => {
  const long = vote('reject', 1, { reason: 'because '.repeat(6_000) });
  await cast(long, vote('approve', 2));
  expect(await votes.ofRound('i', 1)).toEqual([vote('approve', 2)]);
});

test('whatever arrives at once, the newest stands', async () => {
  const all = Array.from({ length: 12 }, (_, n) => vote(n % 2 ? 'approve' : 'reject', n));
  await Promise.all(all.map((one) => votes.cast('i', one)));
  expect(await votes.ofRound('i', 1)).toEqual([vote('approve', 11)]);
});

test('no order of arrival, and no redelivery, changes what stands', () => {
  const any = fc
    .tuple(
      fc.constantFrom('approve', 'reject', 'withdrawn'),
      fc.constantFrom('approve', 'reject', undefined),
      fc.nat(4),
      fc.constantFrom('slack' as const, 'teams' as const),
      fc.nat(4),
    )
    .map(([decision, withdraws, second, platform, received]) =>
      vote(decision, second, {
        platform,
        receivedAt: vote(decision, received).at,
        ...(decision === 'withdrawn' && { withdraws }),
      }),
    );
  const settled = (all: Vote[]) => standing(all.reduce(heard, {} as VoteRegister));
  const same = (one?: Vote) => one && `${one.decision} ${one.at}`;
  fc.assert(
    fc.property(
      fc
        .array(any, { minLength: 1, maxLength: 6 })
        .chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.shuffledSubarray(all)),
        ),
      ([all, shuffled, again]) => {
        expect(same(settled([...shuffled, ...again]))).toBe(same(settled(all)));
      },
    ),
    { numRuns: 2_000 },
  );
});
