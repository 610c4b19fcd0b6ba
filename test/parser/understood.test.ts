import { parseCommand } from '../../src/parser/parse-command';
import { context } from './context';

function args(line: string): Record<string, unknown> {
  const result = parseCommand(line, context);
  if (!result.ok) throw new Error(`${line}: ${result.problem}`);
  return result.args;
}

function text(line: string): string {
  return parseCommand(line, context).text;
}

const plain = { service: 'order-service', version: 'v2.4.1', environment: 'production' };

test.each([
  ['with a slash', '/deploy order-service v2.4.1 production'],
  ['without a slash', 'deploy order-service v2.4.1 production'],
  ['with a capital, as phones begin a sentence', 'Deploy order-service v2.4.1 production'],
  ['with extra spaces', '  /deploy   order-service\tv2.4.1  production \n'],
  ['with non-breaking spaces', '/deploy\u00a0order-service\u202fv2.4.1\u3000production'],
  ['with zero-width spaces and a byte order mark', '\ufeff/deploy \u200border-service\u2060 v2.4.1 production\u200b'],
  ['with marks of writing direction', '\u200e/deploy order-service \u2068v2.4.1\u2069 production\u200f'],
  ['with quotes that are not needed', `/deploy "order-service" 'v2.4.1' “production”`],
])('a command is understood %s', (_how, line) => {
  expect(parseCommand(line, context)).toEqual({
    ok: true,
    command: 'deploy',
    args: plain,
    text: '/deploy order-service v2.4.1 production',
  });
});

test.each([
  '1e10',
  '007',
  'true',
  'null',
  '0x10',
  '-1',
  '1.0',
  '.5',
  'NaN',
  '__proto__',
  '<@U123>',
  'feature/a=b',
  "don't",
])('version %s stays as it was typed', (version) => {
  expect(args(`/deploy order-service ${version} staging`)['version']).toBe(version);
  expect(text(`/deploy order-service ${version} staging`)).toBe(`/deploy order-service ${version} staging`);
});

test.each([
  ['"', '--reason "fix the login"'],
  ["'", "--reason 'fix the login'"],
  ['“ ”', '--reason “fix the login”'],
  ['” ”', '--reason ”fix the login”'],
  ['„ “', '--reason „fix the login“'],
  ['« »', '--reason «fix the login»'],
  ['‘ ’', '--reason ‘fix the login’'],
  ['" ”, mixed', '--reason "fix the login”'],
  ['after =', '--reason="fix the login"'],
  ['smart after =', '--reason=“fix the login”'],
  ['after an em dash', '—reason "fix the login"'],
  ['after an en dash', '–reason "fix the login"'],
  ['after a dash and an em dash', '-—reason=“fix the login”'],
])('a reason is read in %s', (_how, option) => {
  expect(args(`/deploy order-service v2.4.1 production ${option}`)).toEqual({ ...plain, reason: 'fix the login' });
});

test.each([
  [`"it's broken"`, "it's broken"],
  [`'it's broken'`, "it's broken"],
  ['‘it’s broken’', 'it’s broken'],
  ['"he said “stop” twice"', 'he said “stop” twice'],
  ['“he said "stop" twice”', 'he said "stop" twice'],
  ['"a \\"quoted\\" word"', 'a "quoted" word'],
  ['"C:\\temp"', 'C:\\temp'],
  ['"a \\\\ b"', 'a \\ b'],
  ['"--dry-run"', '--dry-run'],
  ['-5', '-5'],
  ['"two\nlines"', 'two lines'],
  ['"see <@U123> 👩‍👩‍👧"', 'see <@U123> 👩‍👩‍👧'],
  ['"right \u202eto left"', 'right to left'],
])('reason %s reads %s', (typed, reason) => {
  expect(args(`/deploy order-service v2.4.1 production --reason ${typed}`)).toEqual({ ...plain, reason });
});

test('two texts in mixed quotes do not swallow the option between them', () => {
  const line = '/logs order-service --grep “a" --follow --last "b”';
  expect(args(line)).toEqual({ service: 'order-service', grep: 'a', follow: true, last: 'b' });
});

test('options may stand anywhere after the command', () => {
  expect(args('/deploy --dry-run order-service --reason "x" v2.4.1 production')).toEqual({
    ...plain,
    'dry-run': true,
    reason: 'x',
  });
});

test('-- ends the options', () => {
  expect(args('/deploy order-service -- --dry-run staging')).toEqual({
    service: 'order-service',
    version: '--dry-run',
    environment: 'staging',
  });
  expect(args('/logs order-service — staging')).toEqual({ service: 'order-service', environment: 'staging' });
});

test('a count is a number', () => {
  expect(args('/scale order-service 0 staging')['replicas']).toBe(0);
  expect(args('/scale order-service 10 staging')['replicas']).toBe(10);
});

test('help takes a command with or without its slash', () => {
  expect(args('/help /deploy')).toEqual({ command: 'deploy' });
  expect(args('help deploy')).toEqual({ command: 'deploy' });
  expect(args('help')).toEqual({});
});

test.each([
  ['/deploy order-service v2.4.1 production --reason “x”', '/deploy order-service v2.4.1 production --reason "x"'],
  ['/deploy --reason=x order-service v2.4.1 production', '/deploy order-service v2.4.1 production --reason x'],
  ["/deploy order-service 'a b' production", '/deploy order-service "a b" production'],
  ['/deploy order-service "-x" production', '/deploy order-service "-x" production'],
  ['/deploy order-service "—" production', '/deploy order-service "—" production'],
  [`logs order-service --grep 'say "a"'`, '/logs order-service --grep "say \\"a\\""'],
  ["logs order-service --grep '“ a'", '/logs order-service --grep "\\“ a"'],
])('%s is recorded as %s', (line, recorded) => {
  expect(text(line)).toBe(recorded);
});
