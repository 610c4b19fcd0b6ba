import { type AuditQuery } from '../../src/audit/audit-index';
import { type AuditSummary, indexRows, fromIndexRow } from '../../src/audit/index-rows';
import { toEntry } from '../../src/audit/chain-rows';
import { visibleTo } from '../../src/commands/audit/visible-to';
import { commands } from '../../src/commands/index';
import { type Asked, type DirectCommand, type DirectTools } from '../../src/commands/command';
import { type AuditRecord } from '../../src/model/audit-entry';
import { type Company } from '../../src/model/company';
import { parseCommand } from '../../src/parser/parse-command';
import { renderMessage } from '../../src/platforms/slack/render/render-message';
import { auditRecord } from '../kit/audit-record';
import { plainText } from '../kit/plain-text';

const now = new Date('2026-11-27T10:00:00Z');
const audit = commands.find(({ spec }) => spec.name === 'audit') as DirectCommand;
const company = {
  people: [
    { id: 'alice', name: 'Alice', groups: ['developers'], accounts: { slack: 'U0ALICE' } },
    { id: 'bob', name: 'Bob', groups: ['team-leads'], accounts: { slack: 'U0BOB' } },
    { id: 'erin', name: 'Erin', groups: ['auditors'], accounts: {} },
  ],
  environments: [
    { id: 'staging', production: false },
    { id: 'production', production: true },
    { id: 'production-eu', production: true },
  ],
  channels: [{ name: 'deployments', places: { slack: 'C0DEPLOY' }, mirrored: false }],
  audit: { readers: ['auditors'] },
} as unknown as Company;
const person = (id: string) => company.people.find((one) => one.id === id)!;

function entry(sequence: number, over: Partial<AuditRecord> = {}) {
  return toEntry('main', sequence, '0'.repeat(64), auditRecord(over));
}

function summary(sequence: number, over: Partial<AuditRecord> = {}): AuditSummary {
  const [row] = indexRows(entry(sequence, over), '2026-11-02');
  return fromIndexRow({ ...row!, etag: '' });
}

async function ask(
  line: string,
  found: AuditSummary[] = [],
  { by = 'alice', next }: { by?: string; next?: string } = {},
) {
  const parsed = parseCommand(line, {
    commands: [audit.spec],
    services: ['order-service'],
    environments: ['production'],
  });
  if (!parsed.ok) return { parsed, text: parsed.problem };
  const queries: AuditQuery[] = [];
  const tools = {
    company,
    auditIndex: {
      find: async (query: AuditQuery) => (queries.push(query), { entries: found, next, tired: false }),
      entry: async (id: string) => found.find((one) => one.id === id),
      story: async (instance: string) => found.filter(({ instance_id }) => instance_id === instance),
    },
    audit: { read: async (id: string) => stored.get(id) },
    messages: {
      of: async () => [{ round: 1, message: { platform: 'slack', tenant: 'T', channel: 'C', message: '1.2' } }],
    },
    permalink: async () => 'https://demo.slack.com/archives/C/p12',
  } as unknown as DirectTools;
  const request = { args: parsed.args, instanceId: 'abcdefghijkl', text: parsed.text };
  const { view, outcome, inPlace } = await audit.run({ request, now, person: person(by) } as unknown as Asked, tools);
  return { view, text: plainText(view), outcome, inPlace, query: queries[0] };
}

const stored = new Map<string, unknown>();
beforeEach(() => stored.clear());

describe('/audit', () => {
  it('understands what it is asked in one line', async () => {
    const { query } = await ask(
      '/audit --user @alice --service order-service --env production --last 7d --result failure --action deploy',
    );
    expect(query).toMatchObject({
      user: '@alice',
      service: 'order-service',
      environments: ['production'],
      from: new Date('2026-11-20T10:00:00Z'),
      to: now,
      result: 'failure',
      action: 'deploy',
      without: [],
      words: [],
    });
  });

  it.each([
    ['alice', '@alice'],
    ['<@U0BOB>', '@bob'],
    ['<@U0GONE>', 'U0GONE'],
    ['@left-us', '@left-us'],
    ['Alice', '@alice'],
  ])('knows %s as %s', async (given, user) => {
    expect((await ask(`/audit --user "${given}"`)).query).toMatchObject({ user });
  });

  it('takes free words, every production environment, and leaves out commands that only read unless one asks for them', async () => {
    const { query } = await ask('/audit sale ends --production');
    expect(query).toMatchObject({ words: ['sale', 'ends'], environments: ['production', 'production-eu'] });
    expect(query?.without).toEqual(expect.arrayContaining(['status', 'logs', 'approvals', 'audit', 'help']));
    expect(query?.without).not.toEqual(expect.arrayContaining(['lock']));
    expect((await ask('/audit --action logs')).query).toMatchObject({ action: 'logs', without: [] });
  });

  it.each([
    [
      '/audit --result failed',
      'success, failure, rejected, expired, cancelled, denied, invalid: did you mean --result failure?',
    ],
    ['/audit --last fortnight', 'Write 15m, 1h, 2d'],
    ['/audit --page 7', '--page 7 is no page'],
    ['/audit --page "a.b.c\' or \'d"', 'is no page'],
    ['/audit show', '/audit show 42'],
    ['/audit show 42', 'There is no entry 42 that you may see'],
    ['/audit show ../chains', 'There is no entry ../chains that you may see'],
  ])('%s is answered with what would do', async (line, words) => {
    const { text, outcome } = await ask(line);
    expect(text).toContain(words);
    expect(outcome).toMatchObject({ result: 'invalid' });
  });

  it('shows a line each, links it to its message, and pages in place with the same question', async () => {
    const rows = [
      summary(42),
      summary(41, { kind: 'vote', user: '@bob', result: null, approved_by: null, reason_code: null }),
      summary(40, { kind: 'refusal', user: 'U0MALLORY', result: null, reason_code: 'voter_unknown' }),
      summary(39, { result: 'failure', reason_code: 'run_failed', command: '/deploy <!channel> `x`' }),
    ];
    const { view, text, inPlace } = await ask('/audit "sale ends" --user=alice --production', rows, {
      next: 'abc.main.1z',
    });
    expect(inPlace).toBe(true);
    for (const words of [
      '✅ 2026-11-02T10:00:00.000Z @alice /deploy order-service v2.4.1 production in #deployments: success, approved by @bob · #42',
      '👍 2026-11-02T10:00:00.000Z @bob approved ',
      '🙅 2026-11-02T10:00:00.000Z U0MALLORY could not vote on ',
      ': failure (run failed)',
    ])
      expect(text).toContain(words);
    expect(view?.actions).toEqual([
      { kind: 'run', label: 'Older', line: '/audit sale ends --user=alice --production --page=abc.main.1z~abcdefgh' },
    ]);
    const [older] = view?.actions ?? [];
    const again = await ask(older?.kind === 'run' ? older.line : '', rows);
    expect(again.query).toMatchObject({ after: 'abc.main.1z', words: ['sale', 'ends'], user: '@alice' });
    expect(again.view?.actions).toMatchObject([{ label: 'Newest' }]);
  });

  it('fits into a Slack message with the longest of everything', async () => {
    const command = `/deploy ${'x'.repeat(2_000)}`;
    const rows = Array.from({ length: 6 }, (_, n) => summary(n + 1, { command, channel: '#'.padEnd(80, 'c') }));
    const { view } = await ask('/audit', rows, { next: 'a.main.b' });
    const { blocks, text } = renderMessage(view!);
    expect(JSON.stringify(blocks).length).toBeLessThan(11_000);
    expect(JSON.stringify(blocks)).not.toContain(' more');
    expect(text.length).toBeLessThanOrEqual(4_000);
  });

  it('tells a whole story, with every hash checked', async () => {
    const steps = [
      entry(1, {
        step: 'intent-1',
        kind: 'intent',
        details: { current: { version: 'v1' }, desired: { version: 'v2' } },
      }),
      entry(2, { step: 'vote-1', kind: 'vote', user: '@bob', details: { requester: '@alice' } }),
      entry(3, { details: { run: 'https://github.example/runs/1', message: 'Deploy complete.', plan_hash: 'ab12' } }),
    ];
    for (const step of steps) stored.set(step.id, step);
    const rows = steps.map(({ id }) => ({ ...summary(Number(id.slice(-1))), id }));
    const { text, view } = await ask('/audit show 3', rows);
    for (const words of [
      'Asked by: @alice',
      'version v1 → version v2',
      '@bob approved',
      'ab12',
      'Deploy complete.',
      '3 of 3',
    ])
      expect(text).toContain(words);
    expect(view?.links).toEqual([
      { text: 'Message', url: 'https://demo.slack.com/archives/C/p12' },
      { text: 'Run', url: 'https://github.example/runs/1' },
    ]);
    stored.set(steps[1]!.id, 'altered');
    expect((await ask('/audit show main-000000000003', rows)).text).toContain('does not have the hash');
    stored.delete(steps[1]!.id);
    expect((await ask('/audit show 3', rows)).text).toContain('an entry is gone');
  });
});

describe('who may see what', () => {
  const elsewhere = { conversation: 'slack/T0DEMO/D0PRIVATE', channel: '#deployments', approvals: [] };
  it.each([
    ['a channel of the company file is for all', 'bob', {}, true],
    ['a private chat that calls itself so is not', 'bob', elsewhere, false],
    ['the one who asked there may', 'alice', elsewhere, true],
    ['so may who voted there', 'bob', { ...elsewhere, approvals: auditRecord().approvals }, true],
    [
      'and the one whose request was voted on',
      'alice',
      { ...elsewhere, kind: 'vote' as const, user: '@bob', details: { requester: '@alice' } },
      true,
    ],
    [
      'a refused vote opens nothing',
      'bob',
      { ...elsewhere, kind: 'refusal' as const, user: '@bob', approvals: auditRecord().approvals },
      false,
    ],
    ['auditors see all', 'erin', elsewhere, true],
    [
      'an entry from before conversations were recorded is its people’s',
      'erin',
      { ...elsewhere, conversation: null },
      true,
    ],
    ['and nobody else’s', 'bob', { ...elsewhere, conversation: null }, false],
    [
      'a channel of the same ID on another platform is another',
      'bob',
      { ...elsewhere, conversation: 'teams/T0DEMO/C0DEPLOY', platform: 'teams' as const },
      false,
    ],
  ])('%s', (_, who, over, may) => {
    expect(visibleTo(company, person(who))(summary(1, over))).toBe(may);
  });
});
