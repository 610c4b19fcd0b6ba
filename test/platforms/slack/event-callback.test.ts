import { eventOf, fixture, sendEvent } from './signed-request';

const said = (name: string, event: object = {}, envelope: object = {}) => {
  const sample = fixture(name);
  return eventOf(sendEvent({ ...sample, ...envelope, event: { ...sample.event, ...event } }));
};

test('a mention is a command, in its channel', async () => {
  expect(await said('app-mention')).toEqual({
    kind: 'command',
    key: { scope: 'event', key: 'Ev0MENTION' },
    text: '/deploy order-service v2.4.1 production',
    answerable: false,
    origin: { platform: 'slack', tenant: 'T0DEMO', account: 'U0ALICE', channel: 'C0DEPLOY' },
  });
});

test.each([
  ['<@U0BOT> /deploy a v1 staging', '/deploy a v1 staging'],
  ['<@U0BOT|countersign>: deploy a', '/deploy a'],
  ['  <@U0BOT>   cs-status', '/status'],
  ['<@U0BOT>', '/help'],
  ['hello <@U0BOT> deploy a', '/hello  deploy a'],
  [
    '<@U0BOT> deploy a --reason "ask <@U0BOB|bob> in <#C1|general> &amp; <https://x.example>"',
    '/deploy a --reason "ask <@U0BOB> in #general & https://x.example"',
  ],
])('%s is the line %s', async (text, line) => {
  expect(await said('app-mention', { text })).toMatchObject({ text: line });
});

test('without authorizations the leading mention is taken for the bot', async () => {
  expect(await said('app-mention', {}, { authorizations: undefined })).toMatchObject({
    text: '/deploy order-service v2.4.1 production',
  });
});

test('a direct message is a command; one in a channel is not said to us', async () => {
  expect(await said('message-im')).toMatchObject({
    kind: 'command',
    text: '/help deploy',
    origin: { channel: 'D0ALICE' },
  });
  expect((await said('message-im', { channel_type: 'channel' })).kind).toBe('ignored');
});

test.each([
  { bot_id: 'B1' },
  { subtype: 'message_changed' },
  { subtype: 'message_deleted' },
  { edited: { user: 'U0ALICE', ts: '1795000101.000000' } },
  { user: 'U0BOT' },
  { user: undefined },
])('a message with %j is ignored', async (event) => {
  expect((await said('message-im', event)).kind).toBe('ignored');
  expect((await said('app-mention', event)).kind).toBe('ignored');
});

test.each([
  ['approve', { decision: 'approve' }],
  ['Approve!', { decision: 'approve' }],
  ['reject', { decision: 'reject' }],
  ['reject: not on Friday', { decision: 'reject', reason: 'not on Friday' }],
])('in a thread, the words %s are a vote on its first message', async (words, vote) => {
  for (const sample of ['app-mention', 'message-im']) {
    const text = sample === 'app-mention' ? `<@U0BOT> ${words}` : words;
    expect(await said(sample, { text, thread_ts: '1794999999.000100' })).toMatchObject({
      kind: 'vote',
      ...vote,
      by: 'words',
      on: { message: '1794999999.000100' },
      at: expect.stringMatching(/\.000[23]00Z$/),
    });
  }
});

test('outside a thread, or with more words, they are taken as a command', async () => {
  expect(await said('message-im', { text: 'approve' })).toMatchObject({ kind: 'command', text: '/approve' });
  const thread_ts = '1794999999.000100';
  expect(await said('message-im', { text: 'approve all of it', thread_ts })).toMatchObject({
    kind: 'command',
    origin: { thread: thread_ts },
  });
});

test('✅ and ❌ vote on the message they stand on, in any skin tone', async () => {
  expect(await said('reaction-added')).toEqual({
    kind: 'vote',
    key: { scope: 'event', key: 'Ev0REACTION' },
    decision: 'approve',
    on: { channel: 'C0DEPLOY', message: '1795000000.000200' },
    at: `${new Date(1795000200_000).toISOString().slice(0, 19)}.000400Z`,
    by: 'reaction',
    origin: { platform: 'slack', tenant: 'T0DEMO', account: 'U0BOB', channel: 'C0DEPLOY' },
  });
  expect(await said('reaction-added', { reaction: 'x::skin-tone-3' })).toMatchObject({ decision: 'reject' });
});

test('taking a reaction away takes that vote back', async () => {
  const removed = { type: 'reaction_removed' };
  expect(await said('reaction-added', removed)).toMatchObject({ decision: 'withdraw', withdraws: 'approve' });
  expect(await said('reaction-added', { ...removed, reaction: 'x' })).toMatchObject({ withdraws: 'reject' });
});

test.each(['pushpin', 'round_pushpin'])(
  '%s marks a message for the timeline, and its going takes it out',
  async (reaction) => {
    const marked = {
      kind: 'pin',
      key: { scope: 'event', key: 'Ev0REACTION' },
      message: '1795000000.000200',
      added: true,
      at: `${new Date(1795000200_000).toISOString().slice(0, 19)}.000400Z`,
      origin: { platform: 'slack', tenant: 'T0DEMO', account: 'U0BOB', channel: 'C0DEPLOY' },
    };
    expect(await said('reaction-added', { reaction })).toEqual(marked);
    expect(await said('reaction-added', { reaction, type: 'reaction_removed' })).toEqual({ ...marked, added: false });
  },
);

test.each([
  { reaction: 'tada' },
  { reaction: 'constructor' },
  { item: { type: 'file', file: 'F1' } },
  { user: 'U0BOT' },
])('a reaction with %j is ignored', async (event) => {
  expect((await said('reaction-added', event)).kind).toBe('ignored');
});

test.each([{ user_team: 'T0OTHER' }, { source_team: 'T0OTHER' }, { team: 'T0OTHER' }])(
  'somebody with %j comes from another company',
  async (event) => {
    expect(await said('app-mention', event)).toMatchObject({ origin: { tenant: 'T0OTHER', account: 'U0ALICE' } });
  },
);

test("an event of another company's workspace, delivered for ours, is a stranger's", async () => {
  expect(await said('reaction-added', {}, { team_id: 'T0OTHER' })).toMatchObject({ origin: { tenant: 'T0OTHER' } });
});

test('the app’s home that somebody opens is their own page; its other tabs are nothing', async () => {
  expect(await said('message-im', { type: 'app_home_opened', tab: 'home' })).toMatchObject({
    kind: 'home-opened',
    origin: { account: 'U0ALICE', channel: 'U0ALICE', personal: 'page' },
  });
  expect((await said('message-im', { type: 'app_home_opened', tab: 'messages' })).kind).toBe('ignored');
});

test('other events and deliveries are ignored', async () => {
  expect((await said('message-im', { type: 'app_home_opened' })).kind).toBe('ignored');
  expect((await said('message-im', {}, { type: 'app_rate_limited' })).kind).toBe('ignored');
  expect((await said('message-im', {}, { event_id: undefined })).kind).toBe('unsupported');
});
