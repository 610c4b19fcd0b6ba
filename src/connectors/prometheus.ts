import { createHttp } from './http';
import { excerpt } from './http/excerpt';
import { checkUrl } from './http/check-url';
import { jsonOf } from './json-of';
import { type Monitoring } from './types';
import { VendorError } from './vendor-error';

/** https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries */
type Reply =
  | { status: 'error'; errorType: string; error: string }
  | { status: 'success'; data: { resultType: 'scalar' | 'string'; result: Sample } }
  | { status: 'success'; data: { resultType: 'vector' | 'matrix'; result: Series[] } };
type Sample = [time: number, value: string];
interface Series {
  metric: Record<string, string>;
  value?: Sample;
}

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
  return {
    name: 'prometheus',
    async instant(query) {
      const address = `${settings.url.replace(/\/+$/, '')}/api/v1/query?${new URLSearchParams({ query }).toString()}`;
      const what = `evaluate ${query}`;
      const answer = await http.send(address, { what, headers });
      // bad_data, execution, timeout and unavailable come as JSON with a status of their own; what stands before Prometheus answers in HTML
      const reply =
        answer.status < 300 || answer.text.startsWith('{"status"')
          ? jsonOf<Reply>('Prometheus', what, answer)
          : undefined;
      if (reply?.status === 'success') return valueOf(reply.data, what);
      const said = reply ? `${reply.errorType}: ${reply.error}` : answer.text;
      const message = `Prometheus: could not ${what}: it answered ${answer.status} (${excerpt(said)}). ${adviceFor(answer.status)}`;
      const temporary = answer.status === 429 || answer.status >= 500;
      throw new VendorError(message, 'Prometheus', temporary, { status: answer.status });
    },
  };
}

function valueOf(data: Extract<Reply, { status: 'success' }>['data'], what: string): number | null {
  const problem = (found: string) =>
    new VendorError(`Prometheus: could not ${what} to one number: ${found}.`, 'Prometheus', false);
  if (data.resultType === 'scalar') return toNumber(data.result);
  if (data.resultType !== 'vector')
    throw problem(`the result is a ${data.resultType}; ask for an instant vector or a scalar`);
  const [first, second] = data.result;
  if (!first) return null;
  if (second) {
    const examples = [first, second].map(({ metric }) => JSON.stringify(metric)).join(' and ');
    throw problem(`it gives ${data.result.length} series (${examples}); put sum(), max() or the like around it`);
  }
  if (!first.value) throw problem('the sample is a histogram; take histogram_quantile() of it');
  return toNumber(first.value);
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
