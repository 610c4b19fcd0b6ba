import { DateTime, Duration } from 'luxon';
import { type Finding } from './finding';

export interface TimeWindow {
  from: Date;
  to: Date;
}

const examples = '15m, 1h, 2d or 2026-03-04T15:00..16:00';
const units: Record<string, 'seconds' | 'minutes' | 'hours' | 'days'> = {
  s: 'seconds',
  m: 'minutes',
  h: 'hours',
  d: 'days',
};

/**
 * What `--last` says: a duration that ends now, or `start..end` in UTC unless an offset stands there. The end may be a time
 * of the start's day, or of the day after when it is not later. An end in the future is now. Longer than `longestDays` is refused.
 */
export function timeWindow(text: string, now: Date, longestDays = 7): TimeWindow | Finding {
  const given = text.trim();
  const longest = Duration.fromObject({ days: longestDays });
  const tooLong = `which is more than ${longestDays} days`;
  const refuse = (why: string): Finding => ({
    code: 'bad_value',
    problem: `--last is "${shorten(given)}", ${why}. Write ${examples}.`,
  });

  const [, amount, unit = ''] = /^(\d{1,9})\s?([smhd])$/i.exec(given) ?? [];
  if (amount !== undefined) {
    const length = Duration.fromObject({ [units[unit.toLowerCase()]!]: Number(amount) });
    if (Number(amount) === 0) return refuse('which is no time at all');
    if (length > longest) return refuse(tooLong);
    return { from: new Date(now.getTime() - length.toMillis()), to: now };
  }

  const [begin = '', finish, ...more] = given.split(/\s?(?:\.\.|…)\s?/);
  if (finish === undefined || more.length > 0) return refuse('which is neither a duration nor a range');
  const start = instant(begin);
  if (!start?.isValid) return refuse(`and "${shorten(begin)}" is no time (${why(start)})`);
  const end = timeOfDay(finish, start) ?? instant(finish);
  if (!end?.isValid) return refuse(`and "${shorten(finish)}" is no time (${why(end)})`);
  if (end <= start) return refuse('which ends before it begins');
  if (start.toMillis() >= now.getTime()) return refuse('which begins in the future');
  if (end.diff(start) > longest) return refuse(tooLong);
  return { from: start.toJSDate(), to: new Date(Math.min(end.toMillis(), now.getTime())) };
}

/** A day, or a day and a time. */
function instant(text: string): DateTime | undefined {
  if (!/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i.test(text)) return undefined;
  return DateTime.fromISO(text.toUpperCase().replace(' ', 'T'), { zone: 'utc' });
}

/** A time without a day means the start's, in the start's offset, and the next day when it would not be after it. */
function timeOfDay(text: string, start: DateTime): DateTime | undefined {
  if (!/^\d\d:\d\d(?::\d\d)?$/.test(text)) return undefined;
  const end = DateTime.fromISO(`${start.toISODate()}T${text}`, { zone: 'utc' });
  return end > start ? end : end.plus({ days: 1 });
}

function why(time: DateTime | undefined): string {
  return time?.invalidReason === 'unit out of range'
    ? 'there is no such day or hour'
    : 'times are 2026-03-04T15:00, in UTC';
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
