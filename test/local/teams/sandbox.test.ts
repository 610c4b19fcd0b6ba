import { CardFactory, type TurnContext } from 'botbuilder';
import { startTeams, type TeamsServer, tokenFlaws } from '../../../local/teams';
import { type EchoBot, startEchoBot } from './echo-bot';

let teams: TeamsServer;
let bot: EchoBot;

beforeAll(async () => {
  teams = await startTeams();
  bot = await startEchoBot(teams.settings);
  teams.connect(bot.url);
});
afterAll(async () => {
  await bot.close();
  await teams.close();
});
const echo: EchoBot['onMessage'] = (context) => context.sendActivity(`echo: ${context.activity.text}`);
beforeEach(() => {
  bot.heard.length = 0;
  bot.onMessage = echo;
  teams.faults.clear();
});

const alice = () => teams.tenant.as('alice');
const bob = () => teams.tenant.as('bob');
const last = (where: string, viewer?: string) => teams.tenant.messages(where, { viewer }).at(-1)!;

const requestCard = (over: Record<string, unknown> = {}) => ({
  type: 'AdaptiveCard',
  $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
  version: '1.5',
  refresh: { action: { type: 'Action.Execute', verb: 'refresh', data: { id: 'r1' } }, userIds: ['29:1demo_bob'] },
  body: [
    { type: 'TextBlock', text: 'Deploy order-service v2.4.1 to production', weight: 'Bolder', wrap: true },
    { type: 'FactSet', facts: [{ title: 'Asked by', value: 'Alice' }] },
    { type: 'Input.Text', id: 'reason', label: 'Reason', maxLength: 20 },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Approve', verb: 'approve', data: { id: 'r1' }, style: 'positive' },
    { type: 'Action.OpenUrl', title: 'Run', url: 'https://github.example/run' },
  ],
  msteams: { width: 'Full' },
  ...over,
});
const sendsCard = (card: unknown) => (context: TurnContext) =>
  context.sendActivity({ attachments: [CardFactory.adaptiveCard(card)] });
/** Lets the bot post a card in #deployments. @returns the message's ID */
const posted = async (card: unknown = requestCard()) => {
  bot.onMessage = sendsCard(card);
  await alice().say('deployments', '@Countersign deploy');
  return last('deployments').id;
};

describe('messages, through Microsoft’s own Bot Builder', () => {
  it('deliver a personal chat, authenticated, and take the answer', async () => {
    const { delivery } = await alice().say(alice().personal, 'help');
    expect(delivery?.answer?.status).toBe(200);
    expect(bot.heard[0]).toMatchObject({
      type: 'message',
      text: 'help',
      from: { id: '29:1demo_alice', name: 'Alice Adams', aadObjectId: '00000000-0000-0000-0000-000000000001' },
      conversation: { id: 'a:1demo_alice', conversationType: 'personal', tenantId: teams.tenantId },
      channelData: { tenant: { id: teams.tenantId } },
      serviceUrl: teams.serviceUrl,
    });
    expect(last('a:1demo_alice')).toMatchObject({ from: 'Countersign', text: 'echo: help' });
  });

  it('come from a channel with the mention, its non-breaking space and HTML, and stay in the thread', async () => {
    const { id } = await alice().say('deployments', '@Countersign deploy order-service v2.4.1 production & <b>');
    expect(bot.heard[0]).toMatchObject({
      text: '<at>Countersign</at>\u00a0deploy order-service v2.4.1 production & <b>\n',
      conversation: { id: `19:demo-deployments@thread.tacv2;messageid=${id}`, isGroup: true },
      entities: [
        { type: 'mention', text: '<at>Countersign</at>', mentioned: { id: `28:${teams.appId}` } },
        { type: 'clientInfo' },
      ],
      attachments: [
        {
          contentType: 'text/html',
          content: expect.stringMatching(
            /^<p><span itemtype="http:\/\/schema\.skype\.com\/Mention"[^>]*>Countersign<\/span>&nbsp;deploy .* &amp; &lt;b&gt;<\/p>$/,
          ),
        },
      ],
      channelData: { team: { id: '19:demo-general@thread.tacv2' }, tenant: { id: teams.tenantId } },
    });
    expect(last('deployments')).toMatchObject({ from: 'Countersign', root: id });
  });

  it('do not reach the app without a mention, except in a personal chat', async () => {
    expect((await alice().say('deployments', 'deploy it')).delivery).toBeUndefined();
    expect((await alice().say('Release crew', 'hello @bob')).delivery).toBeUndefined();
    expect((await alice().say('Release crew', 'hello @bob and @Countersign')).delivery?.answer?.status).toBe(200);
    expect(bot.heard).toHaveLength(1);
  });

  it('reply in a channel’s thread, and quote elsewhere', async () => {
    const { id } = await alice().say('deployments', '@Countersign help');
    await bob().say('deployments', '@Countersign approve', { reply: last('deployments').id });
    expect(bot.heard[1]).toMatchObject({
      replyToId: id,
      conversation: { id: expect.stringContaining(`;messageid=${id}`) },
    });
    await bob().say(bob().personal, 'help');
    const answer = last(bob().personal).id;
    await bob().say(bob().personal, 'reject too late', { reply: answer });
    expect(bot.heard[3]).toMatchObject({ text: 'reject too late', replyToId: answer });
    expect(bot.heard[3]?.attachments?.[0]?.content).toContain(`itemid="${answer}"`);
  });

  it('tell of edits and deletions', async () => {
    const { id } = await alice().say(alice().personal, 'help');
    await alice().edit(alice().personal, id, 'help deploy');
    await alice().remove(alice().personal, id);
    expect(bot.heard.slice(1)).toMatchObject([
      { type: 'messageUpdate', id, text: 'help deploy', channelData: { eventType: 'editMessage' } },
      { type: 'messageDelete', id, channelData: { eventType: 'softDeleteMessage' } },
    ]);
  });

  it('tell of installations and members', async () => {
    await alice().uninstall();
    await alice().install();
    expect(bot.heard).toMatchObject([
      { type: 'installationUpdate', action: 'remove' },
      { type: 'conversationUpdate', membersRemoved: [{ id: `28:${teams.appId}` }] },
      { type: 'installationUpdate', action: 'add' },
      { type: 'conversationUpdate', membersAdded: [{ id: `28:${teams.appId}` }] },
    ]);
  });

  it('come again as the same bytes when redelivered', async () => {
    const { delivery } = await alice().say(alice().personal, 'help');
    const again = await teams.redeliver(delivery!.id);
    expect(again).toMatchObject({ of: delivery!.id, body: delivery!.body });
    expect(bot.heard.map(({ id }) => id)).toEqual([bot.heard[0]?.id, bot.heard[0]?.id]);
  });
});

describe('tokens', () => {
  beforeEach(() => jest.spyOn(console, 'error').mockReturnValue(undefined));
  afterEach(() => jest.restoreAllMocks());

  it.each(tokenFlaws)('that are wrong (%s) get nothing from Bot Builder', async (token) => {
    const { delivery } = await teams.tenant.as('alice', { token }).say(alice().personal, 'help');
    expect(bot.heard).toEqual([]);
    expect(delivery?.answer?.status).toBeGreaterThanOrEqual(400);
  });

  it('are given to the bot for its own ID, secret and scope only', async () => {
    const form = {
      grant_type: 'client_credentials',
      client_id: teams.appId,
      client_secret: teams.password,
      scope: 'https://api.botframework.com/.default',
    };
    const ask = async (over: Record<string, string>, tenant = teams.tenantId) => {
      const url = `${teams.url}/${tenant}/oauth2/v2.0/token`;
      const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ ...form, ...over }) });
      const body = (await response.json()) as Record<string, unknown>;
      return [response.status, body['error'] ?? body['token_type']];
    };
    expect(await ask({})).toEqual([200, 'Bearer']);
    expect(await ask({ client_secret: 'wrong' })).toEqual([401, 'invalid_client']);
    expect(await ask({ client_id: 'other' })).toEqual([400, 'unauthorized_client']);
    expect(await ask({ scope: 'https://graph.microsoft.com/.default' })).toEqual([400, 'invalid_scope']);
    expect(await ask({ grant_type: 'password' })).toEqual([400, 'unsupported_grant_type']);
    expect(await ask({}, 'other-tenant')).toEqual([400, 'invalid_request']);
  });

  it('are needed at the connector, and must be ours', async () => {
    const at = (authorization?: string) =>
      fetch(`${teams.serviceUrl}v3/conversations/a:1demo_alice/members`, {
        headers: authorization ? { authorization } : {},
      }).then(({ status }) => status);
    expect(await at()).toBe(401);
    expect(await at('Bearer abracadabra')).toBe(401);
    expect(await at(teams.authorization(teams.serviceUrl))).toBe(401);
  });
});

describe('cards', () => {
  it('are shown, clicked with their inputs, and answered', async () => {
    const id = await posted();
    bot.onInvoke = async () => ({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: requestCard({ actions: [] }) },
    });
    const clicked = await bob().click('deployments', id, 'Approve', { reason: 'fine' });
    expect(bot.heard.at(-1)).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: id,
      value: {
        trigger: 'manual',
        action: { type: 'Action.Execute', verb: 'approve', data: { id: 'r1', reason: 'fine' } },
      },
    });
    expect(clicked.card?.['actions']).toEqual([]);
    expect(last('deployments', 'bob').card?.['actions']).toEqual([]);
    expect(last('deployments', 'carol').card?.['actions']).toHaveLength(2);
    await expect(bob().click('deployments', id, 'Approve')).rejects.toThrow('there is none');
  });

  it('refresh themselves for those whom they name, and only for those', async () => {
    const id = await posted();
    await bob().refresh('deployments', id);
    expect(bot.heard.at(-1)).toMatchObject({
      value: { trigger: 'automatic', action: { verb: 'refresh', data: { id: 'r1' } } },
    });
    await expect(alice().refresh('deployments', id)).rejects.toThrow('does not refresh itself for alice');
  });

  it('are not sent on by the client when an input is too long or unknown', async () => {
    const id = await posted();
    await expect(bob().click('deployments', id, 'Approve', { reason: 'x'.repeat(21) })).rejects.toThrow('too long');
    await expect(bob().click('deployments', id, 'Approve', { why: 'x' })).rejects.toThrow('has no input why');
    await expect(bob().click('deployments', id, 'Run')).rejects.toThrow('of which no app hears');
  });

  it('are updated in place for everybody, and deleted', async () => {
    const id = await posted();
    const reference = { ...bot.heard[0]!, bot: bot.heard[0]!.recipient, user: bot.heard[0]!.from };
    await bot.proactively(reference, async (context) => {
      await context.updateActivity({ id, type: 'message', text: 'Deployed.' });
    });
    expect(last('deployments')).toMatchObject({ id, text: 'Deployed.', card: undefined });
    await bot.proactively(reference, (context) => context.deleteActivity(id));
    expect(last('deployments')).toMatchObject({ id, deleted: true });
    await expect(
      bot.proactively(reference, async (context) => {
        await context.updateActivity({ id, type: 'message', text: 'again' });
      }),
    ).rejects.toMatchObject({ statusCode: 404, code: 'ActivityNotFoundInConversation' });
  });

  it.each([
    [
      'a property that does not exist',
      { body: [{ type: 'TextBlock', text: 'x', wrapp: true }] },
      'body.0: Unrecognized key: "wrapp"',
    ],
    ['an element that does not exist', { body: [{ type: 'TextBloc', text: 'x' }] }, 'body.0.type'],
    ['a version beyond Teams’', { version: '1.6' }, 'version: must be 1.0 to 1.5'],
    ['a value of the wrong type', { body: [{ type: 'TextBlock', text: 'x', wrap: 'yes' }] }, 'body.0.wrap'],
    ['two inputs of one ID', { body: [1, 2].map(() => ({ type: 'Input.Text', id: 'a' })) }, 'two inputs have the ID a'],
    ['an image without words', { body: [{ type: 'Image', url: 'https://a.example/b.png' }] }, 'body.0.altText'],
    [
      'more than 60 to refresh for',
      { refresh: { action: { type: 'Action.Execute', verb: 'r' }, userIds: Array(61).fill('29:x') } },
      'refresh.userIds',
    ],
    [
      'Entra IDs to refresh for',
      { refresh: { action: { type: 'Action.Execute', verb: 'r' }, userIds: ['00000000-0000-0000-0000-000000000001'] } },
      'refresh.userIds.0',
    ],
    [
      'seven buttons in a row',
      { actions: Array(7).fill({ type: 'Action.Execute', verb: 'a', title: 'A' }) },
      '7 primary actions',
    ],
    [
      'a script to open',
      { actions: [{ type: 'Action.OpenUrl', title: 'A', url: 'javascript:alert(1)' }] },
      'must be a URL to open',
    ],
  ])('with %s are refused', async (_, over, reason) => {
    const failure = new Promise<Error>((resolve) => {
      bot.onMessage = (context) => sendsCard(requestCard(over))(context).catch(resolve);
    });
    await alice().say(alice().personal, 'help');
    expect(await failure).toMatchObject({
      statusCode: 400,
      code: 'BadArgument',
      message: expect.stringContaining(reason),
    });
  });

  it('of more than 28 KB are refused as Microsoft does', async () => {
    const failure = new Promise<Error>((resolve) => {
      bot.onMessage = (context) => context.sendActivity('é'.repeat(14 * 1024)).catch(resolve);
    });
    await alice().say(alice().personal, 'help');
    expect(await failure).toMatchObject({ statusCode: 413, code: 'MessageSizeTooBig' });
  });

  it('answered emptily or wrongly show the client’s trouble, after one more try', async () => {
    const id = await posted();
    bot.onInvoke = async () => ({ status: 200 });
    const { trouble, delivery } = await bob().click('deployments', id, 'approve');
    expect(trouble).toContain('Unable to reach app');
    expect(delivery.of).toBeDefined();
    bot.onInvoke = async () => ({ status: 200, body: { statusCode: 200, type: 'x' } });
    expect((await bob().click('deployments', id, 'approve')).trouble).toContain('not an answer');
  });
});

describe('the connector', () => {
  const token = async () => {
    const { ToChannelFromBotLoginUrl } = teams.settings;
    const response = await fetch(`${ToChannelFromBotLoginUrl}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: teams.appId,
        client_secret: teams.password,
        scope: 'https://api.botframework.com/.default',
      }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${teams.serviceUrl}v3/${path}`, {
      method,
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  };

  it('tells members, guests among them', async () => {
    const { body } = await call('GET', 'conversations/19:demo-deployments@thread.tacv2/members');
    expect(body).toHaveLength(8);
    expect(
      (await call('GET', 'conversations/19:demo-deployments@thread.tacv2/members/29:1demo_guest')).body,
    ).toMatchObject({
      userRole: 'guest',
      tenantId: teams.tenantId,
      userPrincipalName: expect.stringContaining('#EXT#'),
    });
    const paged = await call('GET', 'conversations/19:demo-deployments@thread.tacv2/pagedmembers?pageSize=5');
    const rest = await call(
      'GET',
      `conversations/19:demo-deployments@thread.tacv2/pagedmembers?pageSize=5&continuationToken=${paged.body.continuationToken}`,
    );
    expect([paged.body.members.length, rest.body.members.length, rest.body.continuationToken]).toEqual([
      5,
      3,
      undefined,
    ]);
    expect((await call('GET', 'conversations/a:1demo_alice/members/29:1demo_bob')).status).toBe(404);
    expect((await call('GET', 'conversations/a:1demo_alice/pagedmembers?pageSize=all')).status).toBe(400);
  });

  it('opens personal chats and threads', async () => {
    const open = (member: string, tenantId = teams.tenantId) =>
      call('POST', 'conversations', {
        isGroup: false,
        bot: { id: `28:${teams.appId}` },
        members: [{ id: member }],
        tenantId,
      });
    expect(await open('29:1demo_bob')).toMatchObject({ status: 201, body: { id: 'a:1demo_bob' } });
    expect((await open('00000000-0000-0000-0000-000000000002')).body.id).toBe('a:1demo_bob');
    expect((await open('29:nobody')).status).toBe(400);
    expect((await open('29:1demo_stranger')).status).toBe(403);
    const channelData = { channel: { id: '19:demo-incidents@thread.tacv2' } };
    const thread = await call('POST', 'conversations', {
      isGroup: true,
      channelData,
      activity: { type: 'message', text: 'An incident.' },
    });
    expect(thread.body.id).toBe(`19:demo-incidents@thread.tacv2;messageid=${thread.body.activityId}`);
    expect(last('incidents')).toMatchObject({ id: thread.body.activityId, root: thread.body.activityId });
  });

  it('refuses what it does not know, and bad bodies', async () => {
    const message = { type: 'message', text: 'hello' };
    const at = 'conversations/a:1demo_alice/activities';
    expect(await call('POST', 'conversations/a:nowhere/activities', message)).toMatchObject({
      status: 404,
      body: { error: { code: 'ConversationNotFound' } },
    });
    expect((await call('PUT', `${at}/1`, message)).body.error.code).toBe('ActivityNotFoundInConversation');
    expect((await call('POST', at, '{')).body.error.code).toBe('BadSyntax');
    expect((await call('POST', at, { type: 'message' })).body.error.code).toBe('BadArgument');
    expect((await call('POST', at, { ...message, tetx: 'x' })).body.error.message).toContain('tetx');
    expect((await call('POST', at, { ...message, type: 'mesage' })).status).toBe(400);
    const mention = { type: 'mention', text: '<at>Bob</at>', mentioned: { id: '29:1demo_bob' } };
    expect((await call('POST', at, { ...message, entities: [mention] })).status).toBe(400);
    const { id } = await alice().say(alice().personal, 'mine');
    expect((await call('PUT', `${at}/${id}`, message)).status).toBe(403);
  });

  it('refuses where the app is not installed', async () => {
    await teams.tenant.as('erin').uninstall();
    expect((await call('POST', 'conversations/a:1demo_erin/activities', { type: 'message', text: 'x' })).status).toBe(
      403,
    );
    await teams.tenant.as('erin').install();
  });

  it('fails as it is told to, and keeps every request', async () => {
    const at = 'conversations/a:1demo_alice/activities';
    teams.faults.set(
      { kind: 'too-many-requests', path: '/activities', retryAfterSeconds: 7, times: 1 },
      { kind: 'error', path: '/activities', status: 412, times: 1 },
    );
    const limited = await call('POST', at, { type: 'message', text: 'x' });
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await call('POST', at, { type: 'message', text: 'x' })).body.error.code).toBe('PreconditionFailed');
    expect((await call('POST', at, { type: 'message', text: 'x' })).status).toBe(201);
    expect(
      teams.requests
        .list()
        .filter(({ path }) => path.endsWith('/activities'))
        .slice(-3),
    ).toMatchObject([
      { status: 429, fault: 'too-many-requests', body: { text: 'x' }, headers: { authorization: 'Bearer ***' } },
      { status: 412 },
      { status: 201 },
    ]);
  });
});

describe('the acting API and the transcript', () => {
  const admin = async (path: string, body?: unknown) => {
    const response = await fetch(`${teams.url}/_admin/${path}`, {
      method: body ? 'POST' : 'GET',
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, text };
  };

  it('act as anybody, from another process', async () => {
    expect((await admin('as/carol/say', { conversation: 'General', text: '@Countersign help' })).status).toBe(200);
    expect(bot.heard[0]).toMatchObject({ from: { name: 'Carol Clark' } });
    expect(await admin('as/carol/dance', {})).toMatchObject({ status: 404, text: expect.stringContaining('say') });
    expect((await admin('as/nobody/say', { text: 'x' })).text).toContain('nobody called nobody');
    expect((await admin('as/carol/say', { txt: 'x' })).status).toBe(400);
    expect((await admin('transcript?conversation=General')).text).toMatch(
      /carol +@Countersign\shelp\n.* Countersign +↳ in the thread/,
    );
  });

  it('answer to no web page', async () => {
    for (const path of ['_admin/state', '_faults', '_requests', '_state']) {
      const response = await fetch(`${teams.url}/${path}`, { headers: { origin: 'https://evil.example' } });
      expect([path, response.status]).toEqual([path, 403]);
    }
  });

  it('show who clicked what, and what only one person sees', async () => {
    const id = await posted();
    bot.onInvoke = async () => ({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Thank you.' },
    });
    await bob().click('deployments', id, 'approve', { reason: 'fine' });
    const all = teams.tenant.transcript('deployments');
    expect(all).toMatch(/bob +clicked \[Approve\] on the message of .*\n +reason: fine/);
    expect(all).toContain('Thank you.  (only bob sees this)');
    expect(all).toContain('[Approve] [Run]');
    expect(teams.tenant.transcript('deployments', { viewer: 'alice' })).not.toContain('Thank you.');
  });
});
