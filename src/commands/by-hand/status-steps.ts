import { type Service } from '../../model/company';
import { fillIn } from '../../model/fill-in';
import { shellWord } from '../shell-word';
import { alertLabels } from '../status/alerts-of';
import { type HandStep } from './hand-step';
import { promLine } from './prom-line';

const MEASURES = [
  ['instancesUp', 'Instances that are up'],
  ['errorRatio', 'Share of requests that fail, 0 to 1'],
  ['p95Seconds', '95th percentile of the duration, seconds'],
  ['requestsPerSecond', 'Requests a second'],
] as const;

/** What /status measures, by hand. https://prometheus.io/docs/alerting/latest/management_api/ */
export function statusSteps(service: Service, environment: string): HandStep[] {
  const measures = MEASURES.flatMap(([measure, say]) => {
    const query = service.status?.[measure];
    return query === undefined ? [] : [{ say, line: promLine(fillIn(query, { service: service.id, environment })) }];
  });
  const labels = Object.entries(alertLabels(service, environment) ?? {});
  if (labels.length === 0) return measures;
  const filters = labels.map(
    ([name, value]) => ` --data-urlencode ${shellWord(`filter=${name}=${JSON.stringify(value)}`)}`,
  );
  const alerts = `curl -sG "$ALERTMANAGER_URL/api/v2/alerts" -d active=true -d silenced=false -d inhibited=false${filters.join('')}`;
  return [...measures, { say: 'Alerts that fire', line: alerts }];
}
