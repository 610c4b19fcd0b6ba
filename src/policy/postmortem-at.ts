import { DateTime } from 'luxon';

/** 2 PM, in the team's own time. */
const HOUR = 14;

/** 2 PM of the next day on which the team works, and what people call it, seen from now: `tomorrow 2 PM`. */
export function postmortemAt(now: Date, timeZone: string, holidays: string[]): { at: string; words: string } {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).setLocale('en');
  let day = today.plus({ days: 1 });
  while (day.weekday > 5 || holidays.includes(day.toISODate() ?? '')) day = day.plus({ days: 1 });
  const at = day.set({ hour: HOUR, minute: 0, second: 0, millisecond: 0 });
  const days = Math.round(at.startOf('day').diff(today.startOf('day'), 'days').days);
  const name = days === 1 ? 'tomorrow' : days < 7 ? at.toFormat('cccc') : at.toFormat('cccc, d LLLL');
  return { at: at.toUTC().toISO() ?? '', words: `${name} 2 PM` };
}
