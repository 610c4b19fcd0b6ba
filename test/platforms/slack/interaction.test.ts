import { validateView } from '../../../local/slack/block-kit/validate-view';
import { type View } from '../../../src/model/view';
import { typingForm } from '../../../src/platforms/slack/reason-form';
import { answerOf, eventOf, fixture, sendInteraction, slack } from './signed-request';

const BALLOT = { instanceId: 'abc234', round: 1, planHash: '0f0f0f0f' };
const ORIGIN = {
  platform: 'slack',
  tenant: 'T0DEMO',
  account: 'U0BOB',
  channel: 'C0DEPLOY',
  channelName: 'deployments',
  replyUrl: 'https://hooks.slack.com/actions/T0DEMO/661370/xxxxxxxx',
};
const click = (action: object, payload: object = {}) => {
  const { actions, ...rest } = fixture('block-actions');
  return sendInteraction({ ...rest, ...payload, actions: [{ ...actions[0], ...action }] });
};

test('Approve is a vote, bound to the ballot on the button', async () => {
  expect(await eventOf(click({}))).toEqual({
    kind: 'vote',
    key: { scope: 'button', key: 'C0DEPLOY:1795000000.000200:approve:U0BOB' },
    decision: 'approve',
    on: { ballot: BALLOT },
    at: `${new Date(1795000300_000).toISOString().slice(0, 19)}.500600Z`,
    by: 'button',
    origin: ORIGIN,
  });
});

test('a double click, with another trigger ID, has the same key; another person has another', async () => {
  const again = await eventOf(click({ action_ts: '1795000301.000000' }, { trigger_id: 'another' }));
  const other = await eventOf(click({}, { user: { id: 'U0CAROL', team_id: 'T0DEMO' } }));
  expect(again).toMatchObject({ key: { key: 'C0DEPLOY:1795000000.000200:approve:U0BOB' } });
  expect(other).toMatchObject({ key: { key: 'C0DEPLOY:1795000000.000200:approve:U0CAROL' } });
});

test('Reject wants a reason, in a form that its trigger opens', async () => {
  expect(await eventOf(click({ action_id: 'reject' }))).toEqual({
    kind: 'reason-wanted',
    key: { scope: 'button', key: 'C0DEPLOY:1795000000.000200:reject:U0BOB' },
    ballot: BALLOT,
    formHandle: '12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3',
    origin: ORIGIN,
  });
});

test.each(['confirm', 'cancel'])('%s is said of the ballot on the button', async (decision) => {
  expect(await eventOf(click({ action_id: decision }))).toMatchObject({
    kind: 'vote',
    decision,
    on: { ballot: BALLOT },
  });
});

test('of several buttons of a kind each has its own key, and means the same', async () => {
  expect(await eventOf(click({ action_id: 'approve-2' }))).toMatchObject({
    kind: 'vote',
    decision: 'approve',
    key: { key: 'C0DEPLOY:1795000000.000200:approve-2:U0BOB' },
  });
});

test('a button with a line asks it as the one who clicks', async () => {
  expect(await eventOf(click({ action_id: 'run-1', value: '/help deploy' }))).toEqual({
    kind: 'command',
    key: { scope: 'button', key: 'C0DEPLOY:1795000000.000200:run-1:/help deploy:U0BOB' },
    text: '/help deploy',
    origin: ORIGIN,
    answerable: false,
  });
});

test.each([
  { value: undefined },
  { value: 'not json' },
  { value: '[]' },
  { value: '{"instanceId":"abc234","round":"1","planHash":"0f"}' },
  { value: '{"instanceId":"abc234","round":-1,"planHash":"0f"}' },
  { value: '{"instanceId":"../../x","round":1,"planHash":"0f"}' },
  { value: '{"instanceId":"abc234","round":1.5,"planHash":"0f"}' },
  { value: '{"round":1,"planHash":"0f"}' },
  { action_id: 'sudo' },
  { action_id: 'constructor' },
  { action_ts: 'yesterday' },
])('a click with %j is unsupported', async (action) => {
  expect((await eventOf(click(action))).kind).toBe('unsupported');
});

test('a person of another company is refused; one of our Enterprise organisation is not', async () => {
  expect((await answerOf(click({}, { user: { id: 'U9', team_id: 'T0OTHER' } }))).status).toBe(403);
  const team = { id: 'T0DEMO', domain: 'demo', enterprise_id: 'E0ORG' };
  expect(await eventOf(click({}, { team, user: { id: 'U0BOB', team_id: 'E0ORG' } }))).toMatchObject({ kind: 'vote' });
});

test('the reason form is a vote to reject, where the click was made', async () => {
  expect(await eventOf(sendInteraction(fixture('view-submission')))).toEqual({
    kind: 'vote',
    key: { scope: 'form', key: 'V0FORM' },
    decision: 'reject',
    on: { ballot: BALLOT },
    reason: 'Not during the sale',
    at: '2026-11-24T10:00:00.000000Z',
    by: 'form',
    origin: { ...ORIGIN, replyUrl: undefined },
  });
});

test('a confirmation that is typed is asked for in a form, and is a vote with its text', async () => {
  expect(await eventOf(click({ action_id: 'confirm-typed' }))).toMatchObject({ kind: 'typing-wanted', ballot: BALLOT });
  const form = fixture('view-submission');
  const typed = { typed: { typed: { type: 'plain_text_input', value: 'order-service' } } };
  const view = { ...form.view, callback_id: 'countersign-confirm', state: { values: typed } };
  const event = await eventOf(sendInteraction({ ...form, view }));
  expect(event).toMatchObject({ kind: 'vote', decision: 'confirm', typed: 'order-service', on: { ballot: BALLOT } });
  const notice = { kind: 'notice', tone: 'bad', icon: '⛔', headline: [] } satisfies View;
  const { body } = slack.acknowledge(event, { ...notice, faults: { typed: 'No.' } });
  expect(JSON.parse(body ?? '')).toEqual({ response_action: 'errors', errors: { typed: 'No.' } });
});

test('the form of a typed confirmation is one that Slack takes', () => {
  for (const wanted of ['order-service', 'x'.repeat(4_000), '']) {
    expect(validateView(typingForm(BALLOT, ORIGIN, '/rollback', wanted), 'modal')).toEqual([]);
  }
});

test('a reason of nothing but spaces is asked for again', async () => {
  const form = fixture('view-submission');
  form.view.state.values.reason.reason.value = ' \n ';
  const { status, body } = await answerOf(sendInteraction(form));
  expect(status).toBe(200);
  expect(JSON.parse(body ?? '')).toEqual({ response_action: 'errors', errors: { reason: expect.any(String) } });
});

test.each([{ callback_id: 'other' }, { private_metadata: '{}' }, { private_metadata: 'x' }, { id: undefined }])(
  'a form with %j is unsupported',
  async (view) => {
    const form = fixture('view-submission');
    expect((await eventOf(sendInteraction({ ...form, view: { ...form.view, ...view } }))).kind).toBe('unsupported');
  },
);

test('closing the form votes for nothing; a shortcut is unsupported', async () => {
  const closed = { ...fixture('view-submission'), type: 'view_closed' };
  expect((await eventOf(sendInteraction(closed))).kind).toBe('ignored');
  expect((await eventOf(sendInteraction({ ...closed, type: 'shortcut' }))).kind).toBe('unsupported');
});
