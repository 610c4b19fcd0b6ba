import fc from 'fast-check';
import { DateTime } from 'luxon';
import { activeFreeze } from '../../../src/policy/active-freeze';
import { type Tried } from '../try-properties';
import { zonedInstant } from './zones';

interface Beginning {
  minute: number;
  hour: number;
  /** Of the month, of the year, of the week (0 is Sunday); any when absent. */
  day?: number;
  month?: number;
  weekday?: number;
}

/** A moment of the day, on any day, on one of the month or the year, or of the week. */
const beginning: fc.Arbitrary<Beginning> = fc
  .record(
    {
      minute: fc.constantFrom(0, 1, 15, 30, 59),
      hour: fc.constantFrom(0, 1, 2, 3, 12, 23),
    },
    { requiredKeys: ['minute', 'hour'] },
  )
  .chain((time) =>
    fc.oneof(
      fc.constant(time),
      fc.integer({ min: 0, max: 6 }).map((weekday) => ({ ...time, weekday })),
      fc.constantFrom(1, 28, 29, 30, 31).map((day) => ({ ...time, day })),
      fc
        .constantFrom(
          ...([
            [2, 29],
            [2, 28],
            [12, 31],
            [12, 20],
            [1, 1],
            [3, 31],
            [10, 25],
          ] as const),
        )
        .map(([month, day]) => ({ ...time, month, day })),
    ),
  );

const length = fc.oneof(
  fc.integer({ min: 1, max: 72 * 60 }).map((minutes) => minutes * 60),
  fc.constantFrom(3_600, 86_400, 62 * 3_600, 14 * 86_400),
);

function cronOf({ minute, hour, day, month, weekday }: Beginning): string {
  return [minute, hour, day ?? '*', month ?? '*', weekday ?? '*'].join(' ');
}

/**
 * By luxon alone: when such a freeze begins on a day. Where clocks go back over it, it begins the first time that they show it; where they
 * skip it, at the end of what is skipped, or as long after it as was meant after its start: nobody has said which.
 */
function beginningsOn(day: DateTime, from: Beginning): { earliest: number; latest: number } | undefined {
  const { weekday, month } = from;
  if (weekday !== undefined && day.weekday % 7 !== weekday) return undefined;
  if (month !== undefined && day.month !== month) return undefined;
  if (from.day !== undefined && day.day !== from.day) return undefined;
  const meant = day.set({ hour: from.hour, minute: from.minute });
  if (meant.hour === from.hour && meant.minute === from.minute) {
    const first = meant.getPossibleOffsets()[0]!.toMillis();
    return { earliest: first, latest: first };
  }
  return { earliest: meant.toMillis() - GAP_MS, latest: meant.toMillis() };
}

const GAP_MS = 3_600_000;

function complaint(now: Date, zone: string, from: Beginning, seconds: number): string | undefined {
  const freeze = { name: 'f', cron: cronOf(from), seconds, timeZone: zone, exempt: [] };
  const found = activeFreeze({ freezes: [freeze] }, 'deploy', now);
  let [must, may] = [-Infinity, -Infinity];
  // The newest beginnings are enough: all last equally long.
  const days = Math.ceil(seconds / 86_400) + 2;
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  for (let back = -1; back <= days; back++) {
    const on = beginningsOn(today.minus({ days: back }), from);
    if (!on) continue;
    if (on.latest <= now.getTime()) must = Math.max(must, on.earliest);
    if (on.earliest <= now.getTime()) may = Math.max(may, on.latest);
  }
  const length = seconds * 1_000;
  const until = found?.until.getTime();
  if (until === undefined) return must + length > now.getTime() ? `not frozen, though begun ${iso(must)}` : undefined;
  const begun = until - length;
  if (begun > now.getTime()) return `frozen before it begins, ${iso(begun)}`;
  if (may + length <= now.getTime()) return `frozen until ${iso(until)}, though nothing has begun`;
  return begun < must || begun > may ? `begun ${iso(begun)} and not ${iso(must)}` : undefined;
}

function iso(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString() : 'never';
}

export const freezes: Tried[] = [
  {
    what: 'a freeze holds exactly from the moment that its clock shows, for as long as it says',
    runs: 20_000,
    holds: fc.property(zonedInstant, beginning, length, ({ zone, now }, from, seconds) => {
      const wrong = complaint(now, zone, from, seconds);
      if (wrong) throw new Error(`${now.toISOString()} in ${zone}, ${cronOf(from)} for ${seconds} s: ${wrong}`);
    }),
  },
];
