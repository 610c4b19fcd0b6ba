/** https://prometheus.io/docs/prometheus/latest/querying/api/#expression-query-result-formats */
export type Data =
  { resultType: 'scalar' | 'string'; result: Sample } | { resultType: 'vector' | 'matrix'; result: Series[] };
export type Sample = [time: number, value: string];
export interface Series {
  metric: Record<string, string>;
  value?: Sample;
  values?: Sample[];
}

/** Whether it is what Prometheus answers: a proxy in its place may answer anything. */
export function isData(found: unknown): found is Data {
  const { resultType, result } = fields(found);
  if (resultType === 'scalar') return isSample(result);
  if (resultType === 'string') return Array.isArray(result);
  return (resultType === 'vector' || resultType === 'matrix') && Array.isArray(result) && result.every(isSeries);
}

function isSeries(found: unknown): found is Series {
  const { metric, value, values } = fields(found);
  return (
    typeof metric === 'object' &&
    metric !== null &&
    (value === undefined || isSample(value)) &&
    (values === undefined || (Array.isArray(values) && values.every(isSample)))
  );
}

function isSample(found: unknown): found is Sample {
  if (!Array.isArray(found)) return false;
  const [time, value] = found as unknown[];
  return (
    typeof time === 'number' && typeof value === 'string' && /^(?:NaN|[+-]?Inf|[+-]?[\d.]+(?:e[+-]?\d+)?)$/i.test(value)
  );
}

function fields(found: unknown): Record<string, unknown> {
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
}
