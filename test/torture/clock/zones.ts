import fc from 'fast-check';
import { DateTime } from 'luxon';

/** Whole hours and half ones, both hemispheres, a change of half an hour, one at midnight, none at all. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
];

const YEARS = Array.from({ length: 14 }, (_, index) => 2023 + index);
const DAY_MS = 86_400_000;
/** Clocks of no zone here change twice within one. */
const WEEK_MS = 7 * DAY_MS;

/** The instants at which a zone's clocks change, found to the minute. */
const changes = new Map<string, number[]>();

function changesIn(zone: string): number[] {
  const known = changes.get(zone);
  if (known) return known;
  const offset = (at: number) => DateTime.fromMillis(at, { zone }).offset;
  const found: number[] = [];
  const end = Date.UTC(YEARS.at(-1)! + 1, 0);
  for (let day = Date.UTC(YEARS[0]!, 0); day < end; day += WEEK_MS) {
    if (offset(day) === offset(day + WEEK_MS)) continue;
    let [before, after] = [day, day + WEEK_MS];
    while (after - before > 60_000) {
      const middle = before + Math.floor((after - before) / 120_000) * 60_000;
      if (offset(middle) === offset(day)) before = middle;
      else after = middle;
    }
    found.push(after);
  }
  changes.set(zone, found);
  return found;
}

/** A zone and an instant, which is more often than not within two days of a change of clocks, a leap day or the year's end. */
export const zonedInstant: fc.Arbitrary<{ zone: string; now: Date }> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    year: fc.constantFrom(...YEARS),
    near: fc.constantFrom('change', 'leap day', 'new year', 'any' as const),
    pick: fc.nat(),
    off: fc.oneof(
      fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }),
      fc.integer({ min: -2_880, max: 2_880 }).map((minutes) => minutes * 60_000),
    ),
  })
  .map(({ zone, year, near, pick, off }) => {
    const ours = changesIn(zone);
    const at =
      near === 'change' && ours.length > 0
        ? ours[pick % ours.length]!
        : near === 'leap day'
          ? DateTime.fromObject({ year: year - (year % 4), month: 2, day: 29 }, { zone }).toMillis()
          : near === 'new year'
            ? DateTime.fromObject({ year }, { zone }).toMillis()
            : Date.UTC(year, 0) + (pick % (365 * DAY_MS));
    return { zone, now: new Date(at + off) };
  });
