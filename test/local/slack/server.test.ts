import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebClient } from '@slack/web-api';
import { startSlack, type SlackServer } from '../../../local/slack';
import { type Moment } from '../../../local/slack/state/model';
import { actions, button, fakeApp, reasonView, type FakeApp } from './fake-app';

let app: FakeApp;
beforeEach(async () => {
  app = await fakeApp();
});
afterEach(() => app.close());

const clientOf = (slack: SlackServer) => new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl });

describe('the state file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slack-'));
  const stateFile = join(folder, 'deep', 'slack.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps messages, reactions and members across a restart, and no ts comes twice', async () => {
    const first = await startSlack({ stateFile, now: () => 1_800_000_000_000 });
    const { ts } = await clientOf(first).chat.postMessage({ channel: 'C0DEPLOY', text: 'kept' });
    await first.workspace.as('bob').react('C0DEPLOY', ts!, 'eyes');
    await first.close();
    const second = await startSlack({ stateFile, now: () => 1_700_000_000_000 });
    expect(second.workspace.messages('C0DEPLOY')).toMatchObject([{ ts, text: 'kept', reactions: [{ name: 'eyes' }] }]);
    const { ts: next } = await clientOf(second).chat.postMessage({ channel: 'C0DEPLOY', text: 'new' });
    expect(Number(next)).toBeGreaterThan(Number(ts));
    await second.close();
  });

  it('is written soon, so that a kill loses little', async () => {
    const slack = await startSlack({ stateFile });
    await slack.workspace.as('bob').say('C0DEPLOY', 'soon on disk');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(readFileSync(stateFile, 'utf8')).toContain('soon on disk');
    await slack.close();
  });

  it('that cannot be read is named', async () => {
    writeFileSync(stateFile, '{');
    await expect(startSlack({ stateFile })).rejects.toThrow(`${stateFile} cannot be read as JSON`);
  });
});

it('tells a subscriber everything, in order, until it unsubscribes', async () => {
  const slack = await startSlack({ appUrl: app.url });
  const moments: Moment[] = [];
  const stop = slack.workspace.subscribe((moment) => moments.push(moment));
  await slack.workspace.as('alice').command('C0DEPLOY', '/deploy', 'x');
  const { ts } = await clientOf(slack).chat.postMessage({ channel: 'C0DEPLOY', text: 'one' });
  await clientOf(slack).chat.update({ channel: 'C0DEPLOY', ts: ts!, text: 'two' });
  await slack.workspace.as('bob').react('C0DEPLOY', ts!, 'eyes');
  stop();
  await slack.workspace.as('bob').unreact('C0DEPLOY', ts!, 'eyes');
  await slack.close();
  expect(moments.map(({ kind, user }) => [kind, user])).toEqual([
    ['typed', 'U0ALICE'],
    ['posted', 'U0BOT'],
    ['edited', 'U0BOT'],
    ['reacted', 'U0BOB'],
  ]);
});

it('says which port is in use', async () => {
  const slack = await startSlack();
  await expect(startSlack({ port: Number(new URL(slack.url).port) })).rejects.toThrow(/port \d+ is in use/);
  await slack.close();
});

describe('another process', () => {
  let slack: SlackServer;
  beforeEach(async () => {
    slack = await startSlack();
  });
  afterEach(() => slack.close());

  const admin = async (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
    const response = await fetch(`${slack.url}/_admin${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
  };

  it('acts as people and reads what they see', async () => {
    expect((await admin('/connect', { appUrl: app.url })).status).toBe(204);
    await admin('/as/alice/command', { channel: 'C0DEPLOY', command: '/deploy', text: 'order-service' });
    expect(app.last().form).toMatchObject({ command: '/deploy', text: 'order-service', user_id: 'U0ALICE' });
    const blocks = [actions(button('Reject', 'reject'))] as never;
    const { ts } = await clientOf(slack).chat.postMessage({ channel: 'C0DEPLOY', text: 'Deploy?', blocks });
    await admin('/as/U0BOB/react', { channel: 'C0DEPLOY', ts, name: 'x' });
    await admin('/as/U0BOB/click', { channel: 'C0DEPLOY', ts, action: 'reject' });
    await clientOf(slack).views.open({ trigger_id: app.last().json.trigger_id, view: reasonView as never });
    const [view] = (await admin('/views?viewer=U0BOB')).body;
    expect((await admin('/as/U0BOB/submit', { view: view.id, values: { reason: 'no' } })).body).toMatchObject({
      closed: true,
    });
    expect((await admin('/messages?channel=C0DEPLOY')).body).toMatchObject([
      { text: 'Deploy?', reactions: [{ name: 'x' }] },
    ]);
    expect((await admin('/transcript?channel=C0DEPLOY&viewer=U0ALICE')).body).toContain('/deploy order-service');
    expect((await admin('/calls?method=views.open')).body).toMatchObject([
      { method: 'views.open', answer: { ok: true } },
    ]);
    expect((await admin('/deliveries')).body.map(({ type }: { type: string }) => type)).toEqual([
      '/deploy',
      'reaction_added',
      'block_actions',
      'view_submission',
    ]);
    expect((await admin('/redeliver/d1', {})).body).toMatchObject({ of: 'd1', answer: { status: 200 } });
    expect((await admin('/state')).body.users).toHaveLength(12);
  });

  it('switches faults on and off', async () => {
    expect((await admin('/faults', { kind: 'ratelimited', times: 1 }, 'PUT')).body).toEqual([
      { kind: 'ratelimited', times: 1, hits: 0 },
    ]);
    expect((await fetch(`${slack.apiUrl}api.test`, { method: 'POST' })).status).toBe(429);
    expect((await admin('/faults', undefined, 'DELETE')).status).toBe(204);
    expect((await admin('/faults', { kind: 'earthquake' }, 'PUT')).status).toBe(400);
  });

  it('is told what it asked wrongly', async () => {
    expect(await admin('/as/nobody/say', { channel: 'C0DEPLOY', text: 'x' })).toEqual({
      status: 400,
      body: { error: 'there is nobody called nobody' },
    });
    expect((await admin('/as/alice/dance', {})).body.error).toContain('what a person can do: command, say');
    expect((await admin('/as/alice/say', { channel: 'C0DEPLOY' })).status).toBe(400);
    expect((await admin('/as/alice/command', { channel: 'C0DEPLOY', command: '/deploy' })).body.error).toContain(
      'no app is connected',
    );
  });
});
