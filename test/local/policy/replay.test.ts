import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replay } from '../../../local/policy/replay';
import { replayMarkdown, replayText } from '../../../local/policy/replay-text';
import { withSections } from '../../../local/policy/with-sections';
import { loadCompany } from '../../../src/config/load-company';
import { type AuditEntry } from '../../../src/model/audit-entry';

const demo = readFileSync('countersign.yaml', 'utf8');
const today = loadCompany(demo, {});
const stricter = loadCompany(demo.replace('require: 1 of team-leads', 'require: 2 of team-leads'), {});
const impossible = loadCompany(demo.replace('require: 1 of team-leads', 'require: 3 of team-leads'), {});
const free = loadCompany(demo.replace('require: 1 of team-leads', 'require: none'), {});

const deploy: AuditEntry = {
  id: 'main-1',
  instance_id: 'abc',
  step: 'outcome',
  kind: 'outcome',
  timestamp: '2026-11-20T10:03:11.000Z',
  user: '@alice',
  command: '/deploy order-service v2.4.1 production',
  approved_by: '@bob',
  result: 'success',
  duration_seconds: 8,
  channel: '#deployments',
  platform: 'slack',
  conversation: null,
  action: 'deploy',
  service: 'order-service',
  environment: 'production',
  approvals: [
    { user: '@bob', at: '2026-11-20T10:04:00Z', decision: 'approve', reason: null, plan_hash: 'a', round: 1 },
  ],
  reason_code: null,
  details: {
    plan: { connector: 'github', current: { version: 'v2.4.0' }, desired: { version: 'v2.4.1' } },
    rule: { name: 'deploys to production', line: 110 },
  },
  prev_hash: '',
  hash: '',
};

async function* log(...entries: AuditEntry[]) {
  yield* entries;
}

describe('The audit log under another policy', () => {
  it('changes nothing under the policy of today', async () => {
    const { plans } = await replay(log(deploy), today, today);
    expect(plans).toMatchObject([{ differs: false, missing: 0, verdict: { kind: 'approval' } }]);
  });

  it('says whether the approvals of then would have been enough', async () => {
    const text = replayText(await replay(log(deploy), today, stricter), 'of the last 30d');
    expect(text.split('\n')).toEqual([
      '1 plans of the last 30d; the other policy asks something else for 1 of them.',
      '',
      'Somebody would have been asked (1)',
      '  * 2026-11-20 10:03  @alice  /deploy order-service v2.4.1 production',
      '      then success by rule "deploys to production", approved by @bob; now "deploys to production" asks 2 team leads (@bob, @carol); 1 more approval than it had',
    ]);
  });

  it('tells what nobody could have approved and what would have run freely', async () => {
    expect(replayText(await replay(log(deploy), today, impossible), '')).toContain('Nobody could have approved (1)');
    expect(replayText(await replay(log(deploy), today, free), '')).toContain('Would have run freely (1)');
  });

  it('never lets the requester fill a place', async () => {
    const { plans } = await replay(log({ ...deploy, user: '@bob' }), today, stricter);
    expect(plans).toMatchObject([{ verdict: { kind: 'denied' } }]);
  });

  it('sees the direction of a scale', async () => {
    const scale = (direction: string): AuditEntry => ({
      ...deploy,
      action: 'scale',
      command: '/scale order-service 3 production',
      details: { plan: { connector: 'kubernetes', current: { replicas: 5 }, desired: { replicas: 3 }, direction } },
    });
    const { plans } = await replay(log(scale('down'), scale('up')), today, today);
    expect(plans.map(({ verdict }) => verdict.kind)).toEqual(['approval', 'allowed']);
  });

  it('counts what it cannot try, and looks at outcomes alone', async () => {
    const { plans, left } = await replay(
      log(
        { ...deploy, details: {} },
        { ...deploy, details: { plan: { current: null, desired: {} } } },
        { ...deploy, kind: 'intent' },
      ),
      today,
      today,
    );
    expect([plans, Object.fromEntries(left)]).toEqual([
      [],
      { 'no plan was made': 1, 'recorded before plans were kept whole': 1 },
    ]);
  });

  it('keeps what people wrote from being Markdown, a mention or a table cell of its own', async () => {
    const hostile = { ...deploy, command: '/deploy `x` | **y** @team <img src=x>' };
    const markdown = replayMarkdown(await replay(log(hostile), today, stricter), 'of the last 30d');
    expect(markdown).toContain('| ``/deploy `x` \\| **y** @team <img src=x>`` |');
    expect(markdown).not.toMatch(/[^`]@bob/);
  });

  it('takes a file with a policy alone in place of that of the company file', () => {
    const company = loadCompany(withSections(demo, 'policy: { strictest: team-leads, expires: 1h, rules: [] }'), {});
    expect([company.rules, company.people.length]).toEqual([[], today.people.length]);
    expect(withSections(demo, demo)).toBe(demo);
  });
});

describe('npm run policy -- replay', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-replay-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('reads an export, and prints for a pull request', () => {
    const [exported, other] = [join(folder, 'audit.jsonl'), join(folder, 'new-policy.yaml')];
    const now = new Date().toISOString();
    writeFileSync(exported, `${JSON.stringify({ ...deploy, timestamp: now })}\n${JSON.stringify(deploy)}\n`);
    writeFileSync(
      other,
      'policy: { strictest: team-leads, expires: 1h, rules: [{ name: all free, when: {}, require: none }] }',
    );
    const out = execFileSync(
      process.execPath,
      ['.build/policy.mjs', 'replay', '--last', '1h', '--with', other, '--log', exported, '--markdown'],
      { encoding: 'utf8' },
    );
    expect(out).toContain('1 plans of the last 1h; the other policy asks something else for 1 of them.');
    expect(out).toContain('<summary>Would have run freely (1)</summary>');
  });
});
