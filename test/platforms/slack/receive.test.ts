import fc from 'fast-check';
import { type View } from '../../../src/model/view';
import { createSlack } from '../../../src/platforms/slack';
import {
  answerOf,
  eventOf,
  fixture,
  NOW,
  send,
  sendCommand,
  sendEvent,
  sendInteraction,
  slack,
} from './signed-request';

const FORM = 'application/x-www-form-urlencoded';
const command = fixture('slash-command');

describe('what Slack did not sign is refused', () => {
  const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

  test.each([
    ['another secret', { secret: 'other' }],
    ['no signature', { headers: { 'x-slack-signature': undefined } }],
    ['no timestamp', { headers: { 'x-slack-request-timestamp': undefined } }],
    ['a timestamp that is no number', { headers: { 'x-slack-request-timestamp': 'now' } }],
    ['a timestamp it did not sign', { headers: { 'x-slack-request-timestamp': '1795514401' } }],
    ['a short signature', { headers: { 'x-slack-signature': 'v0=abcd' } }],
    ['another version', { headers: { 'x-slack-signature': `v1=${'0'.repeat(64)}` } }],
    ['a signature with letters that are no hex', { headers: { 'x-slack-signature': `v0=${'z'.repeat(64)}` } }],
    ['a signature six minutes old', { signedAt: minutes(-6) }],
    ['a signature six minutes ahead', { signedAt: minutes(6) }],
  ])('with %s', async (_, how) => {
    const { status, body } = await answerOf(sendCommand(command, how));
    expect(status).toBe(401);
    expect(body).toBe('{"error":"The signature or its time is wrong."}');
  });

  test.each([-4.9, 4.9])('but a clock that is %d minutes off is accepted', async (off) => {
    expect((await eventOf(sendCommand(command, { signedAt: minutes(off) }))).kind).toBe('command');
  });

  test('the bytes count, not the text they decode to', async () => {
    const invalidUtf8 = Buffer.concat([Buffer.from('\ufeffteam_id=T0DEMO&text='), Buffer.from([0xff, 0xfe])]);
    expect((await answerOf(send('commands', invalidUtf8, FORM))).status).toBe(403);
  });
});

test('a body over 1 MiB is answered 413, whoever signed it', async () => {
  expect((await answerOf(send('commands', 'a'.repeat(1024 * 1024 + 1), FORM))).status).toBe(413);
  expect((await answerOf(send('commands', 'a'.repeat(1024 * 1024), FORM))).status).toBe(403);
});

test('an address that is not one of the three is not found', async () => {
  expect((await answerOf(send('options', '', FORM))).status).toBe(404);
});

test.each([
  ['commands', 'text/plain', 'hello', 400],
  ['interactions', 'application/json', '{}', 400],
  ['interactions', FORM, 'payload=%7Bnot', 400],
  ['interactions', FORM, 'payload=%5B%5D', 400],
  ['interactions', FORM, '', 400],
  ['events', 'application/json', '{"type":', 400],
  ['events', 'application/json', 'null', 400],
  ['commands', FORM, 'team_id=T0DEMO', 400],
])('%s with content %s and body %s is answered %#', async (kind, type, body, status) => {
  expect((await answerOf(send(kind, body, type))).status).toBe(status);
});

test("another workspace's requests are refused, however well signed", async () => {
  const click = { ...fixture('block-actions'), team: { id: 'T0OTHER' } };
  const mention = { ...fixture('app-mention'), team_id: 'T0OTHER', authorizations: [{ team_id: 'T0OTHER' }] };
  const sent = [sendCommand({ ...command, team_id: 'T0OTHER' }), sendInteraction(click), sendEvent(mention)];
  const answers = await Promise.all(sent.map(answerOf));
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
});

test("Slack's certificate check is answered", async () => {
  expect((await answerOf(sendCommand({ ssl_check: '1', token: 'x' }))).status).toBe(200);
});

test('the handshake is answered with its challenge, but only when it is signed', async () => {
  const handshake = {
    type: 'url_verification',
    token: 'x',
    challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXA',
  };
  const { status, body } = await answerOf(sendEvent(handshake));
  expect([status, JSON.parse(body ?? '')]).toEqual([200, { challenge: handshake.challenge }]);
  expect((await answerOf(sendEvent(handshake, { secret: 'other' }))).status).toBe(401);
});

test('while a secret takes another’s place, what is signed with either is taken, and nothing else', async () => {
  const to = createSlack({
    signingSecrets: ['new', 'old'],
    teamId: 'T0DEMO',
    apiUrl: 'https://slack.com/api/',
    commandNames: [],
  });
  for (const secret of ['new', 'old'])
    expect((await eventOf(sendCommand(command, { secret, to }))).kind).toBe('command');
  for (const secret of ['other', 'new,old', ''])
    expect((await answerOf(sendCommand(command, { secret, to }))).status).toBe(401);
});

test.each([{ signingSecrets: [] }, { teamId: undefined }])('without %j everything is refused', async (missing) => {
  const settings = { signingSecrets: ['s'], teamId: 'T0DEMO', apiUrl: 'https://slack.com/api/', commandNames: [] };
  const to = createSlack({ ...settings, ...missing });
  expect((await answerOf(sendCommand(command, { secret: 's', to }))).status).toBe(503);
});

test('without a bot token the outbox says what is missing', async () => {
  const mute = createSlack({ signingSecrets: ['s'], teamId: 'T', apiUrl: 'https://slack.com/api/', commandNames: [] });
  await expect(mute.outbox()).rejects.toMatchObject({ code: 'not_set_up', temporary: false });
});

test('whatever is signed and sent, it is answered or read, and nothing is thrown', async () => {
  const anyObject = fc.object({
    key: fc.constantFrom('type', 'event', 'user', 'team', 'id', 'view', 'actions', 'item'),
  });
  await fc.assert(
    fc.asyncProperty(anyObject, fc.json(), fc.string(), async (object, json, text) => {
      const ours = { ...object, team_id: 'T0DEMO', team: { id: 'T0DEMO' } };
      for (const sent of [
        sendEvent({ ...ours, type: 'event_callback', event_id: 'Ev1' }),
        sendInteraction({ ...ours, user: { id: 'U1' } }),
        send('events', json, 'application/json'),
        send('interactions', `payload=${encodeURIComponent(json)}`, FORM),
        sendCommand({ ...command, text }),
      ]) {
        const receipt = await sent;
        expect('event' in receipt ? receipt.event.kind : receipt.answer.status).toBeTruthy();
      }
    }),
    { numRuns: 300 },
  );
});

test('an acknowledgement is empty, or shown to the asker of a slash command alone', async () => {
  const asked = await eventOf(sendCommand(fixture('slash-command')));
  const clicked = await eventOf(sendInteraction(fixture('block-actions')));
  const view: View = { kind: 'notice', tone: 'bad', icon: '⚠️', headline: ['Not understood'] };
  expect(slack.acknowledge(asked)).toEqual({ status: 200 });
  expect(slack.acknowledge(clicked, view)).toEqual({ status: 200 });
  const { body, headers } = slack.acknowledge(asked, view);
  expect(headers).toMatchObject({ 'content-type': expect.stringMatching(/^application\/json/) });
  expect(JSON.parse(body ?? '')).toMatchObject({ response_type: 'ephemeral', text: '⚠️ Not understood' });
});
