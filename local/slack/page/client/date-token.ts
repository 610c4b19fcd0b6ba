export interface Where {
  /** BCP 47; the reader's own when it is left out. */
  locale?: string;
  /** IANA; the reader's own when it is left out. */
  timeZone?: string;
  /** Milliseconds of the epoch. */
  now: number;
}

const date = { day: 'numeric', year: 'numeric' } as const;
const formats: Record<string, Intl.DateTimeFormatOptions> = {
  date: { ...date, month: 'long' },
  date_short: { ...date, month: 'short' },
  date_long: { ...date, month: 'long', weekday: 'long' },
  date_long_full: { ...date, month: 'long' },
  date_slash: { day: '2-digit', month: '2-digit', year: 'numeric' },
  day_divider: { ...date, month: 'long', weekday: 'long' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/**
 * A date as the reader sees it, in their own time zone: `{date_short_pretty} {time}` → `today 16:30`.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function readableDate(seconds: number, format: string, fallback: string, where: Where): string {
  const at = new Date(seconds * 1000);
  if (!Number.isFinite(seconds) || Number.isNaN(at.getTime())) return fallback;
  return format.replace(/\{(\w+)\}/g, (token, name: string) => readableToken(name, at, where) ?? token);
}

function readableToken(name: string, at: Date, where: Where): string | undefined {
  const { locale, timeZone, now } = where;
  if (name === 'ago') return ago(at.getTime() - now, locale);
  if (name === 'date_num') return isoDay(at, timeZone);
  const plain = name.replace(/_pretty$/, '');
  const day = plain === name ? undefined : nearDay(at, where);
  return day ?? (formats[plain] && new Intl.DateTimeFormat(locale, { timeZone, ...formats[plain] }).format(at));
}

const isoDay = (at: Date, timeZone?: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

function nearDay(at: Date, { locale, timeZone, now }: Where): string | undefined {
  const days = (Date.parse(isoDay(at, timeZone)) - Date.parse(isoDay(new Date(now), timeZone))) / 86_400_000;
  return Math.abs(days) <= 1 ? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day') : undefined;
}

function ago(milliseconds: number, locale?: string): string {
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ];
  const [unit, size] = units.find(([, length]) => Math.abs(milliseconds) >= length) ?? ['second', 1000];
  return new Intl.RelativeTimeFormat(locale).format(Math.trunc(milliseconds / size), unit);
}
