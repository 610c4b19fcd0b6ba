import { noticeView } from '../../../src/views/notice-view';
import { MENU_ENTRIES } from '../../../src/platforms/teams/message-menu';
import { ALICE, BOB, closeAll, openTeams, TENANT, type TeamsStage } from './teams-stage';

const DEPLOYMENTS = '19:demo-deployments@thread.tacv2';

let stage: TeamsStage;
beforeAll(async () => {
  stage = await openTeams();
  await stage.as('bob').say(stage.as('bob').personal, 'help');
}, 60_000);
afterAll(closeAll);
beforeEach(() => {
  stage.events.length = 0;
  stage.show(undefined);
});

/** A message as Teams gives it with a pick in its menu. */
const message = (change: object = {}) => ({
  id: '1700000000001',
  replyToId: null,
  createdDateTime: '2026-03-04T14:58:00.5Z',
  body: { contentType: 'html', content: '<div>Errors began</div>' },
  from: { user: { userIdentityType: 'aadUser', id: ALICE.toUpperCase() }, application: null },
  ...change,
});

/** A pick of bob's, in the channel unless the test changes it. */
async function pick(messagePayload: unknown, { value = {}, ...change }: Record<string, unknown> = {}) {
  const picked = stage.activity({
    type: 'invoke',
    name: 'composeExtension/fetchTask',
    id: 'f:1',
    timestamp: '2026-03-04T15:01:00Z',
    conversation: { id: DEPLOYMENTS, conversationType: 'channel', isGroup: true, tenantId: TENANT },
    value: { commandId: MENU_ENTRIES.keep, commandContext: 'message', messagePayload, ...(value as object) },
    ...change,
  });
  const { answer } = await stage.sandbox.deliver(picked);
  return { answer, event: stage.last() };
}

describe('“Keep in the incident’s timeline” in the menu of a message', () => {
  it('is a mark with what the message says, who said it and when, in the thread that it is of', async () => {
    const { id } = await stage.as('alice').say('deployments', 'Errors < 5% began, ask @bob & co');
    const reply = await stage.as('alice').say('deployments', 'Now it is 7%', { reply: id });
    stage.show(noticeView('good', ['Kept'], [['Now it is 7%']]));
    const first = await stage.as('bob').pick('deployments', id, MENU_ENTRIES.keep);
    expect(first.message).toBe('✅ Kept\nNow it is 7%');
    expect(stage.last()).toMatchObject({
      kind: 'pin',
      message: id,
      added: true,
      answerable: true,
      origin: { platform: 'teams', tenant: TENANT, account: BOB, channel: DEPLOYMENTS, thread: id },
      said: { text: 'Errors < 5% began, ask @Bob Brown & co', account: ALICE, at: new Date(Number(id)).toISOString() },
    });
    await stage.as('bob').pick('deployments', reply.id, MENU_ENTRIES.keep);
    expect(stage.last()).toMatchObject({ message: reply.id, origin: { thread: id }, said: { text: 'Now it is 7%' } });
  });

  it('has one key for each pick, the same when Teams delivers it again', async () => {
    const keyOf = async (change?: Record<string, unknown>) => {
      const { event } = await pick(message(), change);
      return event?.kind === 'pin' ? event.key : undefined;
    };
    const first = await keyOf();
    expect(first).toBeDefined();
    expect(await keyOf()).toEqual(first);
    expect(await keyOf({ id: 'f:2' })).not.toEqual(first);
  });

  it('in a chat is of no thread, and its author has the ID that Entra has', async () => {
    const conversation = { id: '19:chat@thread.v2', conversationType: 'groupChat', isGroup: true, tenantId: TENANT };
    const { event } = await pick(message(), { conversation });
    expect(event).toMatchObject({ origin: { channel: '19:chat@thread.v2' }, said: { account: ALICE } });
    expect(event).not.toHaveProperty('origin.thread', expect.anything());
  });

  it('picked by the other entry takes the mark away', async () => {
    const { event } = await pick(message(), { value: { commandId: MENU_ENTRIES.remove } });
    expect(event).toMatchObject({ kind: 'pin', added: false });
  });

  it.each([
    ['a card of ours', { body: { contentType: 'html', content: '<attachment id="0"></attachment>' } }, ''],
    ['a deleted one', { deleted: true }, ''],
    ['one without a body', { body: null }, ''],
    ['plain text', { body: { contentType: 'text', content: 'a <b> & c' } }, 'a <b> & c'],
  ])('of %s has the text that people see', async (_, change, text) => {
    expect((await pick(message(change))).event).toMatchObject({ kind: 'pin', said: { text } });
  });

  it('of a message of an app, or at no time that can be read, is nobody’s and now', async () => {
    const from = { user: null, application: { id: 'An-App' } };
    const { event } = await pick(message({ from, createdDateTime: 'soon' }));
    expect(event).toMatchObject({ said: { account: 'an-app', at: '2026-03-04T15:01:00Z' } });
  });

  it.each([
    ['another entry', message(), { value: { commandId: 'toString' } }],
    ['no message', undefined, {}],
    ['a message without an ID', message({ id: 7 }), {}],
  ])('is answered in words where it cannot be read: %s', async (_, payload, change) => {
    const { answer, event } = await pick(payload, change);
    expect(event).toBeUndefined();
    expect(JSON.parse(answer?.body ?? '')).toEqual({
      task: { type: 'message', value: 'I do not know this entry of the menu. Nothing was done.' },
    });
  });

  it('teaches us no place to write to: the app may never have been added there', async () => {
    const conversation = { id: '19:elsewhere@thread.v2', conversationType: 'groupChat', tenantId: TENANT };
    await pick(message(), { conversation });
    const to = { platform: 'teams', tenant: TENANT, account: BOB, channel: '19:elsewhere@thread.v2' } as const;
    await expect((await stage.outbox()).post(to, noticeView('good', ['Hello']), 'k')).rejects.toMatchObject({
      code: 'conversation_unknown',
    });
  });
});
