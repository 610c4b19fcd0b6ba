import { type Azurite, startAzurite } from '../../local/azurite';
import { type Dependencies } from '../../src/activities/dependencies';
import { instanceOf, logOf } from '../../src/activities/log-of';
import { type SeenInstance, tellStuck } from '../../src/activities/tell-stuck';
import { type CommandRequest } from '../../src/model/command-request';
import { logLine } from '../../src/model/log-line';
import { type View } from '../../src/model/view';
import { ChatError } from '../../src/platforms/chat-error';
import { createMarks } from '../../src/state/marks';
import { createRequests } from '../../src/state/requests';
import { freshTables } from '../kit/fresh-tables';
import { plainText } from '../kit/plain-text';
import { plan } from '../policy/companies';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const NOW = Date.parse('2026-03-04T18:00:00Z');
const hoursAgo = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();
const request = {
  instanceId: 'abc',
  command: 'deploy',
  text: '/deploy order-service v1 production --reason "the key is hunter2"',
  args: {},
  receivedAt: hoursAgo(3),
  origin: { platform: 'slack', tenant: 'T', account: 'U0ALICE', channel: 'C' },
  answered: false,
} as unknown as CommandRequest;

async function world({ channel = 'incidents', deaf = [] as string[] } = {}) {
  const tables = freshTables(azurite.connectionString)();
  const posted: { place: string; view: View }[] = [];
  const requests = createRequests(tables);
  const dependencies = {
    company: {
      people: [{ id: 'alice', accounts: { slack: 'U0ALICE' }, groups: [] }],
      channels: [{ name: 'incidents', places: { slack: 'CI', teams: 'TI' }, mirrored: false }],
      operationsChannel: channel,
    },
    tenants: { slack: 'T', teams: 'T' },
    requests,
    marks: createMarks(tables),
    outbox: async (platform: string) => ({
      post: async (to: { channel: string }, view: View) => {
        if (deaf.includes(platform)) throw new ChatError('No.', 'not_in_channel', false);
        posted.push({ place: `${platform} ${to.channel}`, view });
        return { platform, tenant: 'T', channel: to.channel, message: String(posted.length) };
      },
    }),
    now: () => new Date(NOW),
  } as unknown as Dependencies;
  await requests.claim({ instanceId: 'abc', nonce: 'n', request, person: 'alice' });
  const look = (over: Partial<SeenInstance> = {}) =>
    tellStuck(dependencies, { instanceId: 'abc', failed: false, lastUpdatedAt: hoursAgo(2), status: '', ...over });
  const round = (expiresAt: string) =>
    requests.openRound({
      instanceId: 'abc',
      round: 1,
      planHash: 'h',
      plan: plan(),
      verdict: { kind: 'approval', requirements: [] } as never,
      requester: 'alice',
      openedAt: hoursAgo(3),
      expiresAt,
    });
  return { look, round, posted, requests, deaf };
}

test('a command that failed inside is told once, wherever the channel is, with what it was at', async () => {
  const { look, posted } = await world();
  const failed = {
    failed: true,
    lastUpdatedAt: hoursAgo(0),
    status: 'deploy order-service production for @alice: runs',
  };
  expect(await look(failed)).toMatchObject({ instanceId: 'abc', how: 'failed' });
  await look(failed);
  expect(posted.map(({ place }) => place)).toEqual(['slack CI', 'teams TI']);
  const text = plainText(posted[0]!.view);
  for (const part of ['ended by an error inside', '@alice: runs', 'abc', 'docs/operations.md'])
    expect(text).toContain(part);
  expect(posted[0]?.view.actions).toContainEqual({ kind: 'run', label: 'Ask for it again', line: request.text });
});

test('one that has not moved for longer than it could wait is told, with a button that cancels it', async () => {
  const { look, posted } = await world();
  expect(await look({ lastUpdatedAt: hoursAgo(1) })).toBeUndefined();
  expect(await look()).toMatchObject({ how: 'silent' });
  expect(posted[0]?.view.actions).toContainEqual({ kind: 'run', label: 'Cancel it', line: '/cancel abc' });
});

test('one that waits for an approval is not stuck, until its time is over', async () => {
  const waiting = await world();
  await waiting.round(hoursAgo(-1));
  expect(await waiting.look()).toBeUndefined();
  const late = await world();
  await late.round(hoursAgo(1));
  expect(await late.look()).toMatchObject({ how: 'silent' });
});

test('one whose end is noted, and an instance that is no command’s, are nobody’s business; an error inside is, all the same', async () => {
  const { look, requests, posted } = await world();
  expect(await look({ instanceId: 'abc-t1', failed: true })).toBeUndefined();
  await requests.finish('abc', { result: 'success', reasonCode: 'completed' });
  expect(await look()).toBeUndefined();
  expect(posted).toEqual([]);
  expect(await look({ failed: true })).toMatchObject({ how: 'failed' });
});

test('a platform that refuses does not keep it from the others, and is tried again', async () => {
  const { look, posted, deaf } = await world({ deaf: ['slack'] });
  await look();
  expect(posted.map(({ place }) => place)).toEqual(['teams TI']);
  deaf.length = 0;
  await look();
  expect(posted.map(({ place }) => place)).toEqual(['teams TI', 'slack CI']);
});

test('without a channel for it, it is in the log alone', async () => {
  const { look, posted } = await world({ channel: '' });
  expect(await look()).toBeDefined();
  expect(posted).toEqual([]);
});

test('the log says how a command ended by names alone, never what was typed', () => {
  const ending = {
    outcome: { result: 'failure', reasonCode: 'run_failed', message: 'hunter2' },
    planned: { plan: plan() },
  };
  const line = logOf('recordOutcome', { request, ending }, { durationSeconds: 7 });
  expect(line).toEqual({
    event: 'command.ended',
    instance: 'abc',
    command: 'deploy',
    service: 'order-service',
    environment: 'production',
    result: 'failure',
    reason_code: 'run_failed',
    seconds: 7,
  });
  expect(logLine(line!)).not.toContain('hunter2');
  expect(logOf('tallyVotes', { request }, {})).toBeUndefined();
  expect([instanceOf({ request }), instanceOf({ instanceId: 'x' }), instanceOf('y'), instanceOf(null)]).toEqual([
    'abc',
    'x',
    undefined,
    undefined,
  ]);
});
