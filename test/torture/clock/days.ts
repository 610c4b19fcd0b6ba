import fc from 'fast-check';
import { DateTime } from 'luxon';
import { untilWhen } from '../../../src/commands/delegate/until-when';
import { timeWindow } from '../../../src/parser/time-window';
import { dueDay } from '../../../src/policy/due-day';
import { postmortemAt } from '../../../src/policy/postmortem-at';
import { type Tried } from '../try-properties';
import { zonedInstant } from './zones';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function demand(fulfilled: boolean, otherwise: string): void {
  if (!fulfilled) throw new Error(otherwise);
}

/** Days from one to another by the calendar, whatever the clocks do between them. */
function daysBetween(from: DateTime, to: DateTime): number {
  const day = (time: DateTime) => Date.UTC(time.year, time.month - 1, time.day) / 86_400_000;
  return day(to) - day(from);
}

const postmortem = fc.property(
  zonedInstant,
  fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }),
  ({ zone, now }, off) => {
    const today = DateTime.fromJSDate(now, { zone });
    const holidays = off.map((days) => today.plus({ days }).toISODate()!);
    const { at, words } = postmortemAt(now, zone, holidays);
    const day = DateTime.fromISO(at, { zone });
    const told = `${at}, ${day.toISO()}, holidays ${holidays.join()}`;
    demand(day.hour === 14 && day.minute === 0 && day.second === 0, `not at 2 PM: ${told}`);
    const away = daysBetween(today, day);
    const works = (one: DateTime) => one.weekday <= 5 && !holidays.includes(one.toISODate()!);
    demand(away >= 1 && works(day), `not on a working day after today: ${told}`);
    for (let between = 1; between < away; between++)
      demand(!works(today.plus({ days: between })), `a working day is passed over: ${told}`);
    const name = away === 1 ? 'tomorrow' : away < 7 ? day.toFormat('cccc') : day.toFormat('cccc, d LLLL');
    demand(words === `${name} 2 PM`, `called “${words}”: ${told}`);
  },
);

const due = fc.property(
  zonedInstant,
  fc.oneof(
    fc.constantFrom('today', 'tomorrow', 'mon', ...WEEKDAYS),
    fc.integer({ min: 0, max: 999 }).map((days) => `${days}d`),
    fc.integer({ min: -3, max: 400 }),
  ),
  ({ zone, now }, said) => {
    const today = DateTime.fromJSDate(now, { zone });
    const text = typeof said === 'number' ? today.plus({ days: said }).toISODate()! : said;
    const at = dueDay(text, now, zone);
    if (typeof said === 'number' && said < 0) return demand(at === undefined, `${text} is over, but due ${at}`);
    demand(at !== undefined, `${text} is no day`);
    const day = DateTime.fromISO(at!, { zone });
    demand(day.hour === 9 && day.minute === 0, `${text} is due ${day.toISO()}`);
    const away = daysBetween(today, day);
    const weekday = WEEKDAYS.findIndex((name) => name === text || name.slice(0, 3) === text) + 1;
    if (weekday) demand(day.weekday === weekday && away >= 1 && away <= 7, `${text} is due ${day.toISO()}`);
    else {
      const wanted = { today: 0, tomorrow: 1 }[text] ?? (typeof said === 'number' ? said : Number.parseInt(text, 10));
      demand(away === wanted, `${text} is due ${day.toISO()}, ${away} days away`);
    }
  },
);

const delegation = fc.property(
  zonedInstant,
  fc.oneof(
    fc.constantFrom('today', 'tomorrow', ...WEEKDAYS),
    fc.tuple(fc.integer({ min: 1, max: 800 }), fc.constantFrom('h', 'd', 'w')).map(([n, unit]) => `${n}${unit}`),
    fc.integer({ min: -3, max: 60 }),
  ),
  ({ zone, now }, said) => {
    const today = DateTime.fromJSDate(now, { zone });
    const text = typeof said === 'number' ? today.plus({ days: said }).toISODate()! : said;
    const found = untilWhen(text, now, zone);
    if ('problem' in found) return;
    const until = DateTime.fromJSDate(found.until, { zone });
    demand(until > today, `${text} is over at ${until.toISO()}`);
    const [, amount, unit] = /^(\d+)([hdw])$/.exec(text) ?? [];
    if (amount !== undefined) {
      const meant = today.plus({ [{ h: 'hours', d: 'days', w: 'weeks' }[unit as 'h' | 'd' | 'w']]: Number(amount) });
      return demand(until.equals(meant), `${text} is until ${until.toISO()}`);
    }
    demand(until.equals(until.startOf('day')), `${text} is until ${until.toISO()}`);
    // Where midnight is skipped, the day before begins at another hour than this one.
    const last = until.minus({ minutes: 1 });
    if (typeof said === 'number') demand(last.toISODate() === text, `${text} is until ${until.toISO()}`);
    const weekday = WEEKDAYS.indexOf(text) + 1;
    if (weekday) demand(last.weekday === weekday && daysBetween(today, last) < 7, `${text} is until ${until.toISO()}`);
  },
);

const range = fc.property(
  zonedInstant,
  fc.integer({ min: 1, max: 10 * 1_440 }),
  fc.integer({ min: -720, max: 840 }),
  ({ now }, minutes, offset) => {
    const zone = `UTC${offset < 0 ? '-' : '+'}${Math.abs(Math.trunc(offset / 60))}`;
    const to = DateTime.fromJSDate(now, { zone }).startOf('minute');
    const from = to.minus({ minutes });
    const write = (time: DateTime) => time.toISO({ suppressSeconds: true, suppressMilliseconds: true });
    const found = timeWindow(`${write(from)}..${write(to)}`, now);
    if (minutes > 7 * 1_440) return demand('problem' in found, 'more than 7 days are taken');
    demand('from' in found, `refused: ${'problem' in found && found.problem}`);
    if (!('from' in found)) return;
    demand(+found.from === from.toMillis() && +found.to === to.toMillis(), `${+found.from} to ${+found.to}`);
    const short = timeWindow(`${minutes}m`, now);
    demand('from' in short && +now - +short.from === minutes * 60_000 && short.to === now, `${minutes}m is not`);
  },
);

export const days: Tried[] = [
  {
    what: 'a postmortem is at 2 PM of the next working day',
    holds: postmortem,
    runs: 20_000,
  },
  { what: 'an action is due at 9 of the day that was said', holds: due, runs: 20_000 },
  { what: 'a delegation ends when its day is over', holds: delegation, runs: 20_000 },
  { what: 'a range of time is the one that stands there', holds: range, runs: 20_000 },
];
