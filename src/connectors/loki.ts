import { fillIn } from '../model/fill-in';
import { type LogLinks } from '../model/company';
import { createHttp } from './http';
import { checkUrl } from './http/check-url';
import { jsonOf } from './json-of';
import { type LogSource } from './log-source';
import { type Steps, stepsOf } from './logs/steps';
import { type LogEntry, toLines } from './logs/to-lines';
import { histogramOf, withHistogram } from './logs/with-histogram';
import { exploreLink } from './loki/explore-link';
import { countOf, logql } from './loki/logql';
import { refusal } from './refusal';
import { VendorError } from './vendor-error';

export interface LokiSettings {
  url: string;
  token?: string;
  /** Sent as X-Scope-OrgID, which a Loki with several tenants asks for. */
  tenant?: string;
  link?: LogLinks['loki'];
}

/** https://grafana.com/docs/loki/latest/reference/loki-http-api/#query-logs-within-a-range-of-time */
interface Reply {
  data?: { resultType?: string; result?: unknown };
}
interface Stream {
  stream: Record<string, string>;
  values: [nanoseconds: string, line: string][];
}
interface Series {
  values: [seconds: number, count: string][];
}

/** What a query is answered with, and what is said of an answer that is something else. */
interface Kind<T> {
  resultType: string;
  is: (found: unknown) => found is T;
  otherwise: string;
}
const streamKind: Kind<Stream> = {
  resultType: 'streams',
  is: isStream,
  otherwise: 'an entry that is no label set, time and line',
};
const seriesKind: Kind<Series> = {
  resultType: 'matrix',
  is: isSeries,
  otherwise: 'a count that is no time and number',
};

/**
 * Loki's HTTP API, by GET.
 * @throws VendorError when the address is unsafe
 */
export function createLoki(settings: LokiSettings, http = createHttp('Loki')): LogSource {
  checkUrl('Loki', settings.url);
  const headers: Record<string, string> = {
    ...(settings.token ? { authorization: `Bearer ${settings.token}` } : {}),
    ...(settings.tenant ? { 'x-scope-orgid': settings.tenant } : {}),
  };

  async function ask<T>(
    what: string,
    { resultType, is, otherwise }: Kind<T>,
    parameters: Record<string, string>,
    signal?: AbortSignal,
  ) {
    const address = `${settings.url.replace(/\/+$/, '')}/loki/api/v1/query_range?${new URLSearchParams(parameters).toString()}`;
    const answer = await http.send(address, { what, headers, signal });
    if (answer.status >= 300) throw refusal('Loki', what, answer, adviceFor(answer.status));
    const { data } = jsonOf<Reply | null>('Loki', what, answer) ?? {};
    const result =
      data?.resultType === resultType && Array.isArray(data.result) ? (data.result as unknown[]) : undefined;
    if (result?.every(is)) return result;
    const other = data?.resultType ? `a ${data.resultType}` : 'JSON without a result';
    const found = result ? otherwise : other;
    throw new VendorError(`Loki: could not ${what}: it answered with ${found}. Check LOKI_URL.`, 'Loki', false);
  }

  return {
    name: 'loki',
    async query({ logs, service, environment, from, to, text, level, limit }, signal) {
      if (logs.source !== 'loki') throw new TypeError(`${service} has its logs in ${logs.source}`);
      const selector = Object.entries(logs.selector).map(([name, value]) => [
        name,
        fillIn(value, { service, environment }),
      ]);
      const query = logql(Object.fromEntries(selector) as Record<string, string>, { text, level });
      const target = `the logs of ${service} in ${environment}`;
      const window = { start: nanoseconds(from), end: nanoseconds(to) };
      // One more than is shown tells whether there are more.
      const newest = { query, ...window, limit: String(limit + 1), direction: 'backward' };
      const [streams, histogram] = await withHistogram(
        (either) => ask(`read ${target}`, streamKind, newest, either),
        (either) => count(query, stepsOf(from, to), `count ${target}`, either),
        signal,
      );
      const lines = toLines(inOrder(streams));
      return {
        lines: lines.slice(-limit),
        cut: lines.length > limit,
        histogram,
        link: settings.link && exploreLink(settings.link, query, from, to),
      };
    },
  };

  /** What is counted at a moment is what came in the step that ends there. */
  async function count(query: string, steps: Steps, what: string, signal?: AbortSignal) {
    const { start, seconds, count } = steps;
    const parameters = {
      query: countOf(query, seconds),
      start: String(start + seconds),
      end: String(start + count * seconds),
      step: String(seconds),
    };
    const [series] = await ask(what, seriesKind, parameters, signal);
    const counts = (series?.values ?? []).map(([end, value]): [number, number] => [end - seconds, Number(value)]);
    return histogramOf(steps, counts);
  }
}

function isStream(found: unknown): found is Stream {
  const { stream, values } = (found ?? {}) as Partial<Record<keyof Stream, unknown>>;
  return (
    typeof stream === 'object' &&
    stream !== null &&
    Object.values(stream).every((label) => typeof label === 'string') &&
    Array.isArray(values) &&
    values.every(isEntry)
  );
}

/** Nineteen digits reach to the year 2286. */
function isEntry(found: unknown): boolean {
  if (!Array.isArray(found)) return false;
  const [time, line] = found as unknown[];
  return typeof time === 'string' && /^\d{1,19}$/.test(time) && typeof line === 'string';
}

function isSeries(found: unknown): found is Series {
  const { values } = (found ?? {}) as Partial<Record<keyof Series, unknown>>;
  return Array.isArray(values) && values.every(isCount);
}

function isCount(found: unknown): boolean {
  if (!Array.isArray(found)) return false;
  const [time, count] = found as unknown[];
  return typeof time === 'number' && typeof count === 'string' && /^\d/.test(count) && Number.isFinite(Number(count));
}

/** Oldest first; of lines of one moment in one stream, the order in which they were written. */
function inOrder(streams: Stream[]): LogEntry[] {
  return streams
    .flatMap(({ stream, values }) => values.map(([time, line]) => ({ stream, time: BigInt(time), line })).reverse())
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .map(({ stream, time, line }) => ({
      at: new Date(Number(time / 1_000_000n)),
      level: levelLabel(stream),
      raw: line,
    }));
}

function levelLabel({ detected_level, level }: Record<string, string>): string | undefined {
  return detected_level === 'unknown' ? level : (detected_level ?? level);
}

function nanoseconds(time: Date): string {
  return `${time.getTime()}000000`;
}

function adviceFor(status: number): string {
  if (status === 400) return 'Correct the selector in the company file, or ask for less.';
  if (status === 401 || status === 403) return 'Renew LOKI_TOKEN, and check LOKI_TENANT.';
  if (status === 404) return 'Check LOKI_URL: it is the address without /loki/api/v1.';
  if (status === 429) return 'Wait some seconds, or ask for a shorter time.';
  return 'Try again, or ask for a shorter time.';
}
