import { type Azurite, startAzurite } from '../../local/azurite';
import { olderRequest } from '../../src/activities/older-request';
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

function waits(instanceId: string, opened: number, over: object = {}) {
  return requests.openRound({
    instanceId,
    round: 1,
    planHash: 'h',
    plan: plan(),
    verdict: { kind: 'allowed', rule: { name: 'r', line: 1 } },
    requester: 'alice',
    openedAt: minute(opened),
    expiresAt: minute(30),
    ...over,
  });
}

const older = async (opened: number) =>
  (
    await olderRequest({ requests }, {
      request: { instanceId: 'new' },
      requester: { id: 'alice', accounts: {} },
      planned: { plan: plan({ desired: { version: 'v2' } }) },
      openedAt: minute(opened),
    } as unknown as Round)
  )?.instanceId;

test('the newest of the older ones is found, by person and target, whatever the version', async () => {
  await waits('new', 10);
  expect(await older(10)).toBeUndefined();
  await waits('first', 1);
  await waits('second', 2, { plan: plan({ desired: { version: 'v0' } }) });
  expect(await older(10)).toBe('second');
});

test.each([
  ['somebody else’s', { requester: 'bob' }],
  ['for another service', { plan: plan({ service: 'another' }) }],
  ['for another environment', { plan: plan({ environment: 'staging' }) }],
  ['for another action', { plan: plan({ action: 'migrate' }) }],
  ['that has expired', { expiresAt: minute(9) }],
  ['that is newer', { openedAt: minute(11) }],
  ['of one whose name could run together with another', { requester: "alice' or '1' eq '1" }],
])('a request %s is none of these', async (_, over) => {
  await waits('other', 1, over);
  expect(await older(10)).toBeUndefined();
});

test('nor is one that has ended', async () => {
  await waits('ended', 1);
  await requests.closeRound('ended', 1, 'rejected');
  expect(await older(10)).toBeUndefined();
});
