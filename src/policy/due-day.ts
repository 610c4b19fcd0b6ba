import { DateTime } from 'luxon';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** In the morning of the day, so that it is read before the day is over. */
const HOUR = 9;

/** `tomorrow`, `friday` (the next one), `3d` or `2026-03-12` as an instant, ISO 8601; undefined for anything else or the past. */
export function dueDay(text: string, now: Date, timeZone: string): string | undefined {
  const word = text.trim().toLowerCase();
  const today = DateTime.fromJSDate(now, { zone: timeZone });
  const weekday = DAYS.findIndex((day) => day === word || (word.length >= 3 && day.startsWith(word))) + 1;
  const days = /^(\d{1,3})d$/.exec(word)?.[1];
  const day = weekday
    ? today.plus({ days: ((weekday - today.weekday + 6) % 7) + 1 })
    : word === 'today'
      ? today
      : word === 'tomorrow'
        ? today.plus({ days: 1 })
        : days !== undefined
          ? today.plus({ days: Number(days) })
          : /^\d{4}-\d\d-\d\d$/.test(word)
            ? DateTime.fromISO(word, { zone: timeZone })
            : undefined;
  if (!day?.isValid || day.startOf('day') < today.startOf('day')) return undefined;
  return day.set({ hour: HOUR, minute: 0, second: 0, millisecond: 0 }).toUTC().toISO() ?? undefined;
}
