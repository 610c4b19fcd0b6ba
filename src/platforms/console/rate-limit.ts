const REMEMBERED = 10_000;

/**
 * A bucket for each caller, of this process alone: `burst` at once, then `perSecond`.
 * @returns seconds until the caller may come again; 0 when it may now
 */
export function rateLimit(burst: number, perSecond: number): (caller: string, now: Date) => number {
  const buckets = new Map<string, { left: number; at: number }>();
  return (caller, now) => {
    const at = now.getTime();
    const before = buckets.get(caller) ?? { left: burst, at };
    const left = Math.min(burst, before.left + (Math.max(0, at - before.at) / 1_000) * perSecond);
    if (buckets.size >= REMEMBERED && !buckets.has(caller)) buckets.clear();
    buckets.set(caller, { left: left < 1 ? left : left - 1, at });
    return left < 1 ? Math.ceil((1 - left) / perSecond) : 0;
  };
}
