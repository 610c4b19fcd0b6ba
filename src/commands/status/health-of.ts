import { type Service, type StatusQueries } from '../../model/company';
import { fillIn } from '../../model/fill-in';
import { type Tools } from '../command';
import { inTime, type Missing, type Reading } from '../in-time';

/** What is measured of a service in one environment; null where there is no sample or no query. */
export interface Health {
  instancesUp: number | null;
  errorRatio: number | null;
  p95Seconds: number | null;
}

const MEASURES = ['instancesUp', 'errorRatio', 'p95Seconds'] as const;

/** All measures side by side. One that cannot be had leaves the others. */
export async function healthOf(
  { id: service, status = {} }: Service,
  environment: string,
  tools: Tools,
): Promise<{ health: Health; missing: Missing[] }> {
  const readings = await Promise.all(
    MEASURES.map((measure) => instant(status[measure], { service, environment }, tools)),
  );
  const [instancesUp, errorRatio, p95Seconds] = readings.map((reading) => ('value' in reading ? reading.value : null));
  return {
    health: { instancesUp: instancesUp ?? null, errorRatio: errorRatio ?? null, p95Seconds: p95Seconds ?? null },
    missing: readings.flatMap((reading) => ('missing' in reading ? [reading.missing] : [])),
  };
}

type Target = Parameters<typeof fillIn>[1];

async function instant(
  query: StatusQueries[keyof Omit<StatusQueries, 'alerts'>],
  target: Target,
  { connectors }: Tools,
): Promise<Reading<number | null>> {
  if (query === undefined) return { value: null };
  return inTime('Prometheus', async (signal) => (await connectors.monitoring()).instant(fillIn(query, target), signal));
}
