import { WebhookSender } from '../../kit/webhook-sender';
import { type AlertStore } from './alert-store';

type Alert = ReturnType<AlertStore['list']>[number];

interface Options {
  store: AlertStore;
  now: () => number;
  /** Of Alertmanager's own pages. */
  externalUrl: () => string;
  /** `http_config.authorization.credentials` of the receiver. */
  token: string;
  /** The most alerts in one message; 0: all of them. */
  maxAlerts: number;
}

/** Labels that alerts are grouped by. */
const GROUP_BY = ['environment', 'service'];

/**
 * Tells the webhook receiver of each group whose alerts have changed, as Alertmanager does after `group_wait` and each
 * `group_interval`. https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export class Notifier {
  /** https://github.com/prometheus/alertmanager/blob/main/notify/util.go: 5xx and 429 are tried again. */
  readonly webhook = new WebhookSender((status) => status === 0 || status === 429 || status >= 500);
  /** What the receiver was told fires, by group and fingerprint. */
  private readonly told = new Map<string, Map<string, Alert>>();

  constructor(private readonly options: Options) {}

  /** Looks at all groups, and sends those that are other than they were told last. */
  notify(): void {
    if (!this.webhook.connected) return;
    const groups = new Map<string, Alert[]>();
    for (const alert of this.options.store.list().filter(({ status }) => status.state === 'active')) {
      const key = JSON.stringify(groupLabels(alert.labels));
      groups.set(key, [...(groups.get(key) ?? []), alert]);
    }
    for (const key of new Set([...groups.keys(), ...this.told.keys()])) {
      const firing = new Map((groups.get(key) ?? []).map((alert) => [alert.fingerprint, alert]));
      const before = this.told.get(key) ?? new Map<string, Alert>();
      const resolved = [...before.values()].filter(({ fingerprint }) => !firing.has(fingerprint));
      if (resolved.length === 0 && [...firing.keys()].every((one) => before.has(one))) continue;
      this.told.set(key, firing);
      this.send(JSON.parse(key) as Record<string, string>, [...firing.values()], resolved);
    }
  }

  private send(labels: Record<string, string>, firing: Alert[], resolved: Alert[]): void {
    const { now, externalUrl, token, maxAlerts } = this.options;
    const all = [
      ...firing.map((alert) => ({ ...messageOf(alert), status: 'firing', endsAt: '0001-01-01T00:00:00Z' })),
      ...resolved.map((alert) => ({
        ...messageOf(alert),
        status: 'resolved',
        endsAt: new Date(now()).toISOString(),
      })),
    ];
    const alerts = maxAlerts ? all.slice(0, maxAlerts) : all;
    const text = Object.entries(labels)
      .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
      .join(', ');
    const body = JSON.stringify({
      receiver: 'countersign',
      status: firing.length > 0 ? 'firing' : 'resolved',
      alerts,
      groupLabels: labels,
      commonLabels: common(all.map((one) => one.labels)),
      commonAnnotations: common(all.map((one) => one.annotations)),
      externalURL: externalUrl(),
      version: '4',
      groupKey: `{}:{${text}}`,
      truncatedAlerts: all.length - alerts.length,
    });
    this.webhook.send(body, { authorization: `Bearer ${token}`, 'user-agent': 'Alertmanager/0.28.1' });
  }
}

function messageOf({ labels, annotations, startsAt, generatorURL, fingerprint }: Alert) {
  return { labels, annotations, startsAt, generatorURL, fingerprint };
}

function groupLabels(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(GROUP_BY.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])));
}

/** What all of them have. */
function common(all: Record<string, string>[]): Record<string, string> {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((one) => one[name] === value)),
  );
}
