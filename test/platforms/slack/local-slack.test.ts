import { Hono } from 'hono';
import { listen, type Listening } from '../../../local/kit/listen';
import { type ServerEnv } from '../../../local/kit/server-env';
import { ApiFaults } from '../../../local/slack/api/faults';
import { apiRouter, type ApiCall } from '../../../local/slack/api/router';
import { Triggers } from '../../../local/slack/api/triggers';
import { demoWorkspace } from '../../../local/slack/demo-workspace';
import { fileRouter } from '../../../local/slack/delivery/file-router';
import { Store } from '../../../local/slack/state/store';
import { Uploads } from '../../../local/slack/state/uploads';
import { type Origin } from '../../../src/model/command-request';
import { type View } from '../../../src/model/view';
import { createSlack } from '../../../src/platforms/slack';
import { type Outbox } from '../../../src/platforms/platform';

let server: Listening;
let store: Store;
let faults: ApiFaults;
let calls: ApiCall[];
let outbox: Outbox;
let triggers: Triggers;
let uploads: Uploads;
const to: Origin = { platform: 'slack', tenant: 'T0DEMO', account: 'U0ALICE', channel: 'C0DEPLOY' };
const view: View = { kind: 'notice', tone: 'neutral', icon: 'ℹ️', headline: ['Hello'] };

beforeEach(async () => {
  store = new Store(demoWorkspace(), Date.now);
  faults = new ApiFaults();
  calls = [];
  triggers = new Triggers(Date.now);
  uploads = new Uploads();
  const app = new Hono<ServerEnv>()
    .route('/', fileRouter(uploads))
    .route('/', apiRouter({ store, triggers, uploads, tokens: { xoxb: 'U0BOT' }, faults, calls }));
  server = await listen(app);
  uploads.base = server.url;
  const apiUrl = `${server.url}/api/`;
  outbox = await createSlack({
    signingSecrets: [],
    botToken: 'xoxb',
    teamId: 'T0DEMO',
    apiUrl,
    commandNames: [],
  }).outbox();
});
afterEach(() => server.close());

const texts = () => store.state.messages.map(({ versions }) => versions.map(({ text }) => text));

test('a message whose answer was lost is there once, and an update takes its place', async () => {
  faults.set({ kind: 'reset-after', method: 'chat.postMessage', times: 1 });
  const ref = await outbox.post(to, view, 'k1');
  expect(await outbox.post(to, view, 'k1', new Date().toISOString())).toEqual(ref);
  await outbox.update(ref, { ...view, headline: ['Changed'] });
  expect(texts()).toEqual([['ℹ️ Hello', 'ℹ️ Changed']]);
  expect(calls.map(({ method }) => method).filter((method) => method === 'chat.postMessage')).toHaveLength(1);
});

test('a message that never arrived is sent again', async () => {
  faults.set({ kind: 'reset', method: 'chat.postMessage', times: 1 });
  await outbox.post(to, view, 'k1');
  expect(texts()).toEqual([['ℹ️ Hello']]);
});

test('a channel that the bot is not in is joined', async () => {
  const channel = store.channel('C0INCID');
  channel!.members = channel!.members.filter((member) => member !== 'U0BOT');
  await outbox.post({ ...to, channel: 'C0INCID' }, view, 'k1');
  expect(texts()).toEqual([['ℹ️ Hello']]);
});

test.each([
  ['U0BOB', 'ours'],
  ['U0GONE', 'deactivated'],
  ['U0GUEST', 'guest'],
  ['U0STRANGER', 'stranger'],
  ['U0OTHERBOT', 'bot'],
  ['USLACKBOT', 'bot'],
  ['U0NOBODY', 'stranger'],
])('%s is %s', async (account, standing) => {
  expect(await outbox.standing(account, 'T0DEMO')).toBe(standing);
});

test('a whisper is for one pair of eyes, and a direct message for who is not in the channel', async () => {
  await outbox.whisper(to, 'U0BOB', view);
  const channel = store.channel('C0DEPLOY');
  channel!.members = channel!.members.filter((member) => member !== 'U0CAROL');
  await outbox.whisper(to, 'U0CAROL', view);
  expect(store.state.messages).toMatchObject([{ channel: 'C0DEPLOY', onlyFor: 'U0BOB' }, { user: 'U0BOT' }]);
  expect(store.channel(store.state.messages[1]!.channel)).toMatchObject({ kind: 'im' });
});

test('the form opens once, even when the answer to that is lost', async () => {
  faults.set({ kind: 'reset-after', method: 'views.open', times: 1 });
  const trigger = triggers.issue({ user: 'U0BOB', channel: 'C0DEPLOY' });
  await outbox.askReason(trigger, { instanceId: 'abc234', round: 1, planHash: '0f' }, '/deploy a v1 production', to);
  expect(store.state.views).toHaveLength(1);
});

describe('a file', () => {
  const file = { name: 'order-service.log', title: 'Logs', type: 'text/plain', content: 'one <!channel>\ntwo ☃\n' };
  const shared = () =>
    store.state.messages.map(({ channel, threadTs, versions: [first] }) => ({
      channel,
      threadTs,
      files: first?.files,
    }));
  const contentOf = (id: unknown) => uploads.find(String(id))?.content.toString();

  test('for one account is in its direct messages, and says so', async () => {
    expect(await outbox.attach(to, file, { account: 'U0ALICE' })).toBe('directly');
    const [message] = shared();
    expect(store.channel(message!.channel)).toMatchObject({ kind: 'im', members: expect.arrayContaining(['U0ALICE']) });
    expect(message?.files).toMatchObject([{ name: 'order-service.log', title: 'Logs' }]);
    expect(contentOf(message?.files?.[0]?.id)).toBe(file.content);
    expect(await outbox.attach({ ...to, channel: message!.channel }, file, { account: 'U0ALICE' })).toBe('here');
  });

  test('for all is where the command was, in its thread', async () => {
    expect(await outbox.attach({ ...to, thread: '1700000000.000100' }, file)).toBe('here');
    expect(shared()).toMatchObject([{ channel: 'C0DEPLOY', threadTs: '1700000000.000100' }]);
  });

  test('that is too long keeps its end', async () => {
    await outbox.attach(to, { ...file, content: `${'x'.repeat(1_500_000)}\nthe newest line\n` });
    const content = contentOf(shared()[0]?.files?.[0]?.id) ?? '';
    expect(content.length).toBeLessThanOrEqual(1_000_000);
    expect(content.trimEnd().endsWith('the newest line')).toBe(true);
  });

  test('whose answer was lost is there once when it is attached again', async () => {
    const retriedSince = new Date().toISOString();
    faults.set({ kind: 'reset-after', method: 'files.completeUploadExternal', times: 1 });
    await expect(outbox.attach(to, file)).rejects.toMatchObject({ mayHaveWorked: true });
    expect(await outbox.attach(to, file, { retriedSince })).toBe('here');
    expect(shared()).toHaveLength(1);
    expect(await outbox.attach(to, { ...file, name: 'another.log' }, { retriedSince })).toBe('here');
    expect(shared()).toHaveLength(2);
  });

  test('of a picture has its bytes and its kind', async () => {
    const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]);
    await outbox.attach(to, {
      ...file,
      name: 'stats.png',
      type: 'image/png',
      content: png,
      alternative: 'Deployments by day',
    });
    const id = String(shared()[0]?.files?.[0]?.id);
    expect(uploads.find(id)?.content).toEqual(Buffer.from(png));
    const served = await fetch(`${uploads.base}/files/${id}`);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(calls.find(({ method }) => method === 'files.getUploadURLExternal')?.arguments).toMatchObject({
      alt_txt: 'Deployments by day',
    });
  });

  test('that Slack does not take is told by its own error', async () => {
    faults.set({ kind: 'error', method: 'files.getUploadURLExternal', error: 'missing_scope', times: 1 });
    await expect(outbox.attach(to, file)).rejects.toMatchObject({ code: 'missing_scope' });
    uploads.base = 'http://evil.example';
    await expect(outbox.attach(to, file)).rejects.toMatchObject({ code: 'unreadable' });
    expect(store.state.messages).toEqual([]);
  });
});

test('a bookmark is in a channel once, however often it is put there', async () => {
  const add = () =>
    outbox.channels!.bookmark!('C0DEPLOY', `Dashboard ${'x'.repeat(100)}`, 'https://grafana.example/d/1');
  await add();
  await add();
  faults.set({ kind: 'reset-after', method: 'bookmarks.add', times: 1 });
  const second = () => outbox.channels!.bookmark!('C0DEPLOY', 'Status page', 'https://status.example');
  await expect(second()).rejects.toMatchObject({ mayHaveWorked: true });
  await second();
  expect(store.channel('C0DEPLOY')?.bookmarks?.map(({ link }) => link)).toEqual([
    'https://grafana.example/d/1',
    'https://status.example',
  ]);
});
