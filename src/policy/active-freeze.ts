import { Cron } from 'croner';
import { type Environment, type Freeze } from '../model/company';

/** The freeze that forbids this action now, and when it ends. Of several, the one that ends last. */
export function activeFreeze(
  { freezes }: Pick<Environment, 'freezes'>,
  action: string,
  now: Date,
): { freeze: Freeze; until: Date } | undefined {
  if (action === 'rollback') return undefined;
  return freezes
    .filter(({ exempt }) => !exempt.includes(action))
    .flatMap((freeze) => {
      const until = endOf(freeze, now);
      return until && until > now ? [{ freeze, until }] : [];
    })
    .sort((a, b) => b.until.getTime() - a.until.getTime())[0];
}

/** The end of the newest one that has begun. Runs before the next whole second are those up to this one: cron knows no smaller part. */
function endOf({ cron, seconds, timeZone }: Freeze, now: Date): Date | undefined {
  const nextSecond = new Date(Math.floor(now.getTime() / 1_000) * 1_000 + 1_000);
  const [from] = new Cron(cron, { timezone: timeZone, paused: true }).previousRuns(1, nextSecond);
  return from && new Date(from.getTime() + seconds * 1_000);
}
