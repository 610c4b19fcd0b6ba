import { detectLevel } from '../../../../local/sandbox/loki/detect-level';
import { demoLines, demoServices, demoSources, plantedSecret } from '../../../../local/sandbox/logs/demo-logs';
import { leastMs } from '../../../kit/least-ms';

const hour = 3_600_000;
const from = Date.parse('2026-03-04T15:00:00Z');
const all = (begin: number, end: number, seed = 1) =>
  demoSources.flatMap((source) => demoLines(source, seed, begin, end));

test('the same moment has the same lines, in whatever pieces it is asked for', () => {
  const whole = all(from, from + hour);
  const pieces = demoSources.flatMap((source) =>
    [0, 0.123, 0.5, 0.9, 1]
      .map((share) => from + Math.floor(share * hour))
      .flatMap((begin, index, edges) => (edges[index + 1] ? demoLines(source, 1, begin, edges[index + 1]!) : [])),
  );
  expect(pieces).toEqual(whole);
  expect(all(from, from + hour, 2)).not.toEqual(whole);
});

test('lines are in order and within the window', () => {
  for (const source of demoSources) {
    const times = demoLines(source, 1, from, from + hour).map(({ time }) => time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every((time) => time >= from && time < from + hour)).toBe(true);
  }
});

test.each(demoServices)('%s writes a few errors among many lines, most in production', (service) => {
  const lines = all(from, from + 12 * hour).filter((line) => line.service === service);
  const count = (environment: string) => lines.filter((line) => line.environment === environment).length;
  expect(count('production')).toBeGreaterThan(2 * count('staging'));
  expect(count('development')).toBeGreaterThan(100);
  const errors = lines.filter(({ level }) => level === 'error').length / lines.length;
  expect(errors).toBeGreaterThan(0.01);
  expect(errors).toBeLessThan(0.06);
});

test('one secret is planted, every 20 minutes, in production’s payment-service alone', () => {
  const found = all(from, from + 2 * hour).filter(({ text }) => text.includes(plantedSecret));
  expect(found).toHaveLength(6);
  expect(new Set(found.map(({ service, environment }) => `${service} ${environment}`))).toEqual(
    new Set(['payment-service production']),
  );
});

test('every line says its level in a way that Loki would find', () => {
  for (const { text, level } of all(from, from + hour)) expect(detectLevel({}, text)).toBe(level);
});

test('a week of one service takes a few seconds at most', () => {
  const sources = demoSources.filter(
    ({ service, environment }) => service === 'api-gateway' && environment === 'production',
  );
  const lines = () => sources.flatMap((source) => demoLines(source, 1, from, from + 168 * hour));
  expect(lines().length).toBeGreaterThan(50_000);
  expect(leastMs(lines, 5_000)).toBeLessThan(5_000);
});
