import { type HealthCheck, type Service } from '../../model/company';
import { fillIn } from '../../model/fill-in';
import { type HandStep } from './hand-step';
import { promLine } from './prom-line';

/** The health checks that follow a change, each as a question to Prometheus. */
export function healthSteps({ id: service, health }: Service, environment: string): HandStep[] {
  return health.map((check) => ({
    say: `Health: ${check.name} (${boundsOf(check)})`,
    line: promLine(fillIn(check.query, { service, environment })),
  }));
}

function boundsOf({ atLeast, atMost, whenEmpty }: HealthCheck): string {
  return [
    atLeast === undefined ? [] : [`at least ${atLeast}`],
    atMost === undefined ? [] : [`at most ${atMost}`],
    whenEmpty === 'pass' ? ['no sample is fine'] : [],
  ]
    .flat()
    .join(', ');
}
