import { createHttp } from './http';
import { checkUrl } from './http/check-url';
import { jsonOf } from './json-of';
import { type Data, isData, type Sample, type Series } from './prometheus/is-data';
import { refusal } from './refusal';
import { type Monitoring } from './types';
import { VendorError } from './vendor-error';

type Reply = { status: 'error'; errorType: string; error: string } | { status: 'success'; data?: unknown };

/**
 * Prometheus' HTTP API. Asks by GET: safe to repeat, and let through by read-only proxies that refuse POST.
 * @throws VendorError when the address is unsafe
 */
export function createPrometheus(
  settings: { url: string; token?: string },
  http = createHttp('Prometheus'),
): Monitoring {
  checkUrl('Prometheus', settings.url);
  const headers: Record<string, string> = settings.token ? { authorization: `Bearer ${settings.token}` } : {};

  async function ask(path: string, parameters: Record<string, string>, signal?: AbortSignal): Promise<Data> {
    const address = `${settings.url.replace(/\/+$/, '')}/api/v1/${path}?${new URLSearchParams(parameters).toString()}`;
    const what = doing(parameters['query']!);
    const answer = await http.send(address, { what, headers, signal });
    // bad_data, execution, timeout and unavailable come as JSON with a status of their own; what stands before Prometheus answers in HTML
    const reply =
      answer.status < 300 || answer.text.startsWith('{"status"')
        ? jsonOf<Reply | null>('Prometheus', what, answer)
        : undefined;
    if (reply?.status === 'success' && isData(reply.data)) return reply.data;
    if (reply !== undefined && reply?.status !== 'error') {
      const message = `Prometheus: could not ${what}: it answered with JSON that is no result. Check PROMETHEUS_URL.`;
      throw new VendorError(message, 'Prometheus', false);
    }
    const text = reply ? `${reply.errorType}: ${reply.error}` : answer.text;
    throw refusal('Prometheus', what, { status: answer.status, text }, adviceFor(answer.status));
  }

  return {
    name: 'prometheus',
    async instant(query, signal) {
      const data = await ask('query', { query }, signal);
      if (data.resultType === 'scalar') return toNumber(data.result);
      const series = oneSeries(query, data, 'vector', 'ask for an instant vector or a scalar');
      if (!series) return null;
      if (!series.value) throw problem(query, 'the sample is a histogram; take histogram_quantile() of it');
      return toNumber(series.value);
    },
    async range(query, from, to, stepSeconds, signal) {
      const start = from.getTime() / 1000;
      const count = Math.floor((to.getTime() / 1000 - start) / stepSeconds) + 1;
      const end = start + (count - 1) * stepSeconds;
      const parameters = { query, start: String(start), end: String(end), step: String(stepSeconds) };
      const data = await ask('query_range', parameters, signal);
      const series = oneSeries(query, data, 'matrix', 'ask for an instant vector or a scalar');
      const values = new Map(
        series?.values?.map((sample) => [Math.round((sample[0] - start) / stepSeconds), toNumber(sample)]),
      );
      return Array.from({ length: count }, (_, index) => values.get(index) ?? null);
    },
  };
}

const doing = (query: string) => `evaluate ${query}`;

function problem(query: string, found: string): VendorError {
  return new VendorError(`Prometheus: could not ${doing(query)} to one number: ${found}.`, 'Prometheus', false);
}

function oneSeries(query: string, data: Data, expected: 'vector' | 'matrix', advice: string): Series | undefined {
  if (data.resultType !== expected) throw problem(query, `the result is a ${data.resultType}; ${advice}`);
  const { result } = data as { result: Series[] };
  const [first, second] = result;
  if (!first || !second) return first;
  const examples = [first, second].map(({ metric }) => JSON.stringify(metric)).join(' and ');
  throw problem(query, `it gives ${result.length} series (${examples}); put sum(), max() or the like around it`);
}

/** NaN (0/0, no traffic) is no sample. */
function toNumber([, text]: Sample): number | null {
  const value = Number(text.replace(/Inf$/, 'Infinity'));
  return Number.isNaN(value) ? null : value;
}

function adviceFor(status: number): string {
  if (status === 400 || status === 422) return 'Correct the query in the company file.';
  if (status === 401 || status === 403) return 'Renew PROMETHEUS_TOKEN.';
  if (status === 404) return 'Check PROMETHEUS_URL: it is the address without /api/v1.';
  return 'Try again.';
}
