import fc from 'fast-check';
import { compareInstants } from '../../src/state/compare-instants';
import { fromTextColumns, toTextColumns } from '../../src/state/text-columns';
import { rowKey } from '../../src/state/row-keys';

const text = fc.string({ unit: 'binary', maxLength: 200 });

test('every key is one that Table Storage takes', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (parts) => {
      expect(rowKey(...parts)).toMatch(/^[A-Za-z0-9._~:-]{0,400}$/);
    }),
  );
});

test('different parts make different keys', () => {
  const parts = fc.array(fc.oneof(text, fc.constantFrom('a', ':', '~3A', 'a:b', '')), { minLength: 2, maxLength: 3 });
  fc.assert(
    fc.property(parts, parts, (one, two) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(two));
      expect(rowKey(...one)).not.toBe(rowKey(...two));
    }),
    { numRuns: 1_000 },
  );
});

test('a text of any length comes back from its columns, no emoji parted', () => {
  const long = fc.tuple(fc.nat(3), fc.nat(3)).map(([n, shift]) => 'x'.repeat(shift) + '😀'.repeat(n * 20_000));
  fc.assert(
    fc.property(fc.oneof(long, text), (value) => {
      const columns = toTextColumns('t', value);
      for (const part of Object.values(columns)) expect(Buffer.from(part).toString()).toBe(part);
      for (const part of Object.values(columns)) expect(part.length).toBeLessThanOrEqual(32_768);
      expect(fromTextColumns('t', columns)).toBe(value);
    }),
  );
});

test('a text that no row can hold is refused with its length', () => {
  expect(() => toTextColumns('plan', 'x'.repeat(400_001))).toThrow(
    'plan has 400001 characters; a row takes at most 400000.',
  );
});

test.each([
  ['2026-11-02T10:00:00Z', '2026-11-02T10:00:00.000Z', 0],
  ['2026-11-02T10:00:00.1234Z', '2026-11-02T10:00:00.123400Z', 0],
  ['2026-11-02T10:00:00.123456Z', '2026-11-02T10:00:00.123457Z', -1],
  ['2026-11-02T10:00:00.1235Z', '2026-11-02T10:00:00.123457Z', 1],
  ['2026-11-02T10:00:00.9Z', '2026-11-02T10:00:01Z', -1],
  ['2026-11-02T11:00:00+01:00', '2026-11-02T10:00:00Z', 0],
])('%s against %s is %i', (a, b, order) => {
  expect(Math.sign(compareInstants(a, b))).toBe(order);
  expect(Math.sign(compareInstants(b, a)) + order).toBe(0);
});
