import type { Services } from './services';

/** Two rules over the services' health, as `GET /api/v1/alerts` shows what fires. */
export function firingAlerts(services: Services) {
  return Object.entries(services.health()).flatMap(([key, { up, errorRatio }]) => {
    const [service = '', environment = ''] = key.split('/');
    const fire = (alertname: string, summary: string, value: number) => ({
      labels: { alertname, service, environment, severity: 'critical' },
      annotations: { summary },
      state: 'firing',
      activeAt: new Date(services.changedAt(service, environment)).toISOString(),
      value: value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2'),
    });
    return [
      ...(up === 0 ? [fire('InstanceDown', `${service} is down in ${environment}`, 0)] : []),
      ...(errorRatio > 0.05
        ? [fire('HighErrorRate', `${service} answers too many 5xx in ${environment}`, errorRatio)]
        : []),
    ];
  });
}
