import { type FiringAlert } from '../../connectors/alerts';
import { type Service } from '../../model/company';
import { fillIn } from '../../model/fill-in';

/** The labels by which Alertmanager knows a service's alerts in one environment; undefined when the company file names none. */
export function alertLabels({ id: service, status }: Service, environment: string): Record<string, string> | undefined {
  if (!status?.alerts) return undefined;
  const labels = Object.entries(status.alerts).map(([name, value]) => [name, fillIn(value, { service, environment })]);
  return Object.fromEntries(labels) as Record<string, string>;
}

/** Those of all firing alerts that are the service's in one environment. */
export function alertsOf(firing: FiringAlert[], service: Service, environment: string): FiringAlert[] {
  const wanted = alertLabels(service, environment);
  if (!wanted) return [];
  return firing.filter(({ labels }) => Object.entries(wanted).every(([name, value]) => labels[name] === value));
}
