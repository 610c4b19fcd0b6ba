import fc from 'fast-check';
import { activeFreeze } from '../../src/policy/active-freeze';

const weekend = {
  name: 'weekend',
  cron: '0 18 * * 5',
  seconds: 62 * 3_600,
  timeZone: 'Europe/Berlin',
  exempt: ['scale'],
};
const production = { freezes: [weekend] };
const frozen = (at: string, action = 'deploy') => activeFreeze(production, action, new Date(at))?.until.toISOString();

describe('a freeze', () => {
  it.each([
    ['a minute before it begins', '2026-11-27T16:59:00Z', undefined],
    ['as it begins, by its own time zone', '2026-11-27T17:00:00Z', '2026-11-30T07:00:00.000Z'],
    ['on Sunday', '2026-11-29T12:00:00Z', '2026-11-30T07:00:00.000Z'],
    ['as it ends', '2026-11-30T07:00:00Z', undefined],
    ['not a moment before it begins', '2026-11-27T16:59:59.999Z', undefined],
    ['in summer an hour earlier', '2026-07-03T16:00:00Z', '2026-07-06T06:00:00.000Z'],
  ])('%s', (_, at, until) => expect(frozen(at)).toBe(until));

  it('lets rollbacks and what it exempts through', () => {
    expect(frozen('2026-11-28T12:00:00Z', 'rollback')).toBeUndefined();
    expect(frozen('2026-11-28T12:00:00Z', 'scale')).toBeUndefined();
    expect(frozen('2026-11-28T12:00:00Z', 'migrate')).toBeDefined();
  });

  it.each([
    [
      'where clocks skip its beginning, after what they skip',
      '30 2 * * *',
      '2026-03-29T01:00:00Z',
      '2026-03-29T02:00:00.000Z',
    ],
    [
      'where clocks show its beginning twice, the first time',
      '30 2 * * *',
      '2026-10-25T00:31:00Z',
      '2026-10-25T01:30:00.000Z',
    ],
    ['of a leap day', '0 0 29 2 *', '2028-02-28T23:30:00Z', '2028-02-29T00:00:00.000Z'],
    ['that begins in the year before', '30 23 31 12 *', '2026-12-31T23:00:00Z', '2026-12-31T23:30:00.000Z'],
    ['of one year alone, which is over', '0 30 2 29 3 * 2024', '2024-03-29T01:31:00Z', '2024-03-29T02:30:00.000Z'],
  ])('begins %s', (_, cron, at, until) => {
    const hour = { ...weekend, cron, seconds: 3_600 };
    expect(activeFreeze({ freezes: [hour] }, 'deploy', new Date(at))?.until.toISOString()).toBe(until);
  });

  it('of several tells the one that ends last', () => {
    const longer = { ...weekend, name: 'year end', cron: '0 0 1 * *', seconds: 31 * 86_400 };
    const found = activeFreeze({ freezes: [weekend, longer] }, 'deploy', new Date('2026-11-28T12:00:00Z'));
    expect(found?.freeze.name).toBe('year end');
  });

  it('at any instant forbids only before its end', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }), (now) => {
        const found = activeFreeze(production, 'deploy', now);
        if (!found) return;
        const left = found.until.getTime() - now.getTime();
        expect(left).toBeGreaterThan(0);
        expect(left).toBeLessThanOrEqual(weekend.seconds * 1_000);
      }),
      { numRuns: 200 },
    );
  });
});
