import { type Azurite, startAzurite } from '../../local/azurite';
import { askedBeforeThis, stillWaiting } from '../../src/activities/older-request';
import { type Round } from '../../src/activities/open-round';
import { createRequests, type Requests } from '../../src/state/requests';
import { freshTables } from '../kit/fresh-tables';
import { plan } from '../policy/companies';

let azurite: Azurite;
let requests: Requests;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());
beforeEach(() => {
  requests = createRequests(freshTables(azurite.connectionString)());
});

const minute = (count: number) => `2026-03-04T15:${String(count).padStart(2, '0')}:00.000Z`;

const now = () => new Date(minute(10));

/** Asks, as `openRound` does. */
async function asks(instanceId: string, opened: number, over: object = {}) {
  const round = {
    request: { instanceId },
    requester: { id: 'alice', accounts: {} },
    planned: { plan: plan() },
    openedAt: minute(opened),
    expiresAt: minute(30),
    ...over,
  } as unknown as Round;
  const older = await askedBeforeThis({ requests }, round);
  await requests.openRound({
    instanceId,
    round: 1,
    planHash: 'h',
    plan: round.planned.plan,
    verdict: { kind: 'allowed', rule: { name: 'r', line: 1 } },
    requester: round.requester.id,
    openedAt: round.openedAt,
    expiresAt: round.expiresAt,
    older,
  });
  return (await stillWaiting({ requests, now }, older, round.openedAt))?.instanceId;
}

test('the newest of the older ones is found, by person and target, whatever the version, again and again', async () => {
  expect(await asks('first', 1)).toBeUndefined();
  expect(await asks('second', 2, { planned: { plan: plan({ desired: { version: 'v0' } }) } })).toBe('first');
  expect(await asks('new', 3)).toBe('second');
  expect(await asks('new', 3)).toBe('second');
  const row = await requests.round('new', 1);
  expect((await stillWaiting({ requests, now }, row?.older, minute(3)))?.instanceId).toBe('second');
});

test('behind one that has ended, one that still waits is found', async () => {
  await asks('first', 1);
  await asks('second', 2);
  await requests.closeRound('second', 1, 'cancelled');
  expect(await asks('new', 3)).toBe('first');
});

test.each([
  ['somebody else’s', { requester: { id: 'bob' } }],
  ['for another service', { planned: { plan: plan({ service: 'another' }) } }],
  ['for another environment', { planned: { plan: plan({ environment: 'staging' }) } }],
  ['for another action', { planned: { plan: plan({ action: 'migrate' }) } }],
  ['that has expired', { expiresAt: minute(9) }],
  ['that is newer', { openedAt: minute(11) }],
])('a request %s is none of these', async (_, over) => {
  await asks('other', 1, over);
  expect(await asks('new', 10)).toBeUndefined();
});

test('nor is one that has ended', async () => {
  await asks('ended', 1);
  await requests.closeRound('ended', 1, 'rejected');
  expect(await asks('new', 10)).toBeUndefined();
});
