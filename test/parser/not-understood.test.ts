import { parseCommand } from '../../src/parser/parse-command';
import { context } from './context';

function fails(line: string) {
  const result = parseCommand(line, context);
  if (result.ok) throw new Error(`${line} was understood as ${result.text}`);
  return result;
}

test('a mistyped service is told with what was understood and the line that was meant', () => {
  expect(fails('deploy order-servise v2.4.1 production --reason x')).toEqual({
    ok: false,
    code: 'unknown_service',
    command: 'deploy',
    text: '/deploy order-servise v2.4.1 production --reason x',
    problem: 'There is no service "order-servise". Did you mean order-service?',
    understood: { version: 'v2.4.1', environment: 'production', reason: 'x' },
    suggestion: '/deploy order-service v2.4.1 production --reason x',
    usage: '/deploy <service> <version> <environment> [--dry-run] [--reason "…"] [--break-glass] [--wait]',
    faults: { service: 'There is no service "order-servise". Did you mean order-service?' },
  });
});

test('what is missing is told of each argument, and that a form can ask for it', () => {
  expect(fails('/scale order-service')).toMatchObject({
    incomplete: true,
    faults: {
      replicas: 'The replicas is missing.',
      environment: expect.stringContaining('The environment is missing.'),
    },
    understood: { service: 'order-service' },
  });
  expect(fails('/scale order-service many staging').incomplete).toBeUndefined();
});

test('where nothing is near, what there is is told instead', () => {
  const result = fails('/deploy warehouse v1 staging');
  expect(result.problem).toBe(
    'There is no service "warehouse". There are: order-service, payment-service, api-gateway.',
  );
  expect(result.suggestion).toBeUndefined();
});

test('at most ten names are listed', () => {
  const services = Array.from({ length: 12 }, (_, index) => `s${index}`);
  const result = parseCommand('/logs warehouse', { ...context, services });
  expect(result).toMatchObject({
    problem: 'There is no service "warehouse". There are: s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 and 2 more.',
  });
});

test.each([
  'ｐroduction',
  '"production "',
  'Production',
  'PRODUCTION',
  'prod',
  'produciton',
  'pro\u00adduction',
  'prod\u0443ction',
])('environment %s is not production, but production is suggested', (environment) => {
  expect(fails(`/deploy order-service v1 ${environment}`)).toMatchObject({
    code: 'unknown_environment',
    suggestion: '/deploy order-service v1 production',
  });
});

test('a zero-width space inside a name does not make it another name', () => {
  expect(fails('/deploy order-service v1 pro\u200bduction').code).toBe('unknown_environment');
});

test('arguments in the wrong order are suggested in the right one', () => {
  expect(fails('/deploy order-service production v2.4.1').suggestion).toBe('/deploy order-service v2.4.1 production');
  expect(fails('/deploy production order-servise v2.4.1').suggestion).toBe('/deploy order-service v2.4.1 production');
});

test('a mistyped command is suggested, its mistyped arguments put right too', () => {
  expect(fails('/deplyo order-servise v1 prod')).toMatchObject({
    code: 'unknown_command',
    problem: 'There is no command "/deplyo". Did you mean /deploy?',
    suggestion: '/deploy order-service v1 production',
  });
});

test('a sentence that is no command is told which commands there are', () => {
  expect(fails('good morning everybody').problem).toBe(
    'There is no command "/good". There are: /deploy, /scale, /logs, /help.',
  );
});

test.each([
  ['--dryrun', '--dry-run'],
  ['--Dry-Run', '--dry-run'],
  ['-dry-run', '--dry-run'],
  ['--dry-run=false', '--dry-run'],
  ['--resaon "a b"', '--reason "a b"'],
  ['—resaon=“a b”', '--reason "a b"'],
  ['--reason fix the login', '--reason "fix the login"'],
  ['--reason "fix', '--reason "fix"'],
  ['--reason “fix', '--reason "fix"'],
])('option %s is not taken, but suggested as %s', (typed, meant) => {
  expect(fails(`/deploy order-service v1 staging ${typed}`).suggestion).toBe(
    `/deploy order-service v1 staging ${meant}`,
  );
});

test('a suggestion never leaves out a word that was not understood', () => {
  expect(fails('/deploy order-service v1 production --simulate')).toMatchObject({
    code: 'unknown_option',
    problem: '/deploy has no option "--simulate". There are: --dry-run, --reason, --break-glass, --wait.',
  });
  expect(fails('/deploy order-service v1 production --simulate').suggestion).toBeUndefined();
  expect(fails('/deploy order-service v1 production please').suggestion).toBeUndefined();
});

test.each([
  ['1e3', '1000'],
  ['0x10', '16'],
  ['+3', '3'],
  ['3.0', '3'],
  ['03', '3'],
  ['３', '3'],
  ['-0', '0'],
])('count %s is not taken, but suggested as %s', (typed, meant) => {
  expect(fails(`/scale order-service ${typed} staging`)).toMatchObject({
    code: 'bad_value',
    suggestion: `/scale order-service ${meant} staging`,
  });
});

test.each(['-3', '3.5', 'three', 'Infinity', '1e400', '9007199254740993', '""'])(
  'count %s has no near form',
  (typed) => {
    const result = fails(`/scale order-service ${typed} staging`);
    expect(result.code).toBe('bad_value');
    expect(result.suggestion).toBeUndefined();
  },
);

test.each([
  ['', 'empty', 'Nothing was asked.'],
  [' \u200b\n', 'empty', 'Nothing was asked.'],
  ['/', 'unknown_command', 'There is no command "/". There are: /deploy, /scale, /logs, /help.'],
  ['/deploy order-service', 'missing_argument', 'The version is missing.'],
  ['/deploy', 'missing_argument', 'The service is missing. There are: order-service, payment-service, api-gateway.'],
  [
    '/deploy order-service v1',
    'missing_argument',
    'The environment is missing. There are: development, staging, production.',
  ],
  ['/deploy order-service "" staging', 'bad_value', 'The version is empty.'],
  ['/deploy order-service v1 staging --reason', 'bad_value', '--reason needs a text: --reason "…"'],
  ['/deploy order-service v1 staging --reason --dry-run', 'bad_value', '--reason needs a text: --reason "…"'],
  ['/deploy order-service v1 staging --reason " "', 'bad_value', '--reason needs a text: --reason "…"'],
  ['/deploy order-service v1 staging --dry-run --dry-run', 'bad_value', '--dry-run is given twice.'],
  [
    '/logs order-service --dry-run',
    'unknown_option',
    '/logs has no option "--dry-run". There are: --last, --grep, --follow.',
  ],
  ['/help --x', 'unknown_option', '/help has no option "--x". There are no options.'],
  ['/deploy "order-service v1', 'unclosed_quote', 'The quote " is never closed.'],
  [
    '/deploy order-service v1 staging now',
    'too_many_arguments',
    '"now" is too much: /deploy takes service, version, environment. Put a text of several words in quotes.',
  ],
])('%s: %s', (line, code, problem) => {
  expect(fails(line)).toMatchObject({ code, problem });
});

test('a line of more than 4,000 characters is refused, and not repeated whole', () => {
  const line = `/deploy order-service v1 staging --reason "${'x'.repeat(4_000)}"`;
  const result = fails(line);
  expect(result).toMatchObject({
    code: 'too_long',
    problem: `The line has ${line.length} characters; 4000 are the most a command may have.`,
  });
  expect(result.text.length).toBeLessThan(300);
});

test('a very long word is repeated only in part', () => {
  expect(fails(`/logs ${'x'.repeat(3_000)}`).problem.length).toBeLessThan(200);
});
