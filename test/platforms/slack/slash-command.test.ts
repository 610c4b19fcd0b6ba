import { createSlack } from '../../../src/platforms/slack';
import { eventOf, fixture, SECRET, sendCommand } from './signed-request';

const command = fixture('slash-command');
const textOf = async (fields: object) => {
  const event = await eventOf(sendCommand({ ...command, ...fields }));
  return event.kind === 'command' ? event.text : event;
};
const replyUrlOf = async (url: string, apiUrl = 'https://slack.com/api/') => {
  const to = createSlack({ signingSecrets: [SECRET], teamId: 'T0DEMO', apiUrl, commandNames: [] });
  const event = await eventOf(sendCommand({ ...command, response_url: url }, { to }));
  return event.kind === 'command' ? event.origin.replyUrl : event;
};

test('a slash command is read whole', async () => {
  expect(await eventOf(sendCommand(command))).toEqual({
    kind: 'command',
    key: { scope: 'command', key: '13345224609.738474920.8088930838d88f008e0' },
    formHandle: '13345224609.738474920.8088930838d88f008e0',
    text: '/deploy order-service v2.4.1 production',
    answerable: true,
    origin: {
      platform: 'slack',
      tenant: 'T0DEMO',
      account: 'U0ALICE',
      channel: 'C0DEPLOY',
      channelName: 'deployments',
      replyUrl: 'https://hooks.slack.com/commands/T0DEMO/1234567890/abcdefghijkl',
    },
  });
});

test.each([
  [{ command: '/cs-status', text: 'order-service' }, '/status order-service'],
  [{ command: '/cs-help', text: '' }, '/help'],
  [{ command: '/cs-other', text: '' }, '/cs-other'],
  [{ command: '/countersign', text: 'deploy a v1 staging' }, '/deploy a v1 staging'],
  [{ command: '/countersign', text: '/deploy a' }, '/deploy a'],
  [{ command: '/countersign', text: 'cs-status' }, '/status'],
  [{ command: '/countersign', text: '' }, '/help'],
  [{ command: '/countersign', text: 'countersign' }, '/countersign'],
  [{ command: '/deploy', text: ' order-service  “v1”   staging ' }, '/deploy  order-service  “v1”   staging'],
  [{ command: '/deploy', text: 'a --reason "x &amp; y &lt;z&gt;"' }, '/deploy a --reason "x & y <z>"'],
  [{ command: '/deploy', text: 'a <http://v2.4.1|v2.4.1> production' }, '/deploy a v2.4.1 production'],
])('%j is the line %s', async (fields, line) => {
  expect(await textOf(fields)).toBe(line);
});

test.each(['privategroup', 'directmessage', ''])('%j is not a channel name', async (channel_name) => {
  const event = await eventOf(sendCommand({ ...command, channel_name }));
  expect(event).toMatchObject({ origin: { channel: 'C0DEPLOY', channelName: undefined } });
});

describe('an answer goes only where Slack takes answers', () => {
  test.each([
    'https://evil.example/hook',
    'http://hooks.slack.com/commands/1',
    'https://hooks.slack.com.evil.example/1',
    'https://hooks.slack.com:8443/1',
    'https://user:pass@hooks.slack.com/1',
    'http://169.254.169.254/metadata',
    'file:///etc/passwd',
    'not an address',
  ])('not to %s', async (url) => {
    expect(await replyUrlOf(url)).toBeUndefined();
  });

  test('to a test server, when the API is one', async () => {
    const own = 'http://127.0.0.1:4000/response/1';
    expect(await replyUrlOf(own, 'http://127.0.0.1:4000/api/')).toBe(own);
    expect(await replyUrlOf('http://10.0.0.1/x', 'http://127.0.0.1:4000/api/')).toBeUndefined();
    expect(await replyUrlOf('https://127.0.0.1/x', 'http://127.0.0.1:4000/api/')).toBeUndefined();
  });
});
