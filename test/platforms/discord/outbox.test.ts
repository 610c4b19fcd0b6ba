import { Hono } from 'hono';
import { setTimeout as sleep } from 'node:timers/promises';
import { listen, type Listening } from '../../../local/kit/listen';
import { startDiscord, type DiscordServer } from '../../../local/discord';
import { commands } from '../../../src/commands';
import { type Origin } from '../../../src/model/command-request';
import { type View } from '../../../src/model/view';
import { createDiscord } from '../../../src/platforms/discord';
import { applicationCommands } from '../../../src/platforms/discord/application-commands';
import { type Outbox } from '../../../src/platforms/platform';

let server: DiscordServer;
let app: Listening;
let outbox: Outbox;
let now: number;
/** What the app answers an interaction with, and what it does before. */
let answer: { type: number; data?: object };
let before: (origin: Origin) => Promise<unknown>;
/** Where the last interaction came from. */
let asked: Origin;

const view: View = { kind: 'notice', tone: 'neutral', icon: 'ℹ️', headline: ['Hello'] };
const changed: View = { ...view, headline: ['Changed'] };
const CHANNEL = '720000000000000001';
const PUBLIC = { type: 5, data: {} };
const PRIVATE = { type: 5, data: { flags: 64 } };

beforeEach(async () => {
  now = Date.now();
  before = async () => undefined;
  app = await listen(
    new Hono().post('/', async (c) => {
      const { application_id, token, channel_id, member } = await c.req.json();
      asked = {
        ...{ platform: 'discord', tenant: '700000000000000001', account: member.user.id, channel: channel_id },
        replyUrl: `${server.url}/api/v10/webhooks/${application_id}/${token}`,
      };
      await before(asked);
      return c.json(answer);
    }) as never,
  );
  const specs = commands.map(({ spec }) => spec);
  server = await startDiscord({ appUrl: app.url, now: () => now, commands: applicationCommands(specs) });
  const settings = { publicKey: server.publicKey, botToken: server.botToken, guildIds: ['700000000000000001'] };
  outbox = await createDiscord({ ...settings, apiUrl: server.url, commands: specs }).outbox();
});
afterEach(() => Promise.all([server.close(), app.close()]));

const ask = async (with_: typeof answer) => {
  answer = with_;
  await server.guild.as('alice').command('deployments', '/locks');
  return asked;
};
const seen = () =>
  server.guild
    .messages()
    .map(({ text, onlyFor, loading }) => [text, ...(onlyFor ? ['private'] : []), ...(loading ? ['…'] : [])]);
const calls = (method: string, path: RegExp) =>
  server.requests.list().filter((request) => request.method === method && path.test(request.path)).length;
const HELLO = expect.stringMatching(/^ℹ️ Hello\nref [0-9a-f]{16}$/);

describe('the message of a command', () => {
  test('takes the place of “thinking…”, and is changed as the bot, also after 15 minutes', async () => {
    const message = await outbox.post(await ask(PUBLIC), view, 'k1');
    expect(seen()).toEqual([[HELLO]]);
    now += 16 * 60_000;
    await outbox.update(message, changed);
    expect(seen()).toEqual([['ℹ️ Changed']]);
    expect(calls('PATCH', /webhooks/)).toBe(1);
  });

  test('of a later round is a message of its own', async () => {
    const origin = await ask(PUBLIC);
    const first = await outbox.post(origin, view, 'k1');
    const second = await outbox.post(origin, view, 'k2');
    expect(second.message).not.toBe(first.message);
    expect(seen()).toHaveLength(2);
  });

  test('is there once, though an earlier attempt was cut off after it', async () => {
    const origin = await ask(PUBLIC);
    const since = new Date(now).toISOString();
    const first = await outbox.post(origin, view, 'k1');
    expect(await outbox.post(origin, view, 'k1', since)).toEqual(first);
    const second = await outbox.post(origin, view, 'k2');
    now += 10 * 60_000;
    expect(await outbox.post(origin, view, 'k2', since)).toEqual(second);
    now += 10 * 60_000;
    expect(await outbox.post(origin, view, 'k2', since)).toEqual(second);
    expect(seen()).toHaveLength(2);
  });

  test('is there once, though its answer was lost on the way', async () => {
    server.faults.set({ kind: 'reset-after', method: 'POST', path: 'messages', times: 1 });
    await outbox.post({ platform: 'discord', tenant: 'x', account: '1', channel: CHANNEL }, view, 'k1');
    server.faults.set({ kind: 'reset-after', method: 'PATCH', path: 'original', times: 1 });
    await outbox.post(await ask(PUBLIC), view, 'k2');
    expect(seen()).toHaveLength(2);
  });

  test('is posted as the bot where nothing waits for it any more', async () => {
    const origin = await ask(PUBLIC);
    now += 16 * 60_000;
    await outbox.post(origin, view, 'k1');
    expect(seen()).toEqual([['', '…'], [HELLO]]);
  });

  test('for all does not fill an answer that only the asker sees; that one goes', async () => {
    await outbox.post(await ask(PRIVATE), view, 'k1');
    expect(seen()).toEqual([[HELLO]]);
  });

  test('that is faster than the acknowledgement waits for it', async () => {
    let posted: Promise<unknown> = Promise.resolve();
    before = async (origin) => {
      posted = outbox.post(origin, view, 'k1');
      await sleep(150);
    };
    await ask(PUBLIC);
    await posted;
    expect(seen()).toEqual([[HELLO]]);
  });

  test('that came before a late acknowledgement, and was cut off after it, is there once', async () => {
    const since = new Date(now).toISOString();
    let first: unknown;
    before = async (origin) => {
      first = await outbox.post(origin, view, 'k1');
    };
    expect(await outbox.post(await ask(PUBLIC), view, 'k1', since)).toEqual(first);
    expect(seen()).toEqual([[HELLO]]);
  });

  test('in a thread stands in the thread', async () => {
    const to = {
      platform: 'discord' as const,
      tenant: 'x',
      account: '1',
      channel: CHANNEL,
      thread: '720000000000000011',
    };
    expect(await outbox.post(to, view, 'k1')).toMatchObject({ channel: '720000000000000011' });
  });
});

describe('a private answer', () => {
  test('takes the place of private “thinking…”; the next one follows it', async () => {
    const origin = await ask(PRIVATE);
    await outbox.whisper(origin, origin.account, view);
    await outbox.whisper(origin, origin.account, changed);
    expect(seen()).toEqual([
      ['ℹ️ Hello', 'private'],
      ['ℹ️ Changed', 'private'],
    ]);
  });

  test('does not come to stand before all: public “thinking…” is taken back', async () => {
    const origin = await ask(PUBLIC);
    await outbox.whisper(origin, origin.account, view);
    expect(seen()).toEqual([['ℹ️ Hello', 'private']]);
  });

  test('after a click leaves the message that was clicked as it is', async () => {
    const ballot = { instanceId: 'a'.repeat(51) + 'q', round: 1, planHash: '0f'.repeat(32) };
    const posted = await outbox.post(await ask(PUBLIC), { ...view, actions: [{ kind: 'approve', ballot }] }, 'k1');
    answer = { type: 6 };
    await server.guild.as('bob').click('deployments', posted.message, 'Approve');
    await outbox.whisper(asked, asked.account, changed);
    expect(seen()).toEqual([[HELLO], ['ℹ️ Changed', 'private']]);
  });

  test('comes in the place of the private one whose button asked, where it is to', async () => {
    const origin = await ask(PRIVATE);
    await outbox.whisper(origin, origin.account, {
      ...view,
      actions: [{ kind: 'run', label: 'Older', line: '/audit' }],
    });
    const [pressed] = server.guild.toldTo('alice');
    answer = { type: 6 };
    await server.guild.as('alice').click('deployments', pressed?.id ?? '', 'Older');
    await outbox.whisper({ ...asked, pressed: pressed?.id }, asked.account, changed, true);
    expect(seen()).toEqual([['ℹ️ Changed', 'private']]);
    await outbox.whisper({ ...asked, pressed: pressed?.id }, asked.account, view);
    expect(seen()).toEqual([
      ['ℹ️ Changed', 'private'],
      ['ℹ️ Hello', 'private'],
    ]);
  });

  test('goes to another, or after 15 minutes, as a direct message', async () => {
    const origin = await ask(PRIVATE);
    await outbox.whisper(origin, '710000000000000002', view);
    now += 16 * 60_000;
    await outbox.whisper(origin, origin.account, changed);
    expect(server.guild.toldTo('bob').map(({ text }) => text)).toEqual(['ℹ️ Hello']);
    expect(server.guild.toldTo('alice').map(({ text }) => text)).toEqual(['ℹ️ Changed']);
  });
});

test('a message is found again at its address', async () => {
  const message = await outbox.post(await ask(PUBLIC), view, 'k1');
  const address = `${server.url}/channels/700000000000000001/${CHANNEL}/${message.message}`;
  expect(await outbox.permalink(message)).toBe(address);
});

test('a reply hangs on its message', async () => {
  const message = await outbox.post(await ask(PUBLIC), view, 'k1');
  await outbox.reply(message, changed);
  expect(server.guild.messages('deployments').at(-1)).toMatchObject({ replyTo: message.message, text: 'ℹ️ Changed' });
});

test.each([
  ['710000000000000002', 'ours'],
  ['710000000000000011', 'bot'],
  ['710000000000000012', 'guest'],
  ['710000000000000013', 'deactivated'],
  ['710000000000000014', 'stranger'],
  ['719999999999999999', 'stranger'],
  ['../../channels/1', 'stranger'],
])('the account %s is %s', async (account, standing) => {
  expect(await outbox.standing(account, '700000000000000001')).toBe(standing);
  expect(await outbox.standing(account, '799999999999999999')).toBe('stranger');
});

test('who cannot be looked at is not guessed about', async () => {
  server.faults.set({ kind: 'error', status: 403, path: 'members' });
  await expect(outbox.standing('710000000000000002', '700000000000000001')).rejects.toMatchObject({ temporary: false });
});

test('429 waits as long as it asks', async () => {
  server.faults.set({ kind: 'too-many-requests', path: 'messages', times: 1, retryAfterSeconds: 1 });
  const started = Date.now();
  await outbox.post({ platform: 'discord', tenant: 'x', account: '1', channel: CHANNEL }, view, 'k1');
  expect(Date.now() - started).toBeGreaterThanOrEqual(990);
});

test.each([
  ['error', 400, 'Discord refused a message: HTTP 400, 0 (400: trouble; check DISCORD_BOT_TOKEN).', false],
  ['html', undefined, "Discord's answer to a message cannot be read.", true],
] as const)('what Discord makes of it is told without any token: %s', async (kind, status, message, temporary) => {
  const origin = await ask(PUBLIC);
  now += 16 * 60_000;
  server.faults.set({ kind, status, method: 'POST', path: 'messages' });
  const posting = outbox.post(origin, view, 'k1');
  await expect(posting).rejects.toMatchObject({ name: 'DiscordCallError', message, temporary });
  const error = (await posting.catch((thrown: unknown) => thrown)) as Error;
  expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(origin.replyUrl?.split('/').at(-1));
  expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(server.botToken);
});

test('a Discord that is not there is trouble that passes', async () => {
  await server.close();
  const to = { platform: 'discord' as const, tenant: 'x', account: '1', channel: CHANNEL };
  await expect(outbox.post(to, view, 'k1')).rejects.toMatchObject({ code: 'unreachable', temporary: true });
});

test('without a token nothing is said', async () => {
  const settings = { guildIds: [], apiUrl: 'https://discord.com', commands: [] };
  await expect(createDiscord(settings).outbox()).rejects.toMatchObject({ code: 'not_set_up' });
});

describe('a file', () => {
  const file = { name: 'order-service.log', title: 'All of the log', type: 'text/plain', content: 'one\ntwo é <@1>' };

  test('is a message of its own in the channel or thread, and is there once though its answer was lost', async () => {
    const origin = await ask(PUBLIC);
    server.faults.set({ kind: 'reset-after', path: '/messages$', times: 1 });
    expect(await outbox.attach(origin, file)).toBe('here');
    const filed = server.guild.messages('deployments').filter(({ files }) => files);
    expect(filed).toMatchObject([{ files: [{ filename: file.name, description: file.title, text: file.content }] }]);
    const thread = { ...origin, thread: '720000000000000011' };
    expect(await outbox.attach(thread, file)).toBe('here');
    expect(server.guild.messages('release talk').at(-1)?.files).toHaveLength(1);
  });

  test('for one account alone is in its direct messages', async () => {
    expect(await outbox.attach(await ask(PRIVATE), file, { account: '710000000000000001' })).toBe('directly');
    expect(server.guild.toldTo('alice').at(-1)?.files).toMatchObject([{ text: file.content }]);
    expect(server.guild.messages('deployments').some(({ files }) => files)).toBe(false);
  });

  test('that is bytes comes as these bytes; put there by an earlier attempt, long ago, it is not put again', async () => {
    const origin = await ask(PUBLIC);
    const image = { ...file, name: 'plot.png', type: 'image/png', content: Uint8Array.from([137, 80, 255, 0, 128]) };
    const since = new Date(now).toISOString();
    await outbox.attach(origin, image);
    now += 10 * 60_000;
    await outbox.attach(origin, image, { retriedSince: since });
    const sent = server.guild.messages('deployments').flatMap(({ files = [] }) => files);
    expect(sent).toMatchObject([{ filename: 'plot.png', type: 'image/png', size: 5 }]);
  });

  test('of any length is cut to what people can open, its end kept', async () => {
    await outbox.attach(await ask(PUBLIC), { ...file, content: `${'x'.repeat(1_200_000)}end` });
    const [sent] = server.guild.messages('deployments').at(-1)?.files ?? [];
    expect(sent?.text.length).toBeLessThanOrEqual(1_000_000);
    expect(sent?.text.endsWith('end')).toBe(true);
  });
});

describe('a channel of our own', () => {
  const channels = () => outbox.channels!;
  const named = (name: string) => server.guild.state.channels.filter((one) => one.name === name);

  test('is made, gets its topic and its pin, and is open to everybody of the server', async () => {
    const made = await channels().createChannel('inc-20260304-payment', { private: false });
    expect(made.url).toBe(`${server.url}/channels/700000000000000001/${made.id}`);
    expect(await channels().invite(made.id, ['710000000000000002'])).toEqual(['710000000000000002']);
    await channels().setTopic(made.id, `SEV1\n${'x'.repeat(2_000)}`);
    const posted = await outbox.post({ ...(await ask(PRIVATE)), channel: made.id, replyUrl: undefined }, view, 'card');
    await channels().pin(posted);
    await channels().pin(posted);
    const [channel] = named('inc-20260304-payment');
    expect(channel).toMatchObject({ overwrites: [], pins: [posted.message] });
    expect(channel?.topic).toMatch(/^SEV1 x+…$/);
    expect(channel?.topic).toHaveLength(1_024);
  });

  test('that is private is seen by us and by those who are let in; who is no member is left out', async () => {
    const made = await channels().createChannel('inc-secret', { private: true });
    expect(await channels().invite(made.id, ['710000000000000002', '710000000000000014'])).toEqual([
      '710000000000000002',
    ]);
    expect(named('inc-secret')[0]?.overwrites).toEqual([
      { id: '700000000000000001', type: 0, allow: '0', deny: '1024' },
      { id: '790000000000000001', type: 1, allow: '68608', deny: '0' },
      { id: '710000000000000002', type: 1, allow: '68608', deny: '0' },
    ]);
  });

  test('whose answer was lost is found again, and one of the same name that somebody made is not taken for it', async () => {
    server.guild.state.channels.push({ id: '720000000000000077', name: 'inc-lost', topic: 'mine' });
    expect(await channels().findOwn('inc-lost')).toBeUndefined();
    server.faults.set({ kind: 'reset-after', path: '/channels$', method: 'POST' });
    await expect(channels().createChannel('inc-lost', { private: false })).rejects.toMatchObject({ temporary: true });
    server.faults.clear();
    expect(named('inc-lost')).toHaveLength(2);
    expect((await channels().findOwn('inc-lost'))?.id).toBe(named('inc-lost')[1]?.id);
  });

  test('that we may not make, or let people into, says which permission is lacking', async () => {
    const { application } = server.guild.state;
    application.managePermissions = false;
    const made = await channels().createChannel('inc-closed', { private: true });
    const refused = (permission: string) => ({ code: 'not_set_up', message: expect.stringContaining(permission) });
    await expect(channels().invite(made.id, ['710000000000000002'])).rejects.toMatchObject(
      refused('Manage Permissions'),
    );
    application.manageChannels = false;
    await expect(channels().createChannel('inc-none', { private: false })).rejects.toMatchObject(
      refused('Manage Channels'),
    );
  });
});
