import { type HealthCheck, type Service } from '../model/company';
import { fillIn } from '../model/fill-in';
import { type Reading, type Verification } from '../model/verification';
import { type Tools } from './command';

/** Asks every health check of the service once, side by side. A check without a sample is not healthy. */
export async function verifyHealth(service: Service, environment: string, tools: Tools): Promise<Verification> {
  if (service.health.length === 0) return { state: 'unchecked' };
  const monitoring = await tools.connectors.monitoring();
  const readings = await Promise.all(
    service.health.map(async (check) => {
      const query = fillIn(check.query, { service: service.id, environment });
      return reading(check, await monitoring.instant(query));
    }),
  );
  return { state: readings.every(({ ok }) => ok) ? 'passed' : 'failing', readings };
}

function reading(check: HealthCheck, value: number | null): Reading {
  const bounds = [
    check.atLeast === undefined ? [] : [`must be at least ${check.atLeast}`],
    check.atMost === undefined ? [] : [`must be at most ${check.atMost}`],
  ].flat();
  const ok =
    value === null
      ? check.whenEmpty === 'pass'
      : value >= (check.atLeast ?? -Infinity) && value <= (check.atMost ?? Infinity);
  return {
    check: check.name,
    value,
    ok,
    text: [value === null ? 'has no sample' : `is ${value}`, ...bounds].join(', '),
  };
}
