import { readableDate } from '../../../../local/slack/page/client/date-token';

const now = Date.parse('2026-11-24T22:30:00Z');
const read = (iso: string, format: string, timeZone = 'UTC', locale = 'en-GB') =>
  readableDate(Date.parse(iso) / 1000, format, 'the fallback', { now, timeZone, locale });

describe('readableDate', () => {
  it('is in the reader’s own time zone and writing', () => {
    expect(read('2026-11-24T22:45:00Z', '{date_num} {time}')).toBe('2026-11-24 22:45');
    expect(read('2026-11-24T22:45:00Z', '{date_num} {time}', 'Europe/Berlin')).toBe('2026-11-24 23:45');
    expect(read('2026-11-24T22:45:00Z', '{date_short} {time}', 'Asia/Tokyo', 'en-US')).toMatch(
      /^Nov 25, 2026 7:45.AM$/,
    );
  });

  it('says today, yesterday and tomorrow by the reader’s calendar', () => {
    expect(read('2026-11-24T00:10:00Z', '{date_short_pretty}')).toBe('today');
    expect(read('2026-11-24T00:10:00Z', '{date_short_pretty}', 'America/New_York')).toBe('yesterday');
    expect(read('2026-11-25T01:00:00Z', '{date_pretty}')).toBe('tomorrow');
    expect(read('2026-11-20T01:00:00Z', '{date_short_pretty}')).toBe('20 Nov 2026');
  });

  it('counts from now', () => {
    expect(read('2026-11-24T22:00:00Z', '{ago}')).toBe('30 minutes ago');
  });

  it('keeps what it does not know, and falls back where there is no date', () => {
    expect(read('2026-11-24T22:00:00Z', '{era} x')).toBe('{era} x');
    expect(readableDate(Number.NaN, '{time}', 'the fallback', { now })).toBe('the fallback');
    expect(readableDate(1e300, '{time}', 'the fallback', { now })).toBe('the fallback');
  });
});
