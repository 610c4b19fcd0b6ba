import { type ServerResponse } from 'node:http';
import { validateView } from '../../../local/slack/block-kit/validate-view';
import { type Origin } from '../../../src/model/command-request';
import { type View } from '../../../src/model/view';
import { createSlack } from '../../../src/platforms/slack';
import { leastWait } from '../../kit/least-wait';
import { apiStub, hangUp, status } from './api-stub';

const TOKEN = 'xoxb-secret-token';
let api: Awaited<ReturnType<typeof apiStub>>;
let to: Origin;
const view: View = { kind: 'notice', tone: 'neutral', icon: 'ℹ️', headline: ['Hello'] };
const open = () =>
  createSlack({
    signingSecrets: ['s'],
    botToken: TOKEN,
    teamId: 'T0DEMO',
    apiUrl: api.apiUrl,
    commandNames: [],
  }).outbox();
const posted = { ok: true, channel: 'C1', ts: '1795000000.000100' };
const inHistory = { ts: '1795000000.000900', metadata: { event_type: 'countersign', event_payload: { key: 'k1' } } };

beforeAll(async () => {
  api = await apiStub();
});
beforeEach(() => {
  api.reset();
  to = { platform: 'slack', tenant: 'T0DEMO', account: 'U0ALICE', channel: 'C1' };
});
afterAll(() => api.close());

describe('post', () => {
  test('says it once, marked with its key, and tells where it stands', async () => {
    api.answer('chat.postMessage', posted);
    const ref = await (await open()).post({ ...to, thread: '1795000000.000001' }, view, 'k1');
    expect(ref).toEqual({ platform: 'slack', tenant: 'T0DEMO', channel: 'C1', message: posted.ts });
    expect(api.calls).toEqual([
      {
        method: 'chat.postMessage',
        authorization: `Bearer ${TOKEN}`,
        args: expect.objectContaining({
          channel: 'C1',
          thread_ts: '1795000000.000001',
          text: 'ℹ️ Hello',
          metadata: { event_type: 'countersign', event_payload: { key: 'k1' } },
          unfurl_links: 'false',
          unfurl_media: 'false',
        }),
      },
    ]);
  });

  test('waits as long as a 429 asks', async () => {
    api.answer('chat.postMessage', status(429, { 'retry-after': '1' }), posted);
    const started = Date.now();
    await (await open()).post(to, view, 'k1');
    expect(Date.now() - started).toBeGreaterThanOrEqual(990);
    expect(api.methods()).toEqual(['chat.postMessage', 'chat.postMessage']);
  });

  test('gives a 429 back at once when it asks for longer than the call may take', async () => {
    api.answer('chat.postMessage', status(429, { 'retry-after': '30' }));
    const failing = (await open()).post(to, view, 'k1');
    await expect(failing).rejects.toMatchObject({ code: 'ratelimited', temporary: true });
    expect(api.calls).toHaveLength(1);
  });

  test.each([
    ['a connection that breaks', hangUp],
    ['HTTP 500', status(500)],
    ["Slack's internal_error", { ok: false, error: 'internal_error' }],
    ['an answer that is no JSON', (response: ServerResponse) => void response.end('<html>')],
  ])('after %s, looks for the message before it is sent again', async (_, trouble) => {
    api.answer('chat.postMessage', trouble, posted);
    api.answer('conversations.history', { ok: true, messages: [{ ts: '1.2' }, inHistory] });
    expect(await (await open()).post(to, view, 'k1')).toMatchObject({ message: inHistory.ts });
    expect(api.methods()).toEqual(['chat.postMessage', 'conversations.history']);

    api.reset();
    api.answer('chat.postMessage', trouble, posted);
    api.answer('conversations.history', { ok: true, messages: [] });
    expect(await (await open()).post(to, view, 'k1')).toMatchObject({ message: posted.ts });
    expect(api.methods()).toEqual(['chat.postMessage', 'conversations.history', 'chat.postMessage']);
  });

  test('sends nothing again when it cannot look', async () => {
    api.answer('chat.postMessage', hangUp, posted);
    api.answer('conversations.history', { ok: false, error: 'missing_scope', needed: 'channels:history' });
    await expect((await open()).post(to, view, 'k1')).rejects.toMatchObject({ code: 'no_answer', temporary: true });
    expect(api.methods()).toEqual(['chat.postMessage', 'conversations.history']);
  });

  test('retried, finds what an earlier attempt has posted, on any page and in the thread', async () => {
    const next = { ok: true, messages: [{ ts: '1.1' }], response_metadata: { next_cursor: 'more' } };
    api.answer('conversations.replies', next, { ok: true, messages: [inHistory] });
    const since = '2026-11-24T10:00:00.000Z';
    const ref = await (await open()).post({ ...to, thread: '1795000000.000001' }, view, 'k1', since);
    expect(ref.message).toBe(inHistory.ts);
    expect(api.argsOf('conversations.replies')).toEqual([
      expect.objectContaining({ ts: '1795000000.000001', oldest: '1795514340', include_all_metadata: 'true' }),
      expect.objectContaining({ cursor: 'more' }),
    ]);
    expect(api.methods()).not.toContain('chat.postMessage');
  });

  test('retried, posts when nothing is there or the key is another', async () => {
    const other = { ...inHistory, metadata: { event_type: 'countersign', event_payload: { key: 'k2' } } };
    api.answer('conversations.history', { ok: true, messages: [other] });
    api.answer('chat.postMessage', posted);
    expect((await (await open()).post(to, view, 'k1', '2026-11-24T10:00:00.000Z')).message).toBe(posted.ts);
  });

  test('retried where it is no member yet, joins and posts', async () => {
    api.answer('conversations.history', { ok: false, error: 'not_in_channel' });
    api.answer('chat.postMessage', { ok: false, error: 'not_in_channel' }, posted);
    await (await open()).post(to, view, 'k1', '2026-11-24T10:00:00.000Z');
    expect(api.methods().slice(1)).toEqual(['chat.postMessage', 'conversations.join', 'chat.postMessage']);
  });

  test('joins a public channel first when it is not in it', async () => {
    api.answer('chat.postMessage', { ok: false, error: 'not_in_channel' }, posted);
    await (await open()).post(to, view, 'k1');
    expect(api.methods()).toEqual(['chat.postMessage', 'conversations.join', 'chat.postMessage']);
  });

  test('asks to be invited where it cannot join', async () => {
    api.answer('chat.postMessage', { ok: false, error: 'not_in_channel' });
    api.answer('conversations.join', { ok: false, error: 'method_not_supported_for_channel_type' });
    await expect((await open()).post(to, view, 'k1')).rejects.toMatchObject({
      code: 'not_in_channel',
      temporary: false,
      message: expect.stringContaining('/invite @Countersign'),
    });
  });

  test('names what is wrong with blocks, and never the token', async () => {
    api.answer('chat.postMessage', {
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text]'] },
    });
    const error: unknown = await (await open()).post(to, view, 'k1').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'SlackCallError',
      message: expect.stringContaining('json-pointer:/blocks/0/text'),
    });
    const { inspect } = await import('node:util');
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
  });

  test('says that Slack cannot be reached', async () => {
    const settings = {
      signingSecrets: ['s'],
      botToken: TOKEN,
      teamId: 'T0DEMO',
      apiUrl: 'http://127.0.0.1:1/api/',
      commandNames: [],
    };
    const outbox = await createSlack(settings).outbox();
    const error: unknown = await outbox
      .reply({ platform: 'slack', tenant: 'T', channel: 'C1', message: '1.1' }, view)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ temporary: true, code: expect.stringMatching(/unreachable|no_answer/) });
  });
});

describe('update and reply', () => {
  const message = { platform: 'slack' as const, tenant: 'T0DEMO', channel: 'C1', message: '1795000000.000100' };

  test('an update is sent again when no answer came', async () => {
    api.answer('chat.update', hangUp, { ok: true });
    await (await open()).update(message, view);
    expect(api.argsOf('chat.update')).toHaveLength(2);
    expect(api.argsOf('chat.update')[1]).toMatchObject({ channel: 'C1', ts: message.message, text: 'ℹ️ Hello' });
  });

  test('a message that is gone is no temporary trouble', async () => {
    api.answer('chat.update', { ok: false, error: 'message_not_found' });
    await expect((await open()).update(message, view)).rejects.toMatchObject({
      code: 'message_not_found',
      temporary: false,
    });
    expect(api.calls).toHaveLength(1);
  });

  test('a reply stands in the thread and is not said twice', async () => {
    api.answer('chat.postMessage', hangUp, posted);
    await expect((await open()).reply(message, view)).rejects.toMatchObject({ code: 'no_answer' });
    expect(api.argsOf('chat.postMessage')).toEqual([expect.objectContaining({ thread_ts: message.message })]);
  });
});

describe('whisper', () => {
  test('answers where the request was made', async () => {
    await (await open()).whisper({ ...to, replyUrl: `${api.url}/response` }, 'U0ALICE', view);
    expect(api.methods()).toEqual(['response']);
    expect(api.calls[0]?.args).toMatchObject({ response_type: 'ephemeral', replace_original: false, text: 'ℹ️ Hello' });
  });

  test("never uses one person's answer address for another", async () => {
    await (await open()).whisper({ ...to, replyUrl: `${api.url}/response` }, 'U0BOB', view);
    expect(api.methods()).toEqual(['chat.postEphemeral']);
    expect(api.calls[0]?.args).toMatchObject({ channel: 'C1', user: 'U0BOB' });
  });

  test('falls back to an ephemeral message when the address is used up', async () => {
    api.answer('response', status(404));
    await (await open()).whisper({ ...to, replyUrl: `${api.url}/response` }, 'U0ALICE', view);
    expect(api.methods()).toEqual(['response', 'chat.postEphemeral']);
  });

  test.each(['not_in_channel', 'user_not_in_channel', 'channel_not_found'])('on %s writes directly', async (error) => {
    api.answer('chat.postEphemeral', { ok: false, error });
    api.answer('conversations.open', { ok: true, channel: { id: 'D9' } });
    api.answer('chat.postMessage', posted);
    await (await open()).whisper(to, 'U0ALICE', view);
    expect(api.argsOf('conversations.open')).toEqual([expect.objectContaining({ users: 'U0ALICE' })]);
    expect(api.argsOf('chat.postMessage')).toEqual([expect.objectContaining({ channel: 'D9' })]);
  });
});

describe('askReason', () => {
  const ballot = { instanceId: 'abc234', round: 1, planHash: '0f0f0f0f' };
  const from = () => ({ ...to, channelName: 'deployments' });

  test('opens a form that remembers the ballot and the place', async () => {
    await (await open()).askReason('t1', ballot, 'Deploy order-service v2.4.1 to production', from());
    const [{ trigger_id, view: form } = {}] = api.argsOf('views.open');
    expect(trigger_id).toBe('t1');
    expect(validateView(form, 'modal')).toEqual([]);
    expect(JSON.parse(form.private_metadata)).toEqual({ ballot, place: { channel: 'C1', channelName: 'deployments' } });
  });

  test('takes it as opened when a lost attempt has used the trigger', async () => {
    api.answer('views.open', hangUp, { ok: false, error: 'exchanged_trigger_id' });
    await expect((await open()).askReason('t1', ballot, 'x', from())).resolves.toBeUndefined();
    expect(api.calls).toHaveLength(2);
  });

  test('gives up within two seconds, while the trigger may still live', async () => {
    api.answer('views.open', () => undefined);
    const outbox = await open();
    const asked = () =>
      expect(outbox.askReason('t1', ballot, 'x', from())).rejects.toMatchObject({ code: 'no_answer' });
    expect(await leastWait(asked, 2_100)).toBeLessThan(2_100);
  });

  test('says when it was too late', async () => {
    api.answer('views.open', { ok: false, error: 'expired_trigger_id' });
    await expect((await open()).askReason('t1', ballot, 'x', from())).rejects.toMatchObject({
      code: 'expired_trigger_id',
    });
  });
});

describe('standing', () => {
  test.each([
    [{ team_id: 'T0DEMO' }, 'ours'],
    [{ team_id: 'T0DEMO', deleted: true }, 'deactivated'],
    [{ team_id: 'T0DEMO', is_restricted: true }, 'guest'],
    [{ team_id: 'T0DEMO', is_ultra_restricted: true }, 'guest'],
    [{ team_id: 'T0DEMO', is_stranger: true }, 'stranger'],
    [{ team_id: 'T0OTHER' }, 'stranger'],
    [{ team_id: 'T0OTHER', enterprise_user: { teams: ['T0DEMO'] } }, 'ours'],
    [{ team_id: 'T0DEMO', is_bot: true }, 'bot'],
  ])('%j is %s', async (user, standing) => {
    api.answer('users.info', { ok: true, user: { id: 'U0BOB', ...user } });
    expect(await (await open()).standing('U0BOB', 'T0DEMO')).toBe(standing);
  });

  test('of another tenant nobody needs to be asked', async () => {
    expect(await (await open()).standing('U0BOB', 'T0OTHER')).toBe('stranger');
    expect(api.calls).toEqual([]);
  });

  test('is asked once a minute for each account', async () => {
    api.answer('users.info', { ok: true, user: { team_id: 'T0DEMO' } });
    const outbox = await open();
    await outbox.standing('U0BOB', 'T0DEMO');
    await outbox.standing('U0BOB', 'T0DEMO');
    await outbox.standing('U0CAROL', 'T0DEMO');
    expect(api.argsOf('users.info').map(({ user }) => user)).toEqual(['U0BOB', 'U0CAROL']);
  });

  test('an unknown account is a stranger; what cannot be found out is thrown, and asked again', async () => {
    api.answer('users.info', { ok: false, error: 'user_not_found' });
    const outbox = await open();
    expect(await outbox.standing('U0GHOST', 'T0DEMO')).toBe('stranger');
    api.answer('users.info', { ok: false, error: 'invalid_auth' }, { ok: true, user: { team_id: 'T0DEMO' } });
    await expect(outbox.standing('U0BOB', 'T0DEMO')).rejects.toMatchObject({ code: 'invalid_auth' });
    expect(await outbox.standing('U0BOB', 'T0DEMO')).toBe('ours');
  });
});
