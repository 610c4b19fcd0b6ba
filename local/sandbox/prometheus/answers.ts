import type { PromqlError } from './promql/syntax';
import type { Sample, Value } from './promql/vector';

export type ErrorType = PromqlError['type'] | 'internal' | 'unavailable' | 'timeout';

/** Prometheus' error form (prometheus.io/docs/prometheus/latest/querying/api, "Format overview"). */
export function errorAnswer(status: number, errorType: ErrorType, error: string): Response {
  return Response.json(
    { status: 'error', errorType, error },
    { status, headers: { 'content-type': 'application/json' } },
  );
}

export const successAnswer = (data: unknown): Response =>
  Response.json({ status: 'success', data }, { headers: { 'content-type': 'application/json' } });

/** Values are text, so that NaN and the infinities can be said. */
function valueText(value: number): string {
  return value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
}

/** @param at seconds since 1970 */
export function presentInstant(value: Value, at: number) {
  if (typeof value === 'number') return { resultType: 'scalar', result: [at, valueText(value)] };
  return {
    resultType: 'vector',
    result: value.map(({ labels, value: own }) => ({ metric: labels, value: [at, valueText(own)] })),
  };
}

/** Values at several moments → one entry a series. */
export function presentRange(values: { at: number; value: Value }[]) {
  const found = new Map<string, { metric: Sample['labels']; values: [number, string][] }>();
  for (const { at, value } of values)
    for (const { labels, value: own } of typeof value === 'number' ? [{ labels: {}, value }] : value) {
      const key = JSON.stringify(Object.entries(labels).sort());
      const entry = found.get(key) ?? { metric: labels, values: [] };
      entry.values.push([at, valueText(own)]);
      found.set(key, entry);
    }
  return { resultType: 'matrix', result: [...found.values()] };
}
