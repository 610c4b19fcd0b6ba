import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const demo = readFileSync('countersign.yaml', 'utf8');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-policy-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command as built, over the demo company or another text. */
function policy(args: string[], { text = demo, tests = '' } = {}): Promise<{ code: number; out: string; err: string }> {
  writeFileSync(join(folder, 'countersign.yaml'), text);
  writeFileSync(join(folder, 'policy.tests.yaml'), tests);
  const env = { PATH: process.env['PATH'], COUNTERSIGN_CONFIG: join(folder, 'countersign.yaml') };
  return new Promise((resolve) => {
    execFile(process.execPath, ['.build/policy.mjs', ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

const ruleBefore = (rule: string) => demo.replace('  rules:\n', `  rules:\n    - ${rule}\n`);
const lineOf = (words: string) => demo.split('\n').findIndex((line) => line.includes(words)) + 1;

describe('npm run policy -- check', () => {
  it('finds nothing to say of the demo company', async () => {
    expect(await policy(['check'])).toEqual({ code: 0, out: 'valid: 8 rules, 0 warnings\n', err: '' });
  });

  it('tells everything that is wrong, with its line', async () => {
    const { code, err } = await policy(['check'], { text: demo.replace('1 of team-leads', '1 of team-leeds') });
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(
        /line \d+, policy\.rules\[1\]\.require: found group "team-leeds", did you mean team-leads\?/,
      ),
    ]);
  });

  it('warns of rules that never decide, of actions and fields that may not be, and of people that are missing', async () => {
    const rule = `{ name: odd, when: { action: [deploy, rollbak], plan: { desired.replica: 0 } }, require: 3 of team-leads }`;
    const wide = '{ name: all rollbacks, when: { action: rollback }, require: none }';
    const { code, out } = await policy(['check'], { text: ruleBefore(`${rule}\n    - ${wide}`) });
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(
        /^warning: nobody may approve "odd" \(line \d+\): it needs 3 of team-leads, and there are 2$/,
      ),
      expect.stringMatching(
        /^warning: "rollbacks are emergencies" \(line \d+\) never decides: .*"all rollbacks" \(line \d+\) before it match all of its plans$/,
      ),
      expect.stringMatching(
        /^warning: "odd" \(line \d+\) is for rollbak, which no command does, did you mean rollback\?; there are deploy, rollback, scale, migrate, incident-update, incident-resolve$/,
      ),
      expect.stringMatching(/^warning: "odd" \(line \d+\) looks at desired\.replica: whether plans have it/),
      'valid: 10 rules, 4 warnings',
      '',
    ]);
  });
});

describe('npm run policy -- explain', () => {
  it('says the verdict, the rule with its line, who may approve, and why others may not', async () => {
    const { code, out } = await policy(['explain', '/deploy order-service v2.4.1 production', '--as', 'alice']);
    expect(code).toBe(0);
    for (const line of [
      'needs 1 of team-leads',
      `  rule "deploys to production" (line ${lineOf('name: deploys to production')})`,
      '  may approve  @bob: team-leads',
      '  may not      @alice: asks, and nobody approves their own',
      '  may not      @dave: in developers, on-call only',
      '  may not      @mallory: in no group',
      '  expires after 30m',
      `  "deploys outside production" (line ${lineOf('name: deploys outside production')}): environment is production, not development or staging`,
    ])
      expect(out.split('\n')).toContain(line);
  });

  it('of a scale says both ways, unless it is told how many there are', async () => {
    const line = ['explain', '/scale api-gateway 3 production', '--as', 'alice'];
    const { out } = await policy(line);
    expect(out).toMatch(/if direction is up: allowed.*if direction is down: needs 1 of team-leads/s);
    expect((await policy([...line, '--current', 'replicas=5'])).out).toMatch(/^needs 1 of team-leads$/m);
    expect((await policy([...line, '--current', 'replicas=2'])).out).toMatch(/^allowed$/m);
  });

  it('says on what it depends where a rule looks at what nobody said', async () => {
    const text = ruleBefore(
      `{ name: old ones, when: { action: deploy, plan: { current.version: v1 } }, require: 2 of team-leads }`,
    );
    const line = ['explain', '/deploy order-service v2.4.1 staging', '--as', 'alice'];
    expect((await policy(line, { text })).out).toMatch(
      /if current\.version is v1: needs 2 of team-leads.*if otherwise: allowed/s,
    );
    expect((await policy([...line, '--current', 'version=v1'], { text })).out).toMatch(/^needs 2 of team-leads$/m);
  });

  it('of a request that nobody could approve ends with 1 and says who is left', async () => {
    const { code, out } = await policy(['explain', '/migrate order-service 041_x production', '--as', 'bob']);
    expect([code, out]).toEqual([1, expect.stringMatching(/^denied$.*there is only @carol\./ms)]);
  });

  it.each([
    [
      'a mistyped service',
      ['/deploy order-servce v1 staging', '--as', 'alice'],
      'Closest: /deploy order-service v1 staging',
    ],
    [
      'somebody unknown',
      ['/deploy order-service v1 staging', '--as', 'alic'],
      'Nobody is called alic, did you mean alice?',
    ],
    ['a command that changes nothing', ['/help', '--as', 'alice'], '/help changes nothing'],
    ['an unknown command', ['/reboot order-service production', '--as', 'alice'], 'reboot'],
    ['nobody', ['/deploy order-service v1 staging'], '--as'],
    [
      'a number of replicas that is none',
      ['/scale api-gateway 3 production', '--as', 'alice', '--current', 'replicas=five'],
      '"five" is no number of replicas.',
    ],
    [
      'a fact without a value',
      ['/scale api-gateway 3 production', '--as', 'alice', '--current', 'five'],
      '"five" is not of the form',
    ],
    ['an option that there is not', ['/help', '--who', 'x'], 'usage'],
  ])('does not understand %s, and says so', async (_, args, message) => {
    const { code, out, err } = await policy(['explain', ...args]);
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(message)]);
  });
});

test('npm run policy -- table prints the matrix of the article', async () => {
  const { code, out } = await policy(['table', '--markdown']);
  expect(code).toBe(0);
  expect(out.trim().split('\n')).toEqual([
    '| Action | Environment | Approval Required |',
    '| --- | --- | --- |',
    '| Deploy | Development | None |',
    '| Deploy | Staging | None |',
    '| Deploy | Production | A team lead |',
    '| Rollback | Any | None |',
    '| Scale | Development | None |',
    '| Scale | Staging | None |',
    '| Scale up | Production | None |',
    '| Scale down | Production | A team lead |',
    '| Migrate | Development | None |',
    '| Migrate | Staging | None |',
    '| Migrate | Production | 2 team leads |',
    '| Anything else | Development | A team lead |',
    '| Anything else | Staging | A team lead |',
    '| Anything else | Production | 2 team leads |',
  ]);
});

test('a rule for one service has a row of its own in the table', async () => {
  const text = ruleBefore(
    `{ name: money, when: { action: deploy, service: payment-service }, require: [1 of team-leads, 1 of databases] }`,
  );
  const { out } = await policy(['table'], { text });
  expect(out).toMatch(/^Deploy, service is payment-service +Any +A team lead and a database engineer$/m);
});

describe('npm run policy -- test', () => {
  it('says of a failure what was expected, what decided and where the test stands', async () => {
    const tests = `tests:
  - { command: /deploy order-service v2.4.1 production, as: alice, expect: allowed }
  - { command: /deploy order-service v2.4.1 staging, as: alice, expect: allowed }
  - { command: /scale api-gateway 3 production, as: alice, expect: allowed }
  - { command: /deploy order-service v2.4.1 production, as: bob, expect: needs 1 of team-leads, rule: x, approvers: [bob] }
  - { command: /deploy order-service v2.4.1 staging, as: eve, expect: allowed }
`;
    const { code, out } = await policy(['test'], { tests });
    const production = `"deploys to production" (line ${lineOf('name: deploys to production')})`;
    expect(code).toBe(1);
    for (const line of [
      '✗ /deploy order-service v2.4.1 production, as @alice (line 2)',
      '    expected: allowed',
      `    decided:  needs 1 of team-leads, by ${production}`,
      '✓ /deploy order-service v2.4.1 staging, as @alice',
      '    expected rule: "x"',
      '    expected approvers: bob',
      '    may approve:        carol',
      '    @eve is not in the company file.',
      '1 passed, 4 failed',
    ])
      expect(out.split('\n')).toContain(line);
    expect(out).toMatch(/It depends on .*\n.*if direction is up: allowed, by .*\n.*if direction is down: needs 1/);
    expect(out).toMatch(/no test is decided by .*"rollbacks are emergencies"/);
  });

  it.each([
    ['tests: []', 'line 1, tests: at least one test'],
    ['tests:\n  - { as: alice, expect: allowed }', 'line 2, tests.0: a command or a plan'],
    ['tests:\n  - { command: /help, as: alice, expect: perhaps }', 'line 2, tests.0.expect: allowed, denied, or needs'],
    ['tests: [', 'line 1'],
  ])('does not take %j for tests', async (tests, message) => {
    const { code, err } = await policy(['test'], { tests });
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('npm run policy -- explain, of a break-glass', () => {
  const text = demo.replace(
    '  rules:\n',
    '  breakGlass: { group: on-call, review: 2 of team-leads, alert: incidents }\n  rules:\n',
  );
  const explained = (who: string, reason: string, file = text) => {
    const line = `/deploy order-service v2.4.1 production --break-glass ${reason}`.trim();
    return policy(['explain', line, '--as', who], { text: file });
  };

  it('says who may, who reviews it, and what it needs the normal way', async () => {
    const { code, out } = await explained('dave', '--reason "down"');
    expect(code).toBe(0);
    expect(out).toMatch(
      /allowed at once.*\n {2}rule "break-glass" \(line \d+\)\n.*2 team leads within 86400 s: @bob, @carol/,
    );
    expect(out).toMatch(/Without --break-glass:\n\nneeds 1 of team-leads/);
  });

  it.each([
    ['dave', '', text, 'needs --reason'],
    ['alice', '--reason "down"', text, 'Only an on-call engineer may break the glass'],
    ['dave', '--reason "down"', demo, 'Nobody may break the glass here'],
  ])('refuses %s with "%s", and says why', async (who, reason, file, why) => {
    const { code, out } = await explained(who, reason, file);
    expect([code, out]).toEqual([1, expect.stringContaining(`refused: `)]);
    expect(out).toContain(why);
  });
});

it('is explained where it is not understood', async () => {
  expect(await policy(['chek'])).toMatchObject({ code: 2, err: expect.stringContaining('usage: npm run policy') });
});
