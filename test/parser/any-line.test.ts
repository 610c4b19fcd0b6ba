import { type ParseResult } from '../../src/model/parse-result';
import { parseCommand } from '../../src/parser/parse-command';
import { leastMs } from '../kit/least-ms';
import { context } from './context';

const RUNS = 100_000;

const PIECES = [
  ...['/deploy', 'deploy', '/scale', 'logs', '/help', '/deplyo', '/', '//', 'HELP'],
  ...[
    'order-service',
    'payment-service',
    'order-servise',
    'production',
    'staging',
    'prod',
    'ｐroduction',
    'v2.4.1',
    '1e10',
  ],
  ...[
    '--reason',
    '--dry-run',
    '--grep=',
    '--last',
    '--',
    '—',
    '—reason',
    '–last=',
    '-x',
    '-5',
    '--reason="',
    '=',
    '--__proto__',
  ],
  ...['"', "'", '“', '”', '„', '‘', '’', '«', '»', '‹', '\\', '\\"', '""', "''", '“a b”', "'a b'", '"a', 'b"', "don't"],
  ...[
    '\ud800',
    '\udc00',
    '\u0000',
    '\u001b[31m',
    '\u202e',
    '\u200b',
    '\u00a0',
    '\ufeff',
    '\u00ad',
    '\n',
    '\r\n',
    '\ufdfa',
  ],
  ...[
    '<@U123>',
    '<http://x|x>',
    '&amp;',
    '🚀',
    '👩‍👩‍👧',
    'İ',
    'ß',
    '0x10',
    '３',
    'NaN',
    '__proto__',
    'constructor',
    'toString',
  ],
];

const BEGINNINGS = [
  '',
  '',
  '/deploy order-service v1 staging --reason ',
  '/logs order-service ',
  '/scale api-gateway ',
];

/** Numbers from 0 up to `below`, the same each time. https://en.wikipedia.org/wiki/Xorshift */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function randomLine(next: (below: number) => number): string {
  const parts = Array.from({ length: next(12) }, () => {
    if (next(5) > 0) return PIECES[next(PIECES.length)] ?? '';
    return Array.from({ length: next(6) }, () => String.fromCharCode(next(4) > 0 ? next(0x180) : next(0x10000))).join(
      '',
    );
  });
  const beginning = BEGINNINGS[next(BEGINNINGS.length)] ?? '';
  return beginning + parts.join(next(4) > 0 ? ' ' : '');
}

/** What must hold of any answer to any line. */
function complaint(result: ParseResult): string | undefined {
  if (/\p{Surrogate}/u.test(result.text)) return 'the text is not well-formed';
  if (!result.ok) {
    if (!result.problem || /[\n\u0000]/.test(result.problem)) return 'the problem is not a sentence';
    if (result.suggestion === undefined) return undefined;
    const meant = parseCommand(result.suggestion, context);
    return meant.ok && meant.text === result.suggestion ? undefined : 'the suggestion does not work as it stands';
  }
  if (/\p{Cc}|  $|^ /u.test(result.text)) return 'the text is not on one line';
  const again = parseCommand(result.text, context);
  if (!again.ok) return 'what is recorded is not understood';
  if (again.text !== result.text) return 'what is recorded is recorded otherwise';
  return JSON.stringify(again.args) === JSON.stringify(result.args)
    ? undefined
    : 'what is recorded means something else';
}

test(`${RUNS} random lines: none throws, what is recorded reads back the same, every suggestion works`, () => {
  const next = numbers(20261124);
  let understood = 0;
  let suggested = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const line = randomLine(next);
    const result = parseCommand(line, context);
    if (result.ok) understood += 1;
    else if (result.suggestion) suggested += 1;
    const wrong = complaint(result);
    if (wrong) throw new Error(`${JSON.stringify(line)}: ${wrong}: ${JSON.stringify(result)}`);
  }
  expect(understood).toBeGreaterThan(RUNS / 50);
  expect(suggested).toBeGreaterThan(RUNS / 50);
}, 60_000);

test('a reason of any text comes through quotes unharmed', () => {
  const next = numbers(7);
  for (let run = 0; run < 5_000; run += 1) {
    const reason = `x${randomLine(next)}`.replace(/[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/gu, '');
    const escaped = reason.replace(/["“”„‟«»\\]/g, '\\$&');
    expect(parseCommand(`/deploy order-service v1 staging --reason "${escaped}"`, context)).toMatchObject({
      args: { reason },
    });
  }
});

test.each([
  ['quotes', '"'],
  ['smart quotes', '“a '],
  ['options', '--reason=“a '],
  ['backslashes', '\\'],
  ['surrogates', '\ud800'],
  ['options with a value', '--reason=“a” '],
  ['three long words', `${'a'.repeat(1_300)} `],
  ['dashes', '—'],
  ['ligatures that expand', '\ufdfa'],
])('the longest line of nothing but %s takes less than 100 ms of the processor', (_what, piece) => {
  const line = `/deploy ${piece.repeat(4_000)}`.slice(0, 4_000);
  expect(leastMs(() => parseCommand(line, context), 100)).toBeLessThan(100);
});
