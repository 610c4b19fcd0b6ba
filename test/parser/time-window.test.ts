import fc from 'fast-check';
import { timeWindow } from '../../src/parser/time-window';

const now = new Date('2026-03-05T12:00:00Z');
const window = (text: string) => {
  const found = timeWindow(text, now);
  return 'from' in found ? `${found.from.toISOString()} ${found.to.toISOString()}` : found.problem;
};

test.each([
  ['15m', '2026-03-05T11:45:00.000Z 2026-03-05T12:00:00.000Z'],
  ['1h', '2026-03-05T11:00:00.000Z 2026-03-05T12:00:00.000Z'],
  ['90 m', '2026-03-05T10:30:00.000Z 2026-03-05T12:00:00.000Z'],
  ['2D', '2026-03-03T12:00:00.000Z 2026-03-05T12:00:00.000Z'],
  ['7d', '2026-02-26T12:00:00.000Z 2026-03-05T12:00:00.000Z'],
  ['604800s', '2026-02-26T12:00:00.000Z 2026-03-05T12:00:00.000Z'],
  ['2026-03-04T15:00..16:00', '2026-03-04T15:00:00.000Z 2026-03-04T16:00:00.000Z'],
  ['2026-03-04T15:00..2026-03-04T16:30', '2026-03-04T15:00:00.000Z 2026-03-04T16:30:00.000Z'],
  ['2026-03-04T15:00Z..2026-03-04T16:30Z', '2026-03-04T15:00:00.000Z 2026-03-04T16:30:00.000Z'],
  ['2026-03-04T15:00+02:00..2026-03-04T16:00+02:00', '2026-03-04T13:00:00.000Z 2026-03-04T14:00:00.000Z'],
  ['2026-03-04t15:00:30 .. 15:01:00', '2026-03-04T15:00:30.000Z 2026-03-04T15:01:00.000Z'],
  ['2026-03-04T15:00…16:00', '2026-03-04T15:00:00.000Z 2026-03-04T16:00:00.000Z'],
  ['2026-03-04T23:30..00:30', '2026-03-04T23:30:00.000Z 2026-03-05T00:30:00.000Z'],
  ['2026-03-03..2026-03-04', '2026-03-03T00:00:00.000Z 2026-03-04T00:00:00.000Z'],
  ['2026-03-05T11:00..2026-03-06T11:00', '2026-03-05T11:00:00.000Z 2026-03-05T12:00:00.000Z'],
])('%s is understood', (text, expected) => {
  expect(window(text)).toBe(expected);
});

test.each([
  ['8d', 'which is more than 7 days'],
  ['169h', 'which is more than 7 days'],
  ['999999999d', 'which is more than 7 days'],
  ['0m', 'which is no time at all'],
  ['banana', 'which is neither a duration nor a range'],
  ['banana 5m', 'which is neither a duration nor a range'],
  ['1h30m', 'which is neither a duration nor a range'],
  ['-1h', 'which is neither a duration nor a range'],
  ['', 'which is neither a duration nor a range'],
  ['1h..2h..3h', 'which is neither a duration nor a range'],
  ['2026-03-04T15:00', 'which is neither a duration nor a range'],
  ['2026-02-30T15:00..16:00', 'and "2026-02-30T15:00" is no time (there is no such day or hour)'],
  ['2026-03-04T15:00..25:00', 'and "25:00" is no time (there is no such day or hour)'],
  ['15:00..16:00', 'and "15:00" is no time (times are 2026-03-04T15:00, in UTC)'],
  ['2026-03-04T16:00..2026-03-04T15:00', 'which ends before it begins'],
  ['2026-03-04T16:00..2026-03-04T16:00', 'which ends before it begins'],
  ['2026-04-01..2026-04-02', 'which begins in the future'],
  ['2026-02-01..2026-03-01', 'which is more than 7 days'],
])('%s is refused with an example', (text, why) => {
  expect(window(text)).toBe(`--last is "${text}", ${why}. Write 15m, 1h, 2d or 2026-03-04T15:00..16:00.`);
});

test('whatever is written, the answer is a window of at most 7 days that ends by now, or a sentence', () => {
  const piece = fc.constantFrom(
    '1',
    '7',
    '9',
    'd',
    'h',
    '..',
    '2026-03-04',
    'T',
    '15:00',
    'Z',
    '+14:00',
    ' ',
    '…',
    '-',
    'x',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
      ),
      (text) => {
        const found = timeWindow(text, now);
        if ('problem' in found) {
          expect(found.problem.length).toBeLessThan(260);
          return;
        }
        const length = found.to.getTime() - found.from.getTime();
        expect(length).toBeGreaterThan(0);
        expect(length).toBeLessThanOrEqual(7 * 86_400_000);
        expect(found.to.getTime()).toBeLessThanOrEqual(now.getTime());
      },
    ),
    { numRuns: 3_000 },
  );
});
