/** Slack's `1700000000.123456` as ISO 8601 UTC with its six digits; undefined when it is not such a time. */
export function isoFromTs(ts: string | undefined): string | undefined {
  const [, seconds, fraction] = /^(\d{1,10})\.(\d{1,6})$/.exec(ts ?? '') ?? [];
  if (seconds === undefined || fraction === undefined) return undefined;
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${fraction.padEnd(6, '0')}Z`;
}

/** Our own clock's time, written with as many digits as Slack's, so that the two sort as text. */
export function isoFromDate(date: Date): string {
  return `${date.toISOString().slice(0, 23)}000Z`;
}
