import { lineTest, streamTest } from './logql/filter';
import { type Expression, parseLogql } from './logql/parse';
import { LogqlError } from './logql/tokens';
import type { Entry, Streams } from './streams';

/** Loki's defaults: max_entries_limit_per_query, max_query_length, and the points a range query may have. */
const mostEntries = 5_000;
const longest = 721n * 3_600n * 1_000_000_000n;
const mostPoints = 11_000;

export interface RangeParameters {
  query: string;
  /** ns since 1970 */
  start: bigint;
  end: bigint;
  limit: number;
  forward: boolean;
  stepSeconds: number;
}

/** @throws LogqlError */
export function queryRange(streams: Streams, parameters: RangeParameters) {
  const { query, start, end, limit } = parameters;
  if (end <= start) throw new LogqlError('end timestamp must not be before or equal to start time');
  if (end - start > longest)
    throw new LogqlError(
      `the query time range exceeds the limit (query length: ${(end - start) / 3_600_000_000_000n}h0m0s, limit: 30d1h)`,
    );
  const expression = parseLogql(query);
  if (expression.kind !== 'log') return { resultType: 'matrix', result: matrix(streams, expression, parameters) };
  if (limit > mostEntries)
    throw new LogqlError(
      `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limit} > ${mostEntries})`,
    );
  return { resultType: 'streams', result: newest(streams, expression, parameters) };
}

function newest(streams: Streams, query: Extract<Expression, { kind: 'log' }>, parameters: RangeParameters) {
  const { start, end, limit, forward } = parameters;
  const goesThrough = lineTest(query);
  const order = forward ? 1 : -1;
  const found = [...streams.select(streamTest(query), start, end)].filter(goesThrough);
  if (!forward) found.reverse();
  const kept = found.sort((a, b) => (a.time === b.time ? 0 : a.time < b.time ? -order : order)).slice(0, limit);
  return [...grouped(kept).values()].map((entries) => ({
    stream: entries[0]!.labels,
    values: entries.map(({ time, line }) => [String(time), line]),
  }));
}

/** Aligned to the step, as Loki does where it splits a query by time: the start down, the end up. */
function matrix(streams: Streams, expression: Expression, { start, end, stepSeconds }: RangeParameters) {
  const step = BigInt(Math.round(stepSeconds * 1e9));
  const first = start - (start % step);
  const last = end % step === 0n ? end : end - (end % step) + step;
  if ((last - first) / step > mostPoints)
    throw new LogqlError(
      'exceeded maximum resolution of 11,000 points per time series. Try increasing the value of the step parameter',
    );
  const { range, sums } = rangeOf(expression);
  const width = BigInt(Math.round(range.seconds * 1e9));
  const goesThrough = lineTest(range.log);
  const entries = [...streams.select(streamTest(range.log), first - width + 1n, last + 1n)].filter(goesThrough);
  const series = new Map<string, { metric: Record<string, string>; counts: Map<bigint, number> }>();
  for (const { labels, time } of entries) {
    const metric = sums.reduce<Record<string, string>>(
      (kept, by) => Object.fromEntries(by.flatMap((label) => (kept[label] ? [[label, kept[label]]] : []))),
      labels,
    );
    const key = JSON.stringify(Object.entries(metric).sort());
    const one = series.get(key) ?? { metric, counts: new Map<bigint, number>() };
    series.set(key, one);
    // A moment counts what came after `moment - width`, up to itself.
    for (let moment = nextStep(time, step); moment < time + width && moment <= last; moment += step)
      if (moment >= first) one.counts.set(moment, (one.counts.get(moment) ?? 0) + 1);
  }
  const scale = range.function === 'rate' ? range.seconds : 1;
  return [...series.values()].map(({ metric, counts }) => ({
    metric,
    values: [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([moment, count]) => [Number(moment) / 1e9, String(count / scale)]),
  }));
}

const nextStep = (time: bigint, step: bigint) => (time % step === 0n ? time : time - (time % step) + step);

/** The counting within, and the groupings around it from the inside out. */
function rangeOf(expression: Expression): { range: Extract<Expression, { kind: 'range' }>; sums: string[][] } {
  if (expression.kind === 'range') return { range: expression, sums: [] };
  if (expression.kind === 'log') throw new LogqlError('parse error : a log query is no metric');
  const { range, sums } = rangeOf(expression.of);
  return { range, sums: [...sums, expression.by] };
}

function grouped(entries: Entry[]): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = JSON.stringify(Object.entries(entry.labels).sort());
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}
