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
    ['in summer an hour earlier', '2026-07-03T16:00:00Z', '2026-07-06T06:00:00.000Z'],
  ])('%s', (_, at, until) => expect(frozen(at)).toBe(until));

  it('lets rollbacks and what it exempts through', () => {
    expect(frozen('2026-11-28T12:00:00Z', 'rollback')).toBeUndefined();
    expect(frozen('2026-11-28T12:00:00Z', 'scale')).toBeUndefined();
    expect(frozen('2026-11-28T12:00:00Z', 'migrate')).toBeDefined();
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
