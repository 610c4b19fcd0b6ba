import { statSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf } from '../../local/demo/command-line';
import { auditTheBooks } from './books';
import { openStage, type Stage } from './stage';

let stage: Stage;
let alice: ReturnType<typeof commandLineOf>;
let bob: ReturnType<typeof commandLineOf>;
beforeAll(async () => {
  stage = await openStage();
  [alice, bob] = ['alice', 'bob'].map((who) => commandLineOf(stage.stack, stage.folder, who)) as [
    typeof alice,
    typeof bob,
  ];
  await Promise.all([alice.login(), bob.login()]);
}, 90_000);
afterAll(() => stage.close());

/** All chats answer every call with an error. */
function chatsGoDown() {
  const { slack, teams, discord } = stage.stack;
  slack.faults.set({ kind: 'http', status: 500 });
  teams.faults.set({ kind: 'error', status: 500 });
  discord.faults.set({ kind: 'error', status: 500 });
}

function chatsComeBack() {
  const { slack, teams, discord } = stage.stack;
  for (const { faults } of [slack, teams, discord]) faults.clear();
}

/** Waits until somebody may decide this line, and gives its ID. */
async function waiting(line: string): Promise<string> {
  const found = await stage.audience.until(async () => {
    const { out } = await bob.run('pending', '--json');
    const { requests } = JSON.parse(out) as { requests: { id: string; line: string }[] };
    return requests.find((request) => request.line === line)?.id;
  }, 60);
  if (!found) throw new Error(`${line} never waited.`);
  return found;
}

describe('while every chat is down', () => {
  beforeEach(chatsGoDown);
  afterEach(chatsComeBack);

  it('a deploy is asked, approved and carried out from two terminals', async () => {
    const at = new Date().toISOString();
    const asked = alice.run('deploy', 'order-service', 'v2.4.1', 'production', '--reason', 'Slack is "down"');
    const line = '/deploy order-service v2.4.1 production --reason "Slack is \\"down\\""';
    const id = await waiting(line);
    const approved = await bob.run('approve', id.slice(0, 8));
    expect(approved).toMatchObject({ code: 0 });
    expect(approved.out).toContain('Your approval is counted');
    const { code, out } = await asked;
    expect(code).toBe(0);
    expect(out).toContain('Deploy complete');
    expect(await stage.audience.outcome(line, at)).toMatchObject({
      result: 'success',
      approved_by: '@bob',
      platform: 'console',
    });
  }, 120_000);

  it('a request that was made in Slack before is decided from a terminal', async () => {
    chatsComeBack();
    const asked = await stage.request('alice', 'order-service v2.4.2 production');
    const id = await waiting('/deploy order-service v2.4.2 production');
    chatsGoDown();
    expect(await bob.run('approve', id)).toMatchObject({ code: 0 });
    const watched = await bob.run('watch', id);
    expect(watched.code).toBe(0);
    expect(watched.out).toContain('Deploy complete');
    chatsComeBack();
    await stage.audience.shown(asked.since, ['Deploy complete'], 90);
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success', approved_by: '@bob', platform: 'slack' });
  }, 180_000);
});

describe('while chat is up', () => {
  it('a request made in a terminal is shown in Slack, and decided there', async () => {
    const since = stage.audience.now();
    const asked = alice.run('--json', 'deploy', 'order-service', 'v2.4.0', 'production');
    const shown = await stage.audience.shown(since, ['Deploy order-service v2.4.0', 'Requires approval']);
    await stage.audience.as('bob').click('C0DEPLOY', shown.ts, 'reject');
    const form = await stage.audience.until(() => stage.audience.as('bob').modal(), 10);
    await stage.audience.as('bob').submit(form?.id ?? '', { reason: 'Not today' });
    const ran = await asked;
    expect(ran.code).toBe(3);
    expect(JSON.parse(ran.out)).toMatchObject({ version: 1, result: 'rejected', reason_code: 'rejected_by_approver' });
    expect(ran.out).toContain('Not today');
  }, 60_000);
});

describe('the program', () => {
  it('keeps what it signed in with for its user alone, and writes it nowhere', async () => {
    const file = join(alice.home, 'token.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const ran = [await alice.run('status'), await alice.run('pending'), await alice.run('help')];
    expect(ran.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(JSON.stringify(ran) + stage.said.join()).not.toContain('eyJ');
  });

  it('tells by its exit code how it went', async () => {
    const erin = commandLineOf(stage.stack, stage.folder, 'erin');
    expect((await erin.run('status')).code).toBe(5);
    expect(await erin.login('decline')).toMatchObject({ code: 5, err: expect.stringContaining('declined') as string });
    expect((await alice.run('deploy', 'order-servise', 'v1', 'staging')).code).toBe(2);
    expect((await alice.run('approve', 'nosuchid')).code).toBe(2);
    expect((await alice.run('deploy', 'order-service', 'v0.0.0-nowhere', 'staging')).code).toBe(2);
    stage.stack.github.faults.set({ kind: 'error', status: 422, method: 'POST', path: 'dispatches', times: 1 });
    expect((await alice.run('deploy', 'order-service', 'v2.4.1', 'staging')).code).toBe(1);
    const asked = alice.run('deploy', 'order-service', 'v2.4.0', 'production');
    const id = await waiting('/deploy order-service v2.4.0 production');
    expect((await alice.run('approve', id)).code).toBe(3);
    expect((await alice.run('cancel', id.slice(0, 8))).code).toBe(0);
    expect((await asked).code).toBe(4);
    expect((await bob.run('approve', id)).code).toBe(3);
  }, 60_000);

  it('completes commands, services and versions', async () => {
    const offered = async (...words: string[]) =>
      (await alice.run('__complete', '--', ...words)).out.trim().split('\n');
    expect(await offered('dep')).toEqual(['deploy']);
    expect(await offered('deploy', 'order')).toEqual(['order-service']);
    expect(await offered('deploy', 'order-service', 'v2.4.')).toContain('v2.4.1');
    expect(await offered('deploy', 'order-service', 'v2.4.1', 'prod')).toEqual(['production']);
  });
});

it('every command has one outcome, and the books are right', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
}, 60_000);
