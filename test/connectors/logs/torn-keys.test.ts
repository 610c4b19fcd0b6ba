import { withoutTornKeys } from '../../../src/connectors/logs/torn-keys';
import { leastMs } from '../../kit/least-ms';

const body = 'aB3+'.repeat(16);
const hidden = '***';

test.each([
  ['from its beginning to its end', ['-----BEGIN PRIVATE KEY-----', 'Zq7x', '-----END PRIVATE KEY-----', 'done']],
  ['without its beginning', ['Zq7x', '-----END PRIVATE KEY-----', 'done']],
  ['without its end', ['-----BEGIN EC PRIVATE KEY-----', 'Zq7x']],
  ['without both, after a whole line of it', [body, 'Zq7x==']],
  ['with another replica’s lines in between', ['-----BEGIN PRIVATE KEY-----', 'GET /a 200', 'Zq7x']],
  ['several lines to an entry', [`${body}\nZq7x`, 'GET /a 200']],
])('hides a key %s', (_, entries) => {
  const expected = entries.map((entry) => entry.replaceAll(body, hidden).replace(/Zq7x(==)?/g, hidden));
  expect(withoutTornKeys(entries)).toEqual(expected);
});

test.each([
  ['words', ['started', 'ok']],
  ['words after a key that came whole', [`-----BEGIN PRIVATE KEY-----\nAbc\n-----END PRIVATE KEY-----`, 'started'], 1],
  ['words after the end', ['-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----', 'started']],
  ['words before the beginning', ['started', '-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----']],
  ['certificates', ['-----BEGIN CERTIFICATE-----', 'Abc', '-----END CERTIFICATE-----']],
  ['digests', ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', 'ok']],
])('leaves %s alone', (_, entries, from = 0) => {
  expect(withoutTornKeys(entries).slice(from)).toEqual(entries.slice(from));
});

test('a word long after a beginning whose end never came is shown', () => {
  const between = Array.from({ length: 200 }, () => 'GET /a 200');
  expect(withoutTornKeys(['-----BEGIN PRIVATE KEY-----', ...between, 'started']).at(-1)).toBe('started');
});

test('five thousand long lines take no time', () => {
  const lines = Array.from({ length: 5_000 }, () => 'a'.repeat(4_000));
  expect(leastMs(() => withoutTornKeys(lines), 1_000)).toBeLessThan(1_000);
});
