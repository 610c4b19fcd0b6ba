const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds in a duration such as `30m`. Throws on any other form. */
export function seconds(duration: string): number {
  const [, amount, unit = ''] = /^(\d{1,5})([smhd])$/.exec(duration) ?? [];
  const each = SECONDS[unit];
  if (each === undefined) throw new RangeError(`"${duration}" is not a duration such as 30s, 10m, 2h or 1d.`);
  return Number(amount) * each;
}
