import { checkForm } from '../../../local/discord/api/check-message';
import { commands } from '../../../src/commands';
import { formOf } from '../../../src/model/form-of';
import { commandForm } from '../../../src/platforms/discord/command-form';
import { type View } from '../../../src/model/view';
import { writeCustomId } from '../../../src/platforms/discord/custom-id';
import {
  ALICE,
  answerOf,
  CHANNEL,
  click,
  deploy,
  discord,
  eventOf,
  ID,
  interaction,
  NOW,
  OTHER_KEY,
  send,
  slash,
} from './signed-interaction';

const ballot = {
  instanceId: 'abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrsa',
  round: 2,
  planHash: '0f'.repeat(32),
};
const approve = writeCustomId({ kind: 'approve', ballot }) ?? '';
const reject = writeCustomId({ kind: 'reject', ballot }) ?? '';
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
const EPHEMERAL = 64;

describe('a request that Discord did not just sign is refused', () => {
  test.each<[string, Parameters<typeof send>[1]]>([
    ['with another key', { key: OTHER_KEY }],
    ['six minutes ago', { signedAt: minutes(-6) }],
    ['six minutes from now', { signedAt: minutes(6) }],
    ['without signature', { headers: { 'x-signature-ed25519': null } }],
    ['without time', { headers: { 'x-signature-timestamp': null } }],
    ['with another time than was signed', { headers: { 'x-signature-timestamp': String(NOW.getTime() / 1000 - 1) } }],
    ['with half a signature', { headers: { 'x-signature-ed25519': '00'.repeat(32) } }],
    ['with zeros', { headers: { 'x-signature-ed25519': '00'.repeat(64) } }],
    ['with a time that is none', { headers: { 'x-signature-timestamp': '1e9' } }],
  ])('%s', async (_, how) => {
    expect(await answerOf(send(deploy(), how))).toEqual({
      status: 401,
      body: { error: 'The signature or its time is wrong.' },
    });
    expect((await answerOf(send({ type: 1 }, how))).status).toBe(401);
  });

  test('nor is one whose bytes were changed on the way', async () => {
    const signed = JSON.stringify(deploy());
    const receipt = send(signed, {});
    expect(await eventOf(receipt)).toMatchObject({ kind: 'command' });
    const get = (name: string) =>
      ({ 'x-signature-timestamp': '1795514400', 'x-signature-ed25519': 'ab'.repeat(64) })[name] ?? null;
    const changed = {
      kind: 'interactions',
      headers: { get },
      body: Buffer.from(signed.replace('alice', 'bob')),
      now: NOW,
    };
    expect((await answerOf(Promise.resolve(discord.receive(changed)))).status).toBe(401);
  });
});

test('a PING is answered, so that Discord takes the address', async () => {
  expect(await answerOf(send({ id: ID, application_id: '790000000000000001', type: 1 }))).toEqual({
    status: 200,
    body: { type: 1 },
  });
});

test.each<[string, object | string, number]>([
  ['another server', deploy({ guild_id: '799999999999999999' }), 403],
  ['a bot', deploy({ member: { user: { id: '710000000000000011', bot: true } } }), 403],
  ['no JSON', '{', 400],
  ['an array', '[]', 400],
  ['no member', deploy({ member: undefined }), 400],
  ['a member whose ID is none', deploy({ member: { user: { id: "1' or 1 eq 1" } } }), 400],
  ['a token that would lead elsewhere', deploy({ token: '../../../users/@me' }), 400],
  ['an application that would lead elsewhere', deploy({ application_id: '1/../..' }), 400],
])('%s is refused', async (_, payload, status) => {
  expect((await answerOf(send(payload))).status).toBe(status);
});

test('another address is not found, and a body over 1 MiB is too large', async () => {
  expect((await answerOf(send(deploy(), { kind: 'commands' }))).status).toBe(404);
  expect((await answerOf(send('x'.repeat(1024 * 1024 + 1)))).status).toBe(413);
});

test('who asks in a direct message is told where to ask', async () => {
  const { status, body } = await answerOf(
    send(deploy({ guild_id: undefined, member: undefined, user: { id: ALICE } })),
  );
  expect([status, body.type, body.data.flags]).toEqual([200, 4, EPHEMERAL]);
  expect(JSON.stringify(body)).toMatch(/channels of its server/);
});

test('a channel in which we could not go on is told before anything is started', async () => {
  const { body } = await answerOf(send(deploy({ app_permissions: '2048' })));
  expect(body.data.flags).toBe(EPHEMERAL);
  expect(JSON.stringify(body)).toMatch(/lack the permission View Channel, Embed Links, Read Message History/);
  expect(await eventOf(send(deploy({ app_permissions: '8' })))).toMatchObject({ kind: 'command' });
});

describe('a slash command', () => {
  test('is the line that one would have typed', async () => {
    expect(await eventOf(send(deploy()))).toEqual({
      kind: 'command',
      key: { scope: 'command', key: ID },
      text: '/deploy order-service v2.4.1 production',
      answerable: true,
      origin: {
        platform: 'discord',
        tenant: '700000000000000001',
        account: ALICE,
        channel: CHANNEL,
        channelName: 'deployments',
        thread: undefined,
        replyUrl: 'https://discord.com/api/v10/webhooks/790000000000000001/aW50ZXJhY3Rpb246dG9rZW4',
      },
    });
  });

  test.each<[[string, unknown][], string]>([
    [
      [
        ['environment', 'production'],
        ['service', 'order-service'],
        ['replicas', 3],
        ['dry-run', true],
      ],
      '/scale order-service 3 production --dry-run',
    ],
    [
      [
        ['service', 'order-service --reason x'],
        ['replicas', 3],
        ['environment', '--dry-run'],
        ['dry-run', false],
      ],
      '/scale "order-service --reason x" 3 "--dry-run"',
    ],
    [
      [
        ['service', 's'],
        ['replicas', 3],
        ['environment', 'e'],
        ['reason', 'say "hi” \\ and go'],
      ],
      '/scale s 3 e --reason "say \\"hi\\” \\\\ and go"',
    ],
    [[['environment', 'e']], '/scale "" "" e'],
  ])('keeps what was typed into a field in that field: %j', async (options, text) => {
    expect(await eventOf(send(slash('scale', options)))).toMatchObject({ text });
  });

  test('in a thread belongs to the channel of the thread', async () => {
    const thread = { id: '730000000000000001', type: 11, name: 'talk', parent_id: CHANNEL };
    expect(await eventOf(send(deploy({ channel_id: thread.id, channel: thread })))).toMatchObject({
      origin: { channel: CHANNEL, channelName: undefined, thread: thread.id },
    });
  });

  test('of another of our servers counts as ours', async () => {
    expect(await eventOf(send(deploy({ guild_id: '700000000000000002' })))).toMatchObject({
      origin: { tenant: '700000000000000001' },
    });
  });

  test('delivered twice is the same command', async () => {
    expect(await eventOf(send(deploy()))).toEqual(await eventOf(send(deploy(), { signedAt: minutes(2) })));
  });
});

describe('a pressed button', () => {
  test('is a vote on the round that it carries, at the time that Discord gives it', async () => {
    expect(await eventOf(send(click(approve)))).toMatchObject({
      kind: 'vote',
      decision: 'approve',
      on: { ballot },
      at: '2026-11-24T09:59:59.000Z',
      by: 'button',
      answerable: true,
    });
  });

  test('pressed twice is one vote', async () => {
    const [one, other] = await Promise.all([
      eventOf(send(click(approve))),
      eventOf(send(click(approve, { id: String(BigInt(ID) + 9n), token: 'another-token-of-discord' }))),
    ]);
    expect('key' in one && 'key' in other && one.key).toEqual('key' in other && other.key);
  });

  test('Reject asks for the reason first', async () => {
    const event = await eventOf(send(click(reject)));
    expect(event).toMatchObject({ kind: 'reason-wanted', ballot });
    if (event.kind !== 'reason-wanted') throw new Error('unreachable');
    await (await discord.outbox()).askReason(event.formHandle, ballot, '/deploy **x** <@1> production', event.origin);
    const { body = '' } = await discord.acknowledge(event);
    expect(JSON.parse(body)).toMatchObject({
      type: 9,
      data: {
        custom_id: reject,
        title: 'Reject request',
        components: [{ content: '/deploy \\*\\*x\\*\\* \\<\\@1\\> production' }, {}],
      },
    });
    expect(JSON.parse((await discord.acknowledge(event)).body ?? '')).toEqual({ type: 5, data: { flags: EPHEMERAL } });
  });

  test('that asks a line asks it as whoever pressed it', async () => {
    const line = '/deploy order-service v2.4.1 staging';
    const customId = writeCustomId({ kind: 'run', label: 'Deploy', line }) ?? '';
    expect(await eventOf(send(click(customId)))).toMatchObject({
      kind: 'command',
      text: line,
      origin: { account: ALICE },
    });
  });

  test.each([
    'approve',
    '',
    'a.1.',
    `a.1.${'A'.repeat(85)}`,
    `a.01.${approve.slice(4)}`,
    `z${approve.slice(1)}`,
    `${approve}\n`,
    approve.replace('.2.', '.-2.'),
    'run:',
    `${approve.slice(0, -1)}.`,
  ])('whose custom_id is forged (%j) is recorded as none of ours', async (customId) => {
    expect(await eventOf(send(click(customId)))).toMatchObject({
      kind: 'unsupported',
      from: { origin: { account: ALICE } },
    });
  });
});

describe('the form', () => {
  const form = (customId: string, value: unknown) =>
    interaction(5, {
      custom_id: customId,
      components: [
        { type: 10, id: 1 },
        { type: 18, id: 2, component: { type: 4, id: 3, custom_id: 'reason', value } },
      ],
    });

  test('is a rejection with its reason', async () => {
    expect(await eventOf(send(form(reject, ' the bank is closed ')))).toMatchObject({
      kind: 'vote',
      decision: 'reject',
      on: { ballot },
      reason: 'the bank is closed',
      by: 'form',
    });
  });

  test('with nothing but blanks counts nothing, and says so', async () => {
    const { body } = await answerOf(send(form(reject, ' \n ')));
    expect(JSON.stringify(body)).toMatch(/say why/);
  });

  test.each([approve, 'reason', ''])('under the custom_id %j is none of ours', async (customId) => {
    expect(await eventOf(send(form(customId, 'because')))).toMatchObject({ kind: 'unsupported' });
  });
});

test('what is typed in a field asks what it may offer; at most 25 of at most 100 characters are', async () => {
  const options = [
    { name: 'service', type: 3, value: 'order-service' },
    { name: 'version', type: 3, value: 'v2', focused: true },
  ];
  const event = await eventOf(send(interaction(4, { id: '1', name: 'deploy', type: 1, options })));
  expect(event).toMatchObject({
    kind: 'choices-wanted',
    command: 'deploy',
    field: 'version',
    typed: 'v2',
    values: { service: 'order-service' },
    origin: { account: ALICE },
  });
  const many = ['', 'x'.repeat(101), ...Array.from({ length: 40 }, (_, n) => `v${n}`)];
  const { body = '' } = discord.offer(many);
  expect(JSON.parse(body)).toMatchObject({
    type: 8,
    data: { choices: [{ name: 'v0', value: 'v0' }, ...Array(24).fill({})] },
  });
});

describe('the form of a command', () => {
  const spec = commands.find((command) => command.spec.name === 'scale')!.spec;
  const names = { services: ['order-service'], environments: ['staging', 'production'] };
  const form = formOf(spec, names, '/scale order-service', { service: 'order-service' });

  test('is opened by the button that stands under the answer', async () => {
    const view: View = { kind: 'notice', tone: 'bad', icon: '⚠️', headline: ['The replicas is missing.'], form };
    const { body = '' } = await discord.acknowledge(await eventOf(send(slash('scale'))), view);
    const [button] = JSON.parse(body).data.components[0].components;
    const event = await eventOf(send(click(button.custom_id)));
    expect(event).toMatchObject({ kind: 'form-wanted', text: '/scale order-service' });
    if (event.kind !== 'form-wanted') throw new Error('unreachable');
    await (await discord.outbox()).openForm(event.formHandle, form, event.origin);
    const modal = JSON.parse((await discord.acknowledge(event)).body ?? '');
    expect(modal).toMatchObject({ type: 9, data: { custom_id: 'command:scale', title: '/scale' } });
    expect(checkForm(modal.data)).toEqual(modal.data);
    expect(JSON.parse((await discord.acknowledge(event)).body ?? '')).toMatchObject({ type: 4 });
  });

  test.each(commands.map(({ spec: each }) => [each.name, each] as const))(
    'of /%s is one that Discord takes',
    (_, each) => {
      const made = commandForm(formOf(each, names, `/${each.name}`, { reason: 'because', 'dry-run': 'true' }));
      if (each.arguments.length > 0) expect(checkForm(made)).toEqual(made);
    },
  );

  test('says what was entered, flags among it', async () => {
    const components = [
      { type: 18, id: 1, component: { type: 3, custom_id: 'service', values: ['order-service'] } },
      { type: 18, id: 2, component: { type: 4, custom_id: 'replicas', value: ' 4 ' } },
      { type: 18, id: 3, component: { type: 3, custom_id: 'flags', values: ['dry-run', 7] } },
      { type: 18, id: 4, component: { type: 4, custom_id: 'reason', value: '' } },
    ];
    expect(await eventOf(send(interaction(5, { custom_id: 'command:scale', components })))).toMatchObject({
      kind: 'form',
      key: { scope: 'form', key: ID },
      command: 'scale',
      values: { service: 'order-service', replicas: '4', 'dry-run': 'true' },
    });
  });
});

describe('in the menu of a message', () => {
  const menu = (name: string, target: unknown = '880000000000000001') =>
    interaction(2, { id: '1', name, type: 3, target_id: target });

  test.each([
    ['Approve', 'approve'],
    ['Reject', 'reject'],
  ])('%s says the word about that message', async (name, decision) => {
    expect(await eventOf(send(menu(name)))).toMatchObject({
      kind: 'vote',
      decision,
      on: { channel: CHANNEL, message: '880000000000000001' },
      by: 'words',
    });
  });

  const keep = (message: object | undefined, target = ID) =>
    interaction(2, {
      id: '1',
      name: 'Keep in timeline',
      type: 3,
      target_id: target,
      resolved: { messages: message && { [target]: message } },
    });

  test('Keep in timeline keeps the message, with who wrote it, when and what', async () => {
    const content = 'Disks are full, <@710000000000000002>\n<:fire:123> since <t:1795514340:R>, see </logs:77> **now**';
    const message = { id: ID, type: 0, content, author: { id: ALICE, username: 'alice' }, attachments: [], embeds: [] };
    expect(await eventOf(send(keep(message)))).toMatchObject({
      kind: 'pin',
      key: { scope: 'pin', key: ID },
      message: ID,
      added: true,
      answerable: true,
      origin: { account: ALICE, channel: CHANNEL },
      said: {
        account: ALICE,
        at: '2026-11-24T09:59:59.000Z',
        text: 'Disks are full, <@710000000000000002>\n:fire: since 2026-11-24 09:59 UTC, see /logs **now**',
      },
    });
  });

  test('Take out of timeline takes the mark away', async () => {
    const payload = keep({ author: { id: ALICE }, content: 'x' });
    const taken = { ...payload, data: { ...(payload['data'] as object), name: 'Take out of timeline' } };
    expect(await eventOf(send(taken))).toMatchObject({ kind: 'pin', message: ID, added: false, answerable: true });
  });

  test('Keep in timeline of a message without words is taken: it is told why nothing was kept', async () => {
    expect(await eventOf(send(keep({ author: { id: ALICE }, content: '' })))).toMatchObject({ said: { text: '' } });
  });

  test.each([
    ['is not told', keep(undefined)],
    ['has no author', keep({ content: 'x' })],
    ['has an author whose ID is none', keep({ content: 'x', author: { id: '../1' } })],
    ['has an ID that is none', keep({ content: 'x', author: { id: ALICE } }, '__proto__')],
  ])('a message that %s cannot be kept', async (_, payload) => {
    expect(await eventOf(send(payload))).toMatchObject({ kind: 'unsupported' });
  });

  test.each([menu('toString'), menu('Approve', 'x'), interaction(2, { name: 'Approve', type: 2, target_id: ALICE })])(
    'whatever else is no command of ours',
    async (payload) => {
      expect(await eventOf(send(payload))).toMatchObject({ kind: 'unsupported' });
    },
  );
});

test('every interaction is answered with something that Discord shows', async () => {
  const answers = async (payload: object) => {
    const { body = '' } = await discord.acknowledge(await eventOf(send(payload)));
    return JSON.parse(body);
  };
  expect(await answers(deploy())).toEqual({ type: 5, data: {} });
  expect(await answers(slash('status'))).toEqual({ type: 5, data: { flags: EPHEMERAL } });
  expect(await answers(click(approve))).toEqual({ type: 5, data: { flags: EPHEMERAL } });
  const run = writeCustomId({ kind: 'run', label: 'Older', line: '/audit' }) ?? '';
  expect(await answers(click(run, { message: { id: '880000000000000001', flags: 64 } }))).toEqual({ type: 6 });
  expect(await answers(interaction(9, {}))).toMatchObject({ type: 4, data: { flags: EPHEMERAL } });
  const view: View = { kind: 'notice', tone: 'good', icon: '✅', headline: ['Counted.'] };
  const { body = '' } = await discord.acknowledge(await eventOf(send(click(approve))), view);
  expect(JSON.parse(body)).toMatchObject({ type: 4, data: { flags: EPHEMERAL, allowed_mentions: { parse: [] } } });
});
