import { shellWord } from '../shell-word';

/** https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries */
export function promLine(query: string): string {
  return `curl -sG "$PROMETHEUS_URL/api/v1/query" --data-urlencode ${shellWord(`query=${query}`)}`;
}
