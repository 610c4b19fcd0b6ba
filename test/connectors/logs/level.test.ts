import { levelIn, levelOf, spellingsFrom } from '../../../src/connectors/logs/level';
import { leastMs } from '../../kit/least-ms';

test.each([
  ['{"time":"2026-03-04T15:00:00Z","level":"error","msg":"no"}', 'error'],
  ['{"level":30,"msg":"pino"}', 'info'],
  ['{"level":60,"msg":"pino"}', 'fatal'],
  ['{"severity":"WARNING","message":"gcp"}', 'warn'],
  ['{ "log.level" : "Warn", "message": "ecs" }', 'warn'],
  ['{"SeverityText":"Information"}', 'info'],
  ['time=2026-03-04T15:00:00Z level=warn msg="an error on the way"', 'warn'],
  ['ts=1 lvl="dbg" caller=x', 'debug'],
  ['2026-03-04 15:00:00,123 ERROR [main] c.e.Order - no', 'error'],
  ['[warn] disk is nearly full', 'warn'],
  ['error: connect ECONNREFUSED', 'error'],
  ['Error: connect ECONNREFUSED', 'error'],
  ['panic: runtime error: index out of range', 'fatal'],
  ['GET /orders/7 200 12ms', undefined],
  ['the error was information for nobody', undefined],
  ['user said level headed', undefined],
  ['', undefined],
])('%s', (line, level) => {
  expect(levelIn(line)).toBe(level);
});

test('a level is known by all its names', () => {
  expect(['Critical', 'WARNING', 'inf', ' err '].map(levelOf)).toEqual(['fatal', 'warn', 'info', 'error']);
  expect([undefined, '', 'constructor', 'unknown'].map(levelOf)).toEqual([undefined, undefined, undefined, undefined]);
});

test('a level stands for itself and what is graver', () => {
  expect(spellingsFrom('error')).toEqual(expect.arrayContaining(['error', 'err', 'fatal', 'critical']));
  expect(spellingsFrom('error')).not.toContain('warn');
  expect(spellingsFrom('debug')).toEqual(expect.arrayContaining(['trace', 'info', 'fatal']));
});

test('a long line without a level takes no time', () => {
  const line = ' level '.repeat(150_000);
  expect(leastMs(() => levelIn(line), 100)).toBeLessThan(100);
});
