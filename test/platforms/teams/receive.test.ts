import { tokenFlaws } from '../../../local/teams/index';
import { BOB, closeAll, openTeams, TENANT, type TeamsStage } from './teams-stage';

let stage: TeamsStage;
beforeAll(async () => {
  stage = await openTeams();
  // Bot Framework is loaded with the first activity.
  await stage.as('bob').say(stage.as('bob').personal, 'help');
}, 60_000);
afterAll(closeAll);
beforeEach(() => {
  stage.events.length = 0;
  stage.show(undefined);
});

const personal = (person: string) => stage.as(person).personal;

/** An activity of bob's in his personal chat, with what the test changes in it. */
function activity(change: Record<string, unknown> = {}): Record<string, unknown> {
  return stage.activity({
    type: 'message',
    id: '1700000000001',
    timestamp: '2026-11-27T10:00:00.1234567Z',
    from: { id: '29:1demo_bob', aadObjectId: BOB.toUpperCase() },
    text: 'status order-service',
    ...change,
  });
}

async function send(change: Record<string, unknown> = {}) {
  const { answer } = await stage.sandbox.deliver(activity(change));
  return { answer, event: stage.last() };
}

describe('what Bot Framework did not sign for us is refused, and nothing of it is told', () => {
  test.each(tokenFlaws)('with a token that is %s', async (flaw) => {
    const { answer } = await stage.sandbox.deliver(activity(), flaw);
    expect(answer).toMatchObject({ status: 401, body: '{"error":"The token is missing or not genuine."}' });
    expect(stage.events).toEqual([]);
  });

  test.each(tokenFlaws.filter((flaw) => flaw !== 'not-yet-valid'))(
    'and nothing of it is logged when the token is %s, which anybody can send',
    async (flaw) => {
      const logged: string[] = [];
      const spy = jest.spyOn(console, 'error').mockImplementation((text) => void logged.push(String(text)));
      await stage.sandbox.deliver(activity(), flaw);
      spy.mockRestore();
      expect(logged.filter((text) => text.includes('key'))).toEqual([]);
    },
  );

  async function post(body: string, headers: Record<string, string> = {}) {
    const authorization = stage.sandbox.authorization(stage.sandbox.serviceUrl) ?? '';
    const response = await fetch(stage.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization, ...headers },
      body,
    });
    return response.status;
  }

  test.each([
    ['no JSON', '{"type":', 400],
    ['an array', '[]', 400],
    ['null', 'null', 400],
    ['nothing', '', 400],
    ['no type', '{"channelId":"msteams"}', 400],
    ['a type that is no text', '{"type":7,"channelId":"msteams"}', 400],
  ])('a body that is %s is answered %s', async (_, body, status) => {
    expect(await post(body)).toBe(status);
  });

  test('a body over 1 MiB is answered 413, whoever signed it', async () => {
    expect(await post(JSON.stringify(activity({ text: 'a'.repeat(1024 * 1024) })))).toBe(413);
  });

  test('a form that some page sends is not taken for JSON', async () => {
    expect(await post(JSON.stringify(activity()), { 'content-type': 'text/plain' })).toBe(400);
  });

  test.each([
    ['another tenant', { channelData: { tenant: { id: 'other' } }, conversation: { id: 'a:1', tenantId: 'other' } }],
    ['two tenants', { channelData: { tenant: { id: 'other' } } }],
    ['no tenant', { channelData: {}, conversation: { id: 'a:1' } }],
  ])('an activity of %s is answered 403', async (_, change) => {
    expect((await send(change)).answer?.status).toBe(403);
    expect(stage.events).toEqual([]);
  });

  test('someone of another tenant in a shared channel is refused', async () => {
    const { delivery } = await stage.as('stranger').say('deployments', '@Countersign help');
    expect(delivery?.answer?.status).toBe(403);
  });

  test('another channel of Bot Framework needs a key endorsed for it, and is refused all the same', async () => {
    expect((await send({ channelId: 'webchat' })).answer?.status).toBe(401);
  });

  test('a service address in the clear is refused', async () => {
    const { answer } = await stage.sandbox.deliver(activity({ serviceUrl: 'http://service.example/' }));
    expect(answer?.status).toBe(401);
  });

  test('an invoke that is none of those we take is told so', async () => {
    const { answer } = await send({ type: 'invoke', name: 'composeExtension/query' });
    expect(answer?.status).toBe(501);
    expect(answer?.body).not.toBe('');
  });
});

describe('without an app registration', () => {
  const anonymous = { MicrosoftAppId: '', AZURE_FUNCTIONS_ENVIRONMENT: 'Development' };

  test.each([
    ['in development, Teams on this machine is believed', anonymous, 200],
    ['elsewhere all is refused', { MicrosoftAppId: '' }, 503],
    ['in Azure all is refused', { ...anonymous, WEBSITE_SITE_NAME: 'bot' }, 503],
    ['without a tenant all is refused', { ...anonymous, MicrosoftAppTenantId: '' }, 503],
  ])('%s', async (_, settings, status) => {
    const open = await openTeams(settings);
    const { delivery } = await open.as('bob').say(open.as('bob').personal, 'help');
    expect(delivery?.answer?.status).toBe(status);
  });

  test('an address elsewhere is never spoken to', async () => {
    const open = await openTeams(anonymous);
    const { answer } = await open.sandbox.deliver(activity({ serviceUrl: 'https://smba.trafficmanager.net/' }));
    expect(answer?.status).toBe(401);
  });
});

describe('a message', () => {
  const text = () => (stage.last() as { text?: string }).text;

  test('in a personal chat is a command, with or without the slash', async () => {
    const { id } = await stage.as('bob').say(personal('bob'), '/deploy order-service v2.4.1 production');
    expect(stage.last()).toEqual({
      kind: 'command',
      key: { scope: 'message', key: `${personal('bob')}|${id}` },
      text: '/deploy order-service v2.4.1 production',
      origin: { platform: 'teams', tenant: TENANT, account: BOB, channel: personal('bob'), personal: 'chat' },
      answerable: false,
    });
    await stage.as('bob').say(personal('bob'), 'deploy order-service v2.4.1 production');
    expect(text()).toBe('/deploy order-service v2.4.1 production');
  });

  test('in a channel is one when it mentions us, in its thread', async () => {
    const { id } = await stage.as('bob').say('deployments', '@Countersign deploy order-service v2.4.1 production');
    expect(stage.last()).toMatchObject({
      kind: 'command',
      text: '/deploy order-service v2.4.1 production',
      origin: { channel: '19:demo-deployments@thread.tacv2', thread: id, account: BOB },
    });
  });

  test('in a group chat is one when it mentions us; others are named', async () => {
    await stage.as('bob').say('Release crew', '@Countersign logs order-service --grep @carol');
    expect(text()).toBe('/logs order-service --grep @Carol Clark');
  });

  test('that does not mention us is not meant for us', async () => {
    const conversation = { id: '19:x@thread.v2', conversationType: 'groupChat', tenantId: TENANT };
    expect((await send({ conversation })).event).toMatchObject({ kind: 'ignored' });
  });

  test.each([
    ['<at>Countersign</at>&nbsp;status&nbsp;order-service', '/status order-service'],
    ['<at>Countersign</at>\u00a0status order-service\n', '/status order-service'],
    ['<div><p><at>Countersign</at> status</p></div>', '/status'],
    ['status <at>Countersign</at>', '/status'],
    ['<at>Countersign</at>', '/help'],
    ['<at>Countersign</at> /countersign status', '/status'],
    ['<at>Countersign</at> logs x --grep &quot;a &lt;b&gt; &amp;amp; c&#39;&quot;', `/logs x --grep "a <b> &amp; c'"`],
    ['<at>Countersign</at> logs x --grep "<td>&#x110000;&bogus;"', '/logs x --grep "<td>&#x110000;&bogus;"'],
  ])('%s is %s', async (typed, line) => {
    const mention = { type: 'mention', text: '<at>Countersign</at>', mentioned: { id: `28:${stage.sandbox.appId}` } };
    await send({ text: typed, entities: [mention] });
    expect(text()).toBe(line);
  });

  test('that is edited or deleted is not asked again', async () => {
    const { id } = await stage.as('bob').say(personal('bob'), 'status');
    await stage.as('bob').edit(personal('bob'), id, 'deploy order-service v2.4.1 production');
    expect(stage.last()?.kind).toBe('ignored');
    await stage.as('bob').remove(personal('bob'), id);
    expect(stage.last()?.kind).toBe('ignored');
  });

  test('delivered twice has one key', async () => {
    const { delivery } = await stage.as('bob').say(personal('bob'), 'status');
    await stage.sandbox.redeliver(delivery?.id ?? '');
    const [first, second] = stage.events.map((event) => 'key' in event && event.key);
    expect(first).toEqual(second);
  });

  test('of an account without an Entra ID is a stranger’s', async () => {
    await send({ from: { id: '29:anonymous' } });
    expect(stage.last()).toMatchObject({ origin: { account: '29:anonymous' } });
  });

  test('of an account of another tenant carries that tenant', async () => {
    await send({ from: { id: '29:other', aadObjectId: BOB, tenantId: 'other' } });
    expect(stage.last()).toMatchObject({ origin: { account: BOB, tenant: 'other' } });
  });

  test('that is a form, or has no ID, is no command', async () => {
    expect((await send({ text: undefined, value: { verb: 'approve' } })).event?.kind).toBe('ignored');
    expect((await send({ id: undefined })).event?.kind).toBe('unsupported');
  });
});

describe('words of decision', () => {
  test('in a personal chat mean the message that they reply to', async () => {
    const { id } = await stage.as('bob').say(personal('bob'), 'first');
    await stage.as('bob').say(personal('bob'), 'reject the bank is closed', { reply: id });
    expect(stage.last()).toMatchObject({
      kind: 'vote',
      decision: 'reject',
      reason: 'the bank is closed',
      by: 'words',
      on: { channel: personal('bob'), message: id },
      at: expect.stringMatching(/^20\d\d-.*Z$/),
    });
  });

  test('that reply to nothing name no message', async () => {
    await stage.as('bob').say(personal('bob'), 'approve');
    expect(stage.last()).toMatchObject({ kind: 'vote', decision: 'approve', on: { channel: personal('bob') } });
    expect((stage.last() as { on: object }).on).not.toHaveProperty('thread');
  });

  test('in a group chat mean the message that they quote', async () => {
    const { id } = await stage.as('alice').say('Release crew', 'look');
    await stage.as('bob').say('Release crew', '@Countersign approve', { reply: id });
    expect(stage.last()).toMatchObject({
      kind: 'vote',
      on: { channel: '19:demo-release-crew@thread.v2', message: id },
    });
  });

  test('in a channel mean the thread', async () => {
    const { id } = await stage.as('alice').say('deployments', '@Countersign status');
    await stage.as('bob').say('deployments', '@Countersign approve', { reply: id });
    expect(stage.last()).toMatchObject({
      kind: 'vote',
      on: {
        channel: '19:demo-deployments@thread.tacv2',
        message: id,
        thread: `19:demo-deployments@thread.tacv2;messageid=${id}`,
      },
    });
  });
});

describe('a press on a card', () => {
  const ballot = { instanceId: 'abc', round: 1, planHash: 'h1' };
  const press = (action: Record<string, unknown>, change: Record<string, unknown> = {}) =>
    send({
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: 'f:1',
      text: undefined,
      replyToId: '1700000000009',
      value: { action: { type: 'Action.Execute', ...action }, trigger: 'manual' },
      ...change,
    });

  test('is a vote of whoever Bot Framework says has pressed, at the time it says', async () => {
    await press({ verb: 'approve', data: { ballot, account: 'U0ALICE', aadObjectId: 'another' } });
    expect(stage.last()).toEqual({
      kind: 'vote',
      key: { scope: 'card', key: `a:1demo_bob|1700000000009|approve|abc|1|h1|${BOB}` },
      decision: 'approve',
      on: { ballot },
      at: '2026-11-27T10:00:00.1234567Z',
      origin: { platform: 'teams', tenant: TENANT, account: BOB, channel: 'a:1demo_bob', personal: 'chat' },
      by: 'button',
      answerable: true,
    });
  });

  test('brings the reason of the card’s input', async () => {
    await press({ verb: 'reject', data: { ballot, reason: '  not today ' } });
    expect(stage.last()).toMatchObject({ decision: 'reject', reason: 'not today' });
    await press({ verb: 'reject', data: { ballot, reason: '   ' } });
    expect(stage.last()).toMatchObject({ decision: 'reject', reason: undefined });
    await press({ verb: 'reject', data: { ballot, reason: 'x'.repeat(100_000) } });
    expect((stage.last() as { reason: string }).reason).toHaveLength(3000);
  });

  test.each(['confirm', 'cancel'] as const)('may %s', async (verb) => {
    await press({ verb, data: { ballot } });
    expect(stage.last()).toMatchObject({ kind: 'vote', decision: verb });
  });

  test('asks a line as whoever pressed', async () => {
    await press({ verb: 'run', data: { line: '/rollback order-service production' } });
    expect(stage.last()).toMatchObject({
      kind: 'command',
      text: '/rollback order-service production',
      answerable: true,
      origin: { account: BOB },
    });
  });

  test('by the client itself is a look', async () => {
    await press({ verb: 'refresh', data: { ballot } });
    expect(stage.last()).toMatchObject({ kind: 'look', ballot });
  });

  test.each([
    ['an unknown verb', { verb: 'deploy order-service', data: { ballot } }],
    ['a verb of every object', { verb: 'constructor', data: { ballot } }],
    ['no verb', { data: { ballot } }],
    ['no data', { verb: 'approve' }],
    ['a round that is no number', { verb: 'approve', data: { ballot: { ...ballot, round: '1' } } }],
    ['an instance that is none', { verb: 'approve', data: { ballot: { ...ballot, instanceId: "x' or '1'='1" } } }],
    ['a ballot that is text', { verb: 'refresh', data: { ballot: JSON.stringify(ballot) } }],
    ['a run without its line', { verb: 'run', data: {} }],
  ])('with %s is told so in words, and is to be recorded', async (_, action) => {
    const { answer, event } = await press(action);
    expect(event).toMatchObject({ kind: 'unsupported', from: { origin: { account: BOB } } });
    const { type, value } = JSON.parse(answer?.body ?? '') as { type: string; value: string };
    expect([answer?.status, type]).toEqual([200, 'application/vnd.microsoft.activity.message']);
    expect(value).toMatch(/\.$/);
  });
});

describe('being added', () => {
  test('is greeted once, whatever Teams tells of it', async () => {
    await stage.as('bob').install();
    const greetings = stage.events.filter(({ kind }) => kind === 'greeting');
    expect(greetings).toHaveLength(2);
    expect(greetings[0]).toEqual(greetings[1]);
  });

  test('being removed, and others who come, are not', async () => {
    await stage.as('carol').join('Release crew');
    await stage.as('bob').uninstall();
    expect(stage.events.map(({ kind }) => kind)).toEqual(['ignored', 'ignored', 'ignored']);
    await stage.as('bob').install();
  });
});

test('where an activity came from is written once, and again when it changes', async () => {
  const open = await openTeams();
  const bob = open.as('bob');
  await bob.say('deployments', '@Countersign status');
  await bob.say('deployments', '@Countersign status');
  expect(open.written).toEqual(expect.arrayContaining(['19:demo-deployments@thread.tacv2', 'any channel', BOB]));
  expect(open.written).toHaveLength(3);
  open.restart();
  await bob.say('deployments', '@Countersign status');
  expect(open.written).toHaveLength(3);
  await bob.say(bob.personal, 'status');
  expect(open.written).toHaveLength(5);
  expect(await open.rows.account(TENANT, BOB)).toEqual({
    userId: '29:1demo_bob',
    personal: bob.personal,
    seenIn: '19:demo-deployments@thread.tacv2',
  });
  await bob.say('Release crew', '@Countersign status');
  expect(open.written).toHaveLength(6);
});
