import { type CommandRequest } from '../../src/model/command-request';
import { type Outcome } from '../../src/model/outcome';
import { type Plan } from '../../src/model/plan';
import { createRequests, type Requests } from '../../src/state/requests';
import { type NewRound } from '../../src/state/rounds';
import { type Azurite, startAzurite } from '../../local/azurite';
import { freshTables } from '../kit/fresh-tables';
import { noAnswer, watchedTables } from '../kit/watched-tables';

let azurite: Azurite;
let watched: ReturnType<typeof watchedTables>;
let requests: Requests;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());
beforeEach(() => {
  watched = watchedTables(freshTables(azurite.connectionString)());
  requests = createRequests(watched);
});

const request: CommandRequest = {
  instanceId: 'i1',
  command: 'deploy',
  args: { service: 'order-service', version: 'v2.4.1', environment: 'production' },
  text: `/deploy order-service v2.4.1 production --reason "${'long 😀 '.repeat(9_000)}"`,
  receivedAt: '2026-11-02T10:00:00.000Z',
  answered: false,
  origin: { platform: 'slack', tenant: 'T0DEMO', account: 'U0ALICE', channel: 'C0DEPLOY' },
};
const claim = (nonce: string) => requests.claim({ instanceId: 'i1', nonce, request, person: 'alice' });

describe('a claim', () => {
  test('is ours the first time, ours again with the same nonce, and taken for every other', async () => {
    expect(await claim('n1')).toBe('ours');
    expect(await claim('n1')).toBe('ours');
    expect(await claim('n2')).toBe('taken');
  });

  test('is won by one of many at once', async () => {
    const claims = await Promise.all(Array.from({ length: 10 }, (_, n) => claim(`n${n}`)));
    expect(claims.filter((one) => one === 'ours')).toHaveLength(1);
  });

  test('whose answer was lost is still ours', async () => {
    let lost = false;
    watched.fault = async (call, make) => {
      const made = await make();
      if (call === 'insert' && !lost) {
        lost = true;
        throw noAnswer();
      }
      return made;
    };
    await expect(claim('n1')).rejects.toThrow('no answer');
    expect(await claim('n1')).toBe('ours');
  });

  test('takes the time of one round trip: it is listed as unfinished beside it', async () => {
    await requests.claim({ instanceId: 'i0', nonce: 'n', request, person: null });
    watched.calls.length = 0;
    await claim('n1');
    expect(watched.calls).toEqual(['insert', 'put']);
  });

  test('keeps the whole request, however long', async () => {
    await claim('n1');
    expect(await requests.get('i1')).toEqual({ instanceId: 'i1', nonce: 'n1', request, person: 'alice' });
    expect(await requests.get('i2')).toBeUndefined();
  });

  test('of an unknown person keeps that', async () => {
    await requests.claim({ instanceId: 'i1', nonce: 'n', request, person: null });
    expect(await requests.get('i1')).toMatchObject({ person: null });
  });
});

test('the first outcome stands', async () => {
  const success: Outcome = { result: 'success', reasonCode: 'completed', message: 'Done.' };
  const failure: Outcome = { result: 'failure', reasonCode: 'run_failed', message: 'Failed.' };
  await claim('n1');
  expect(await requests.finish('i1', success)).toEqual(success);
  expect(await requests.finish('i1', failure)).toEqual(success);
  expect(await requests.get('i1')).toMatchObject({ request: { text: request.text }, outcome: success });
});

describe('a round', () => {
  const plan = {
    action: 'deploy',
    service: 'order-service',
    environment: 'production',
    display: { warning: 'w'.repeat(70_000) },
  };
  const round: NewRound = {
    instanceId: 'i1',
    round: 1,
    planHash: 'h1',
    plan: plan as unknown as Plan,
    verdict: { kind: 'allowed', rule: { name: 'r', line: 3 } },
    requester: 'alice',
    openedAt: '2026-11-02T10:00:00Z',
    expiresAt: '2026-11-02T10:30:00Z',
  };

  test('is open as it was opened, and opening it again changes nothing', async () => {
    await requests.openRound(round);
    await requests.openRound({ ...round, expiresAt: '2099-01-01T00:00:00Z' });
    expect(await requests.round('i1', 1)).toEqual({ ...round, state: 'open', extended: false });
    expect(await requests.round('i1', 2)).toBeUndefined();
  });

  test('does not open on another plan', async () => {
    await requests.openRound(round);
    await expect(requests.openRound({ ...round, planHash: 'h2' })).rejects.toThrow('already open on another plan');
  });

  test('is given more time once, by the one instance that asks, and never when it is over', async () => {
    const other = { ...round, instanceId: 'i9' };
    await requests.openRound(other);
    const later = '2026-11-02T11:00:00Z';
    expect(await requests.extendRound('i9', 1, later, 'first')).toBe('extended');
    expect(await requests.extendRound('i9', 1, later, 'first')).toBe('extended');
    expect(await requests.extendRound('i9', 1, later, 'second')).toBe('again');
    expect(await requests.round('i9', 1)).toMatchObject({ expiresAt: later, extended: true });
    await requests.closeRound('i9', 1, 'expired');
    expect(await requests.extendRound('i9', 1, later, 'first')).toBe('over');
  });

  test('ends once, the first end standing, and stays ended when it is opened again', async () => {
    await requests.openRound(round);
    const ends = await Promise.all(
      (['approved', 'rejected', 'expired', 'cancelled', 'void'] as const).map((end) =>
        requests.closeRound('i1', 1, end),
      ),
    );
    expect(new Set(ends).size).toBe(1);
    await requests.openRound(round);
    expect(await requests.round('i1', 1)).toEqual({ ...round, state: ends[0], extended: false });
  });

  test('that was never opened cannot end', async () => {
    await expect(requests.closeRound('i1', 7, 'expired')).rejects.toThrow('Round 7 of i1 was never opened.');
  });
});
