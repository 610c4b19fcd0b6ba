import { type Service, type ServiceLogs } from '../../model/company';
import { fillIn } from '../../model/fill-in';
import { shellWord } from '../shell-word';
import { type HandStep } from './hand-step';

/** The newest lines of the last hour, by hand. */
export function logSteps({ id: service, logs }: Service, environment: string): HandStep[] {
  if (!logs) return [];
  const filled = Object.entries(logs.selector).map(([name, value]): [string, string] => [
    name,
    fillIn(value, { service, environment }),
  ]);
  return [
    { say: 'The newest lines of the last hour', line: logs.source === 'loki' ? loki(filled) : kusto(logs, filled) },
  ];
}

/** https://grafana.com/docs/loki/latest/reference/loki-http-api/#query-logs-within-a-range-of-time */
function loki(selector: [string, string][]): string {
  const matchers = selector.map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return `curl -sG "$LOKI_URL/loki/api/v1/query_range" --data-urlencode ${shellWord(`query={${matchers.join(', ')}}`)} -d since=1h -d limit=100 | jq -r '.data.result[].values[][1]'`;
}

type Table = Extract<ServiceLogs, { source: 'log-analytics' }>;

/** https://learn.microsoft.com/cli/azure/monitor/log-analytics#az-monitor-log-analytics-query */
function kusto({ table, message, level }: Table, selector: [string, string][]): string {
  const wheres = selector.map(([name, value]) => `| where tostring(['${name}']) == ${JSON.stringify(value)}`);
  const query = [
    `['${table}']`,
    '| where TimeGenerated > ago(1h)',
    ...wheres,
    '| top 100 by TimeGenerated desc',
    `| project TimeGenerated, ['${level}'], ['${message}']`,
  ].join(' ');
  return `az monitor log-analytics query --workspace "$LOG_ANALYTICS_WORKSPACE" --analytics-query ${shellWord(query)} --output table`;
}
