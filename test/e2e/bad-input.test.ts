import { CHANNEL } from '../../local/demo/audience';
import { sign } from '../../local/slack/delivery/sign';
import { auditTheBooks } from './books';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 30_000);
afterAll(() => stage.close());

const FORM = 'application/x-www-form-urlencoded';
const form = (fields: Record<string, string> = {}) =>
  new URLSearchParams({
    team_id: 'T0DEMO',
    user_id: 'U0ALICE',
    channel_id: CHANNEL,
    command: '/deploy',
    text: 'order-service v2.4.1 staging',
    trigger_id: `forged-${Math.random()}`,
    ...fields,
  }).toString();

interface Sent {
  kind?: string;
  type?: string;
  secret?: string;
  /** How far the sender's clock is ahead, seconds. */
  ahead?: number;
  headers?: Record<string, string>;
}

async function send(body: string, { kind = 'commands', type = FORM, secret, ahead = 0, headers }: Sent = {}) {
  const { slack, host } = stage.stack;
  const signed = sign(secret ?? slack.signingSecret, body, Date.now() + ahead * 1_000);
  const answer = await fetch(`${host().url}/api/slack/${kind}`, {
    method: 'POST',
    headers: { 'content-type': type, ...signed, ...headers },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

describe('a request that is not from our Slack changes nothing', () => {
  afterAll(async () => {
    expect(stage.dispatches()).toEqual([]);
    expect(await stage.audience.entries()).toEqual([]);
    expect(stage.stack.slack.workspace.messages(CHANNEL)).toEqual([]);
  });

  it.each([
    ['without a signature', 401, () => send(form(), { headers: { 'x-slack-signature': '' } })],
    ['without a timestamp', 401, () => send(form(), { headers: { 'x-slack-request-timestamp': '' } })],
    ['signed with another secret', 401, () => send(form(), { secret: 'guessed' })],
    ['signed for another body', 401, () => send(form(), { headers: sign('demo-signing-secret', 'x', Date.now()) })],
    ['signed six minutes ago', 401, () => send(form(), { ahead: -360 })],
    ['signed six minutes ahead', 401, () => send(form(), { ahead: 360 })],
    ['of another team', 403, () => send(form({ team_id: 'T0OTHER' }))],
    ['of no team', 403, () => send(form({ team_id: '' }))],
    ['that is no form', 400, () => send(JSON.stringify({ command: '/deploy' }), { type: 'application/json' })],
    ['without a trigger', 400, () => send(form({ trigger_id: '' }))],
    ['without a user', 400, () => send(form({ user_id: '' }))],
    ['that is a click without a payload', 400, () => send('payload=', { kind: 'interactions' })],
    ['that is a click with half a payload', 400, () => send('payload=%7B%22type', { kind: 'interactions' })],
    [
      'that is a click of another team',
      403,
      () => send(payload({ team: { id: 'T0OTHER' } }), { kind: 'interactions' }),
    ],
    ['that is an event without JSON', 400, () => send('{"type":', { kind: 'events', type: 'application/json' })],
    ['that is an event of another team', 403, () => send('{"team_id":"T0OTHER"}', { kind: 'events' })],
    ['to an address that there is not', 404, () => send(form(), { kind: 'secrets' })],
    ['over 1 MiB', 413, () => send(form({ text: 'x'.repeat(1024 * 1024) }))],
    ['over 1 MiB, its length not told', 413, () => sendInPieces(form({ text: 'x'.repeat(1024 * 1024) }))],
  ])('%s: %i', async (_, status, request) => {
    const answer = await request();
    expect(answer.status).toBe(status);
    expect(answer.text).not.toMatch(/\n\s+at /);
  });
});

describe('a line that is wrong is answered, recorded once, and starts nothing', () => {
  afterAll(() => expect(stage.dispatches()).toEqual([]));

  it.each([
    ['a command that there is not', '/countersign', 'launch order-service', /There is no command/],
    ['no arguments', '/deploy', '', /The service is missing/],
    ['a version that is missing', '/deploy', 'order-service', /The version is missing/],
    ['a service that is none', '/deploy', 'order-servise v2.4.1 staging', /order-service v2\.4\.1 staging/],
    ['a shell command behind the service', '/deploy', 'order-service; rm -rf / v2.4.1 staging', /no option/],
    ['a shell command in its place', '/deploy', '$(reboot) v2.4.1 staging', /no service/],
    ['everybody as the service', '/deploy', '@channel v2.4.1 staging', /no service/],
    ['a typed mention as the service', '/deploy', '<!channel> v2.4.1 staging', /no service/],
    ['bold as the environment', '/deploy', 'order-service v2.4.1 *production*', /no environment/],
    ['markup as the environment', '/deploy', 'order-service v2.4.1 <script>alert(1)</script>', /no environment/],
    ['capitals and a blank behind', '/deploy', 'order-service v2.4.1 Production ', /no environment/],
    ['wide letters', '/deploy', 'order-service v2.4.1 ｐroduction', /no environment/],
    ['text that turns its direction', '/deploy', 'order-service v2.4.1 \u202enoitcudorp', /no environment/],
    ['a letter of no width', '/deploy', 'order\u200b-service v2.4.1 production', /no option|no service/],
    ['an option that there is not', '/deploy', 'order-service v2.4.1 staging --ref main', /no option/],
    ['too much', '/deploy', 'order-service v2.4.1 staging now', /too much/],
    ['a quote that never ends', '/deploy', 'order-service "v2.4.1 staging', /never closed/],
    ['4,000 characters', '/deploy', 'x'.repeat(4_000), /4008 characters/],
  ])('%s', async (_, command, text, says) => {
    const { delivery, shown, at } = await stage.ask('dave', text, command);
    expect(delivery.answer?.status).toBe(200);
    expect(shown).toMatch(says);
    const mine = () => outcomesSince(at);
    const [outcome, ...others] = (await stage.audience.until(async () => (await mine()).length && mine(), 10)) || [];
    expect(others).toEqual([]);
    expect(outcome).toMatchObject({
      result: 'invalid',
      reason_code: 'not_understood',
      user: '@dave',
      approved_by: null,
    });
  });

  it.each([
    '../../x',
    'v9.9.9',
    '*bold*',
    '<!channel>',
    '<script>',
    'refs/heads/main:x',
    'a..b',
    '%2e%2e',
    'v2.4.1;ls',
  ])('version %s is looked for and not found', async (version) => {
    const asked = await stage.ask('dave', `order-service ${version} staging`);
    const message = await stage.audience.shown(asked.since, ['Not possible: Deploy order-service'], 10);
    expect(message.text).toMatch(/demo-company\/order-service has no tag, branch or commit/);
    expect(await outcomesSince(asked.at)).toMatchObject([{ result: 'invalid', reason_code: 'target_not_found' }]);
  });

  it('somebody who only says hello is told what can be asked', async () => {
    const { shown } = await stage.ask('dave', '', '/countersign');
    expect(shown).toMatch(/What can be asked/);
  });

  it('leaves every book in order', async () => {
    expect(await auditTheBooks(stage)).toEqual([]);
  });
});

async function outcomesSince(at: string) {
  return (await stage.audience.entries()).filter(({ kind, timestamp }) => kind === 'outcome' && timestamp >= at);
}

function payload(fields: Record<string, unknown>): string {
  return new URLSearchParams({ payload: JSON.stringify({ type: 'block_actions', ...fields }) }).toString();
}

/** Chunked: nobody says beforehand how much it will be. */
async function sendInPieces(body: string) {
  const { slack, host } = stage.stack;
  const answer = await fetch(`${host().url}/api/slack/commands`, {
    method: 'POST',
    headers: { 'content-type': FORM, ...sign(slack.signingSecret, body, Date.now()) },
    body: new Blob([body]).stream(),
    duplex: 'half',
  });
  return { status: answer.status, text: await answer.text() };
}
