const inUtc = (options: Intl.DateTimeFormatOptions) => (date: Date) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(date);

const date = { day: 'numeric', year: 'numeric' } as const;
const long = inUtc({ ...date, month: 'long' });
const short = inUtc({ ...date, month: 'short' });
const withDay = inUtc({ ...date, month: 'long', weekday: 'long' });

/** "today", "yesterday" and "tomorrow" are not put in: a transcript is read on another day. */
const tokens: Record<string, (date: Date) => string> = {
  date_num: (day) => day.toISOString().slice(0, 10),
  date_slash: inUtc({ day: '2-digit', month: '2-digit', year: 'numeric' }),
  date: long,
  date_pretty: long,
  date_short: short,
  date_short_pretty: short,
  date_long: withDay,
  date_long_pretty: withDay,
  date_long_full: long,
  day_divider_pretty: withDay,
  time: inUtc({ hour: '2-digit', minute: '2-digit' }),
  time_secs: inUtc({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
};

/**
 * `<!date^1392734382^{date_num} {time}|fallback>` as text, in UTC.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 * @param now for `{ago}`, milliseconds of the epoch
 */
export function renderDate(seconds: number, format: string, fallback: string, now: number): string {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return fallback;
  return format.replace(/\{(\w+)\}/g, (token, name: string) =>
    name === 'ago' ? ago(seconds, now) : (tokens[name]?.(at) ?? token),
  );
}

function ago(seconds: number, now: number): string {
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  const difference = seconds - now / 1000;
  const [unit, size] = units.find(([, length]) => Math.abs(difference) >= length) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en-GB').format(Math.trunc(difference / size), unit);
}
