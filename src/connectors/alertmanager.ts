import { type Alerts } from './alerts';
import { createHttp } from './http';
import { checkUrl } from './http/check-url';
import { jsonOf } from './json-of';
import { maskSecrets } from './mask-secrets';
import { refusal } from './refusal';
import { VendorError } from './vendor-error';

/** https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
interface GettableAlert {
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  generatorURL?: string;
}

/**
 * Alertmanager's API v2.
 * @throws VendorError when the address is unsafe
 */
export function createAlertmanager({ url }: { url: string }, http = createHttp('Alertmanager')): Alerts {
  checkUrl('Alertmanager', url);
  return {
    name: 'alertmanager',
    async firing(labels, signal) {
      const matchers = Object.entries(labels).map(([name, value]) => `${name}=${quoted(value)}`);
      const parameters = new URLSearchParams([
        ...Object.entries({ active: 'true', silenced: 'false', inhibited: 'false', unprocessed: 'false' }),
        ...matchers.map((matcher): [string, string] => ['filter', matcher]),
      ]);
      const what = `read the alerts with ${matchers.join(', ') || 'any labels'}`;
      const address = `${url.replace(/\/+$/, '')}/api/v2/alerts?${parameters.toString()}`;
      const answer = await http.send(address, { what, signal });
      if (answer.status >= 300) throw refusal('Alertmanager', what, answer, adviceFor(answer.status));
      const alerts = jsonOf<GettableAlert[]>('Alertmanager', what, answer);
      if (!Array.isArray(alerts))
        throw new VendorError(
          `Alertmanager: could not ${what}: it answered with something that is no list of alerts. Check ALERTMANAGER_URL.`,
          'Alertmanager',
          false,
        );
      return alerts.map(toAlert).sort((a, b) => Date.parse(a.since) - Date.parse(b.since));
    },
  };
}

/** Annotations are templates over what was measured, so they may hold anything. */
function toAlert({ labels, annotations, startsAt, generatorURL }: GettableAlert) {
  const summary = annotations['summary'] ?? annotations['description'];
  return {
    name: labels['alertname'] ?? 'an alert without a name',
    severity: labels['severity'],
    summary: summary && maskSecrets(summary),
    since: startsAt,
    labels,
    link: generatorURL && /^https?:\/\//.test(generatorURL) ? generatorURL : undefined,
  };
}

/** Both of Alertmanager's matcher parsers, the classic and the UTF-8 one, know these three escapes. */
function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

function adviceFor(status: number): string {
  if (status === 400) return 'Correct the labels of the alerts in the company file.';
  if (status === 401 || status === 403) return 'ALERTMANAGER_URL must be an address that needs no sign-in.';
  if (status === 404) return 'Check ALERTMANAGER_URL: it is the address without /api/v2.';
  return 'Try again.';
}
