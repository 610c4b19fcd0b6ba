import { DateTime } from 'luxon';

/** Longer than any leave that needs no change of the company file. */
const MOST_DAYS = 31;
const EXAMPLES = 'friday, 2026-12-04 or 3d';
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const UNITS: Record<string, 'hours' | 'days' | 'weeks'> = { h: 'hours', d: 'days', w: 'weeks' };

/**
 * The end that somebody named: a weekday or a day, which are over at its midnight in the company's time zone, or a duration
 * from now. A weekday that is today means today.
 */
export function untilWhen(text: string, now: Date, timeZone: string): { until: Date } | { problem: string } {
  const said = text.normalize('NFKC').trim().toLowerCase();
  const today = DateTime.fromJSDate(now, { zone: timeZone });
  const end = instant(said, today);
  if (!end?.isValid) return { problem: `“${shorten(text)}” is no day and no duration. Write ${EXAMPLES}.` };
  if (end <= today) return { problem: `“${shorten(text)}” is over already. Write ${EXAMPLES}.` };
  if (end.diff(today).as('days') > MOST_DAYS + 1) {
    return { problem: `“${shorten(text)}” is more than ${MOST_DAYS} days from now, which is the most.` };
  }
  return { until: end.toJSDate() };
}

function instant(said: string, today: DateTime): DateTime | undefined {
  // The next day's own beginning: where clocks skip midnight, a day begins at 1 o'clock.
  const endOf = (day: DateTime) => day.plus({ days: 1 }).startOf('day');
  if (said === 'today') return endOf(today);
  if (said === 'tomorrow') return endOf(today.plus({ days: 1 }));
  const weekday = WEEKDAYS.findIndex((day) => day === said || day.slice(0, 3) === said);
  if (weekday >= 0) return endOf(today.plus({ days: (weekday + 8 - today.weekday) % 7 }));
  if (/^\d{4}-\d\d-\d\d$/.test(said)) return endOf(DateTime.fromISO(said, { zone: today.zone }));
  const [, amount, unit = ''] = /^(\d{1,4})\s?([hdw])$/.exec(said) ?? [];
  return amount === undefined ? undefined : today.plus({ [UNITS[unit]!]: Number(amount) });
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
