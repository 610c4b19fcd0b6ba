import { WebClient, type WebAPIPlatformError } from '@slack/web-api';
import { startSlack, type SlackServer } from '../../../local/slack';
import { actions, button, section } from './fake-app';
import { silent } from './silent';

let slack: SlackServer;
let client: WebClient;

beforeEach(async () => {
  slack = await startSlack();
  client = new WebClient(slack.botToken, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });
});
afterEach(() => slack.close());

const refusal = async (call: Promise<unknown>) => {
  const error = (await call.then(
    () => undefined,
    (cause: unknown) => cause,
  )) as WebAPIPlatformError;
  return error?.data;
};
const errorOf = async (call: Promise<unknown>) => (await refusal(call))?.error;

describe('who may call', () => {
  const post = (headers: Record<string, string>, body = '', method = 'auth.test') =>
    fetch(slack.apiUrl + method, { method: 'POST', headers, body }).then(async (answer) => [
      answer.status,
      await answer.json(),
    ]);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it('is the bot, by a bearer token or a token in the form', async () => {
    expect(await client.auth.test()).toMatchObject({
      ok: true,
      user_id: 'U0BOT',
      bot_id: 'B0COUNTER',
      team_id: 'T0DEMO',
    });
    expect(await post(form, `token=${slack.botToken}`)).toMatchObject([200, { ok: true }]);
  });

  it('is nobody without a token or with a wrong one, still with status 200', async () => {
    expect(await post(form)).toEqual([200, { ok: false, error: 'not_authed' }]);
    expect(await post({ ...form, authorization: 'Bearer xoxb-wrong' })).toEqual([
      200,
      { ok: false, error: 'invalid_auth' },
    ]);
  });

  it('is told when the method, the content type or the JSON is wrong', async () => {
    const authorization = `Bearer ${slack.botToken}`;
    expect(await post({ ...form, authorization }, '', 'chat.shout')).toEqual([
      200,
      { ok: false, error: 'unknown_method', req_method: 'chat.shout' },
    ]);
    expect(await post({ 'content-type': 'text/plain', authorization }, 'x')).toMatchObject([
      200,
      { error: 'invalid_post_type' },
    ]);
    expect(await post({ 'content-type': 'application/json', authorization }, '{')).toMatchObject([
      200,
      { error: 'invalid_json' },
    ]);
    expect(await post({ 'content-type': 'application/json', authorization }, '[]')).toMatchObject([
      200,
      { error: 'json_not_object' },
    ]);
  });

  it('may send JSON bodies as well as forms', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${slack.botToken}` };
    const body = JSON.stringify({ channel: 'C0DEPLOY', text: 'hi', blocks: [section('hi')] });
    expect(await post(headers, body, 'chat.postMessage')).toMatchObject([200, { ok: true, channel: 'C0DEPLOY' }]);
  });
});

describe('posting', () => {
  it('answers with the message as Slack keeps it: IDs and text defaults filled in', async () => {
    const { ts, message } = await client.chat.postMessage({
      channel: 'C0DEPLOY',
      text: 'Deploy?',
      blocks: [section('*Deploy?*'), actions(button('Approve', 'approve'))],
    });
    expect(ts).toMatch(/^\d{10}\.\d{6}$/);
    expect(message).toMatchObject({ user: 'U0BOT', bot_id: 'B0COUNTER', app_id: 'A0COUNTER', text: 'Deploy?', ts });
    expect(message?.blocks?.[0]).toMatchObject({ block_id: expect.any(String), text: { verbatim: false } });
    expect(message?.blocks?.[1]).toMatchObject({ elements: [{ text: { emoji: true } }] });
  });

  it('never gives one ts to two messages', async () => {
    const posted = await Promise.all(
      Array.from({ length: 20 }, () => client.chat.postMessage({ channel: 'C0DEPLOY', text: 'x' })),
    );
    expect(new Set(posted.map(({ ts }) => ts)).size).toBe(20);
  });

  it.each([
    ['channel_not_found', { channel: 'C0NOWHERE', text: 'x' }],
    ['no_text', { channel: 'C0DEPLOY' }],
    ['no_text', { channel: 'C0DEPLOY', text: '' }],
    ['msg_too_long', { channel: 'C0DEPLOY', text: 'x'.repeat(40_001) }],
    ['thread_not_found', { channel: 'C0DEPLOY', text: 'x', thread_ts: '1.000001' }],
    ['invalid_blocks_format', { channel: 'C0DEPLOY', text: 'x', blocks: 'not json' }],
    ['msg_blocks_too_long', { channel: 'C0DEPLOY', text: 'x', blocks: Array(5).fill(section('x'.repeat(2900))) }],
  ])('is refused with %s', async (error, args) => {
    expect(await errorOf(client.apiCall('chat.postMessage', args))).toBe(error);
  });

  it('names a missing argument', async () => {
    expect(await refusal(client.apiCall('chat.postMessage', { text: 'x' }))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    });
  });

  it('says what is wrong in blocks, as Slack does', async () => {
    const blocks = [section('x'.repeat(3001))];
    expect(await refusal(client.chat.postMessage({ channel: 'C0DEPLOY', text: 'x', blocks }))).toMatchObject({
      error: 'invalid_blocks',
      errors: [
        'failed to match all allowed schemas [json-pointer:/blocks/0/text]',
        'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
      ],
      response_metadata: {
        messages: [
          '[ERROR] failed to match all allowed schemas [json-pointer:/blocks/0/text]',
          '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
        ],
      },
    });
    expect(slack.workspace.messages('C0DEPLOY')).toEqual([]);
  });

  it('needs membership, and a channel that is not archived', async () => {
    const { channel } = await client.conversations.create({ name: 'quiet' });
    slack.workspace.archive(channel!.id!);
    expect(await errorOf(client.chat.postMessage({ channel: channel!.id!, text: 'x' }))).toBe('is_archived');
    slack.workspace.state.channels.find(({ id }) => id === 'C0GENERAL')!.members.splice(6, 1);
    expect(await errorOf(client.chat.postMessage({ channel: 'C0GENERAL', text: 'x' }))).toBe('not_in_channel');
    await client.conversations.join({ channel: 'C0GENERAL' });
    expect((await client.chat.postMessage({ channel: 'C0GENERAL', text: 'x' })).ok).toBe(true);
  });

  it('answers in threads, which the history leaves out', async () => {
    const { ts } = await client.chat.postMessage({ channel: 'C0DEPLOY', text: 'parent' });
    await client.chat.postMessage({ channel: 'C0DEPLOY', text: 'reply', thread_ts: ts });
    const { messages } = await client.conversations.history({ channel: 'C0DEPLOY' });
    expect(messages).toMatchObject([{ text: 'parent', reply_count: 1, thread_ts: ts }]);
    const replies = await client.conversations.replies({ channel: 'C0DEPLOY', ts: ts! });
    expect(replies.messages?.map(({ text }) => text)).toEqual(['parent', 'reply']);
  });

  it('keeps metadata, and gives it to who asks for it', async () => {
    const metadata = { event_type: 'deploy', event_payload: { key: 'k1' } };
    await client.chat.postMessage({ channel: 'C0DEPLOY', text: 'x', metadata });
    const history = (more: object) => client.conversations.history({ channel: 'C0DEPLOY', ...more });
    expect((await history({ include_all_metadata: true })).messages).toMatchObject([{ metadata }]);
    expect((await history({})).messages?.[0]).not.toHaveProperty('metadata');
    const wrong = { channel: 'C0DEPLOY', text: 'x', metadata: { event_type: 'deploy' } };
    expect(await errorOf(client.apiCall('chat.postMessage', wrong))).toBe('invalid_arguments');
  });

  it('shows an ephemeral message to one person and to no API method', async () => {
    const { message_ts } = await client.chat.postEphemeral({ channel: 'C0DEPLOY', user: 'U0MALLORY', text: 'not you' });
    expect(slack.workspace.messages('C0DEPLOY', { viewer: 'U0MALLORY' })).toMatchObject([
      { text: 'not you', only_for: 'U0MALLORY' },
    ]);
    expect(slack.workspace.messages('C0DEPLOY', { viewer: 'U0BOB' })).toEqual([]);
    expect((await client.conversations.history({ channel: 'C0DEPLOY' })).messages).toEqual([]);
    expect(await errorOf(client.chat.update({ channel: 'C0DEPLOY', ts: message_ts!, text: 'x' }))).toBe(
      'message_not_found',
    );
    expect(await errorOf(client.chat.postEphemeral({ channel: 'C0DEPLOY', user: 'U0NOBODY', text: 'x' }))).toBe(
      'user_not_found',
    );
    slack.workspace.state.channels.find(({ id }) => id === 'C0DEPLOY')!.members.shift();
    expect(await errorOf(client.chat.postEphemeral({ channel: 'C0DEPLOY', user: 'U0ALICE', text: 'x' }))).toBe(
      'user_not_in_channel',
    );
  });

  it('shows an onlooker a channel from a time on', async () => {
    const [, second] = [
      await slack.workspace.as('alice').say('C0DEPLOY', 'one'),
      await slack.workspace.as('bob').say('C0DEPLOY', 'two'),
    ];
    await slack.workspace.as('bob').say('C0GENERAL', 'elsewhere');
    expect(slack.workspace.messages('C0DEPLOY', { since: second.ts }).map(({ text }) => text)).toEqual(['two']);
    expect(slack.workspace.messages('C0DEPLOY')).toHaveLength(2);
  });

  it('opens direct messages by the ID of a person', async () => {
    const { channel } = await client.chat.postMessage({ channel: 'U0ALICE', text: 'psst' });
    expect(channel).toMatch(/^D/);
    expect((await client.conversations.open({ users: 'U0ALICE' })).channel?.id).toBe(channel);
    expect(await errorOf(client.conversations.open({ users: 'U0GONE' }))).toBe('user_disabled');
  });
});

describe('changing a message', () => {
  const post = async () =>
    (await client.chat.postMessage({ channel: 'C0DEPLOY', text: 'one', blocks: [section('one')] })).ts!;

  it('keeps every version and the blocks that are not mentioned', async () => {
    const ts = await post();
    await client.chat.update({ channel: 'C0DEPLOY', ts, text: 'two' });
    await client.chat.update({ channel: 'C0DEPLOY', ts, text: 'three', blocks: [] });
    const [message] = slack.workspace.messages('C0DEPLOY');
    expect(message?.versions.map(({ text, blocks }) => [text, blocks?.length])).toEqual([
      ['one', 1],
      ['two', 1],
      ['three', undefined],
    ]);
    expect(message?.edited).toMatchObject({ user: 'U0BOT' });
  });

  it('is for the author only, and for messages that are there', async () => {
    const ts = await post();
    const { ts: alices } = await slack.workspace.as('alice').say('C0DEPLOY', 'mine');
    expect(await errorOf(client.chat.update({ channel: 'C0DEPLOY', ts: alices, text: 'x' }))).toBe(
      'cant_update_message',
    );
    expect(await errorOf(client.chat.delete({ channel: 'C0DEPLOY', ts: alices }))).toBe('cant_delete_message');
    expect(await errorOf(client.chat.update({ channel: 'C0DEPLOY', ts: '1.000001', text: 'x' }))).toBe(
      'message_not_found',
    );
    expect(await errorOf(client.chat.update({ channel: 'C0DEPLOY', ts, text: 'x'.repeat(4001) }))).toBe('msg_too_long');
    expect(await errorOf(client.apiCall('chat.update', { channel: 'C0DEPLOY', ts }))).toBe('no_text');
    await client.chat.delete({ channel: 'C0DEPLOY', ts });
    expect(await errorOf(client.chat.delete({ channel: 'C0DEPLOY', ts }))).toBe('message_not_found');
  });

  it('has a permanent link', async () => {
    const ts = await post();
    const { permalink } = await client.chat.getPermalink({ channel: 'C0DEPLOY', message_ts: ts });
    expect(permalink).toBe(`https://demo.slack.com/archives/C0DEPLOY/p${ts.replace('.', '')}`);
  });

  it('takes reactions and pins once', async () => {
    const ts = await post();
    const at = { channel: 'C0DEPLOY', timestamp: ts };
    await client.reactions.add({ ...at, name: 'eyes' });
    expect(await errorOf(client.reactions.add({ ...at, name: 'eyes' }))).toBe('already_reacted');
    expect((await client.reactions.get(at)).message?.reactions).toEqual([{ name: 'eyes', users: ['U0BOT'], count: 1 }]);
    await client.reactions.remove({ ...at, name: 'eyes' });
    expect(await errorOf(client.reactions.remove({ ...at, name: 'eyes' }))).toBe('no_reaction');
    expect(await errorOf(client.reactions.add({ ...at, name: 'Not An Emoji' }))).toBe('invalid_name');
    await client.pins.add(at);
    expect(await errorOf(client.pins.add(at))).toBe('already_pinned');
  });
});

describe('people and channels', () => {
  it('tell who is deleted, a guest, a bot or a stranger', async () => {
    const info = async (user: string) => (await client.users.info({ user })).user;
    expect(await info('U0ALICE')).toMatchObject({ name: 'alice', team_id: 'T0DEMO', deleted: false, is_bot: false });
    expect(await info('U0ALICE')).not.toHaveProperty('is_stranger');
    expect(await info('U0STRANGER')).toMatchObject({ team_id: 'T0OTHER', is_stranger: true });
    expect(await info('U0GUEST')).toMatchObject({ is_restricted: true });
    expect(await info('U0GONE')).toMatchObject({ deleted: true });
    expect(await info('U0OTHERBOT')).toMatchObject({ is_bot: true });
    expect(await errorOf(client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
    expect((await client.users.lookupByEmail({ email: 'Bob@demo.example' })).user?.id).toBe('U0BOB');
    expect(await errorOf(client.users.lookupByEmail({ email: 'no@demo.example' }))).toBe('users_not_found');
  });

  it('are listed in pages', async () => {
    const first = await client.conversations.list({ limit: 2 });
    expect(first.channels?.map(({ name }) => name)).toEqual(['deployments', 'incidents']);
    const second = await client.conversations.list({ limit: 2, cursor: first.response_metadata?.next_cursor });
    expect(second.channels?.map(({ name }) => name)).toEqual(['general']);
    expect(second.response_metadata?.next_cursor).toBe('');
    expect(await errorOf(client.conversations.list({ cursor: 'bad' }))).toBe('invalid_cursor');
    expect((await client.conversations.members({ channel: 'C0DEPLOY' })).members).toContain('U0ALICE');
  });

  it('are made, filled and described', async () => {
    const { channel } = await client.conversations.create({ name: 'inc-2026-11-24-payment' });
    const id = channel!.id!;
    await client.conversations.invite({ channel: id, users: 'U0ALICE,U0BOB' });
    await client.conversations.setTopic({ channel: id, topic: 'sev1' });
    expect((await client.conversations.info({ channel: id })).channel).toMatchObject({
      topic: { value: 'sev1' },
    });
    const counted = await client.conversations.info({ channel: id, include_num_members: true });
    expect(counted.channel).toMatchObject({ num_members: 3 });
    expect(await errorOf(client.conversations.create({ name: 'inc-2026-11-24-payment' }))).toBe('name_taken');
    expect(await errorOf(client.conversations.create({ name: 'Has Spaces' }))).toBe('invalid_name_specials');
    expect(await errorOf(client.conversations.create({ name: 'x'.repeat(81) }))).toBe('invalid_name_maxlength');
    expect(await errorOf(client.conversations.invite({ channel: id, users: 'U0ALICE' }))).toBe('already_in_channel');
    expect(await errorOf(client.conversations.invite({ channel: id, users: 'U0GONE' }))).toBe('user_not_found');
    expect(await errorOf(client.conversations.setTopic({ channel: id, topic: 'x'.repeat(251) }))).toBe('too_long');
  });
});

describe('faults', () => {
  it('rate-limits a method so often, with Retry-After', async () => {
    slack.faults.set({ kind: 'ratelimited', method: 'chat.postMessage', times: 1, retryAfterSeconds: 7 });
    const limited = client.chat.postMessage({ channel: 'C0DEPLOY', text: 'x' });
    await expect(limited).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 7 });
    expect((await client.chat.postMessage({ channel: 'C0DEPLOY', text: 'x' })).ok).toBe(true);
    expect(slack.calls.map(({ status, fault }) => [status, fault])).toEqual([
      [429, 'ratelimited'],
      [200, undefined],
    ]);
  });

  it('hits a share of the calls, evenly spread', async () => {
    slack.faults.set({ kind: 'ratelimited', share: 0.5 }, { kind: 'slow', milliseconds: 1 });
    for (let call = 0; call < 4; call++) await client.auth.test().catch(() => undefined);
    expect(slack.calls.map(({ fault }) => fault)).toEqual(['slow', 'ratelimited', 'slow', 'ratelimited']);
  });

  it('answers with a status or an error of the caller’s choice and does nothing', async () => {
    slack.faults.set(
      { kind: 'http', status: 503, times: 1 },
      { kind: 'error', error: 'edit_window_closed', method: 'chat.update' },
    );
    await expect(client.chat.postMessage({ channel: 'C0DEPLOY', text: 'x' })).rejects.toMatchObject({
      statusCode: 503,
    });
    expect(await errorOf(client.chat.update({ channel: 'C0DEPLOY', ts: '1.1', text: 'x' }))).toBe('edit_window_closed');
    expect(slack.workspace.messages('C0DEPLOY')).toEqual([]);
  });

  it('resets the connection before or after the work', async () => {
    slack.faults.set({ kind: 'reset', times: 1 }, { kind: 'reset-after', times: 1 });
    const post = () => client.chat.postMessage({ channel: 'C0DEPLOY', text: 'x' });
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    expect(slack.workspace.messages('C0DEPLOY')).toHaveLength(0);
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    expect(slack.workspace.messages('C0DEPLOY')).toHaveLength(1);
  });

  it('keeps the token out of the log of calls', async () => {
    await fetch(`${slack.apiUrl}auth.test`, { method: 'POST', body: new URLSearchParams({ token: slack.botToken }) });
    await client.auth.test();
    expect(JSON.stringify(slack.calls)).not.toContain(slack.botToken);
  });
});
