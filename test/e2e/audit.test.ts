import { CHANNEL } from '../../local/demo/audience';
import { DurableClient } from '../../local/durable-client';
import { createTables } from '../../src/state/tables';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  // Long enough for a deploy to be cut off in the middle.
  stage = await openStage({ runSeconds: 8 });
}, 30_000);
afterAll(() => stage.close());

const BOB = 'U0BOB';

function newestWhisper(since: string) {
  const messages = stage.stack.slack.workspace.messages(CHANNEL);
  const found = messages.filter(({ ts, only_for }) => ts >= since && only_for === BOB).at(-1);
  if (!found) throw new Error('Bob was told nothing.');
  return found;
}

function shown(since: string): string {
  return JSON.stringify(newestWhisper(since).blocks);
}

async function until(since: string, words: string): Promise<void> {
  if (!(await stage.audience.until(() => shown(since).includes(words), 15)))
    throw new Error(`Bob was not shown "${words}", but ${shown(since)}`);
}

/** The index follows the chain within a second or so: bob asks again until it has what he looks for. */
async function askedUntil(words: string, told: string) {
  for (let tries = 1; ; tries++) {
    const asked = await stage.ask('bob', words, '/audit');
    if (
      await stage.audience.until(() => stage.audience.whispers(BOB, asked.since).some((one) => one.includes(told)), 5)
    )
      return asked;
    if (tries === 5) throw new Error(`Bob was not told "${told}", but ${shown(asked.since)}`);
  }
}

describe('/audit', () => {
  it('finds what people did, pages in the place of the first page and back, and again', async () => {
    for (const round of [1, 2, 3, 4]) {
      await stage.outcomeOf(await stage.ask('alice', `order-service staging --reason "round ${round}"`, '/lock'));
      await stage.outcomeOf(await stage.ask('alice', 'order-service staging', '/unlock'));
    }
    const asked = await stage.ask('bob', '--user @alice --service order-service', '/audit');
    await stage.audience.whispered(BOB, asked.since, 'round 4');
    const { ts } = newestWhisper(asked.since);
    expect(shown(asked.since)).not.toContain('round 1');
    expect(stage.audience.posts(asked.since)).toEqual([]);
    for (const [label, words] of [
      ['run-0', 'round 1'],
      ['run-0', 'round 4'],
      ['run-0', 'round 1'],
    ] as const) {
      await stage.audience.as('bob').click(CHANNEL, ts, label);
      await until(asked.since, words);
      expect(newestWhisper(asked.since).ts).toBe(ts);
    }
  });

  it('tells the whole story of a deploy, and nothing of it to the channel', async () => {
    const deploy = await stage.request('alice', 'order-service v2.4.1 production');
    await stage.audience.as('bob').react(CHANNEL, deploy.ts, 'white_check_mark');
    const entry = await stage.outcomeOf(deploy);
    const asked = await askedUntil(`show ${Number(entry.id.split('-')[1])}`, 'What was written, when');
    for (const words of [
      'Approved by',
      '@bob',
      'about to act',
      'ended: success',
      String(entry.hash).slice(0, 12),
      'slack',
    ])
      expect(shown(asked.since)).toContain(words);
    expect(stage.audience.posts(asked.since)).toEqual([]);
    const list = await askedUntil('v2.4.1 --production --action deploy --result success', 'approved by @bob');
    expect(shown(list.since)).toContain(`/archives/${CHANNEL}/p`);
  });
});

it('ends a deploy whose instance was terminated in the middle as an unknown outcome, once the vendor has said what became of the run', async () => {
  const asked = await stage.ask('alice', 'order-service v2.4.2 staging');
  const entries = async () => {
    const all = await stage.audience.entries();
    const own = all.find(({ command, timestamp }) => command === asked.line && timestamp >= asked.at);
    return all.filter(({ instance_id }) => instance_id === own?.instance_id);
  };
  await stage.audience.until(() => stage.dispatches().some(({ version }) => version === 'v2.4.2'), 20);
  const [intent] = await entries();
  const id = intent?.instance_id ?? '';
  const { stack } = stage;
  await new DurableClient(stack.host().url, stack.functionKey).terminate(id, 'cut off');
  // As if that had been three minutes ago: what was just asked is left alone.
  const requests = createTables(stack.tables.connectionString).table('CountersignRequests');
  const row = await requests.get(id, 'request');
  const text = String(row?.['request0']);
  const { receivedAt } = JSON.parse(text) as { receivedAt: string };
  const earlier = new Date(Date.parse(receivedAt) - 180_000).toISOString();
  await requests.merge({ partitionKey: id, rowKey: 'request', request0: text.replace(receivedAt, earlier) }, '*');

  const outcome = await stage.audience.until(async () => (await entries()).find(({ kind }) => kind === 'outcome'), 90);
  expect(outcome).toMatchObject({ user: '@alice', result: 'failure', reason_code: 'unknown_outcome' });
  expect(JSON.stringify(outcome)).toContain('/runs/');
  expect((await entries()).map(({ kind }) => kind)).toEqual(['intent', 'outcome']);
  await stage.audience.shown(asked.since, ['the run succeeded']);
  expect(await stage.audience.verifyChain()).toMatchObject({ intact: true });
}, 150_000);

describe('what operators ask', () => {
  const get = (path: string, key?: string) =>
    fetch(`${stage.stack.host().url}/api/${path}`, key ? { headers: { 'x-functions-key': key } } : {});
  const withKey = (path: string) => get(path, stage.stack.functionKey);

  it('health tells strangers that it lives, and whoever has a key how each dependency is', async () => {
    expect(await (await get('health')).json()).toEqual({ status: 'ok', version: expect.any(String) });
    expect((await get('health', 'wrong')).status).toBe(401);
    const answer = await withKey('health');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      status: 'ok',
      dependencies: {
        tables: { state: 'ok' },
        audit: { state: 'ok', says: expect.stringMatching(/^\d+ entries/) },
        github: { state: 'ok' },
      },
    });
  });

  it('an export that broke off goes on behind the last entry that arrived', async () => {
    const whole = (await (await withKey('audit')).text()).trim().split('\n');
    const { id } = JSON.parse(whole[4] ?? '') as { id: string };
    const rest = (await (await withKey(`audit?after=${id}`)).text()).trim().split('\n');
    expect(rest.slice(0, 3)).toEqual(whole.slice(5, 8));
    const csv = await (await withKey(`audit?format=csv&after=${id}`)).text();
    expect(csv).not.toContain('timestamp,user');
    expect((await withKey('audit?after=7')).status).toBe(400);
    expect((await withKey('audit?after=ghost-000000000001')).status).toBe(400);
    expect((await withKey('audit?limit=0')).status).toBe(400);
  });

  it('an export in pages leads from one to the next, and the last says that it is the last', async () => {
    const whole = await (await withKey('audit?to=2100-01-01T00:00:00Z')).text();
    let [found, next]: [string, string | undefined] = ['', '/api/audit?to=2100-01-01T00:00:00Z&limit=3'];
    for (let page = 0; next !== undefined && page < 200; page++) {
      const answer: Response = await withKey(next.replace('/api/', ''));
      found += await answer.text();
      next = /^<(.+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
      expect(next ?? '').not.toContain('code=');
    }
    expect(found).toBe(whole);
  });

  it('nothing is done once the audit table was deleted, which is said, and which health shows', async () => {
    const { TableClient } = await import('@azure/data-tables');
    const table = TableClient.fromConnectionString(stage.stack.tables.connectionString, 'CountersignAudit', {
      allowInsecureConnection: true,
    });
    await stage.ask('alice', 'order-service v2.4.2 staging --dry-run');
    await table.deleteTable();
    const dispatched = stage.dispatches().length;
    const asked = await stage.ask('dave', 'payment-service v1.9.0 staging');
    await stage.audience.shown(asked.since, ['nothing was started']);
    expect(stage.dispatches()).toHaveLength(dispatched);
    const health = await withKey('health');
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ status: 'failing', dependencies: { audit: { state: 'failing' } } });
  }, 60_000);
});
