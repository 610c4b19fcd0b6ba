import type { Series } from './promql/evaluate';

export interface Health {
  /** 1 or 0 for all of its instances; null when nothing scrapes it any more. */
  up: 0 | 1 | null;
  /** Share of the requests answered with 5xx, 0 to 1. */
  errorRatio: number;
  /** 95th percentile of the duration, in seconds. */
  p95: number;
  /** Of all instances together. */
  requestsPerSecond: number;
}

const demoServices = ['order-service', 'payment-service', 'api-gateway'];
const demoEnvironments = ['development', 'staging', 'production'];
const healthy: Health = { up: 1, errorRatio: 0.002, p95: 0.18, requestsPerSecond: 40 };
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const instances = 3;

/** What the demo services measure, and how that changed: a change holds at once, as if it had been so for the whole range of a `rate`. */
export class Services {
  private readonly startedAt: number;
  private readonly changes = new Map<string, { from: number; health: Health }[]>();

  constructor(
    private readonly now: () => number,
    names = demoServices,
  ) {
    this.startedAt = now();
    for (const service of names)
      for (const environment of demoEnvironments)
        this.changes.set(`${service}/${environment}`, [{ from: -Infinity, health: healthy }]);
  }

  /** Changes what is given from now on. A service or environment that is new begins to be measured. */
  setHealth(service: string, environment: string, change: Partial<Health>): void {
    const key = `${service}/${environment}`;
    const known = this.changes.get(key) ?? [];
    const health = { ...(known.at(-1)?.health ?? healthy), ...change };
    this.changes.set(key, [...known, { from: this.now() / 1000, health }]);
  }

  /** Since when it is as it is, ms since 1970. */
  changedAt(service: string, environment: string): number {
    const from = this.changes.get(`${service}/${environment}`)?.at(-1)?.from ?? -Infinity;
    return from === -Infinity ? this.startedAt : from * 1000;
  }

  /** As it is now, by `service/environment`. */
  health(): Record<string, Health> {
    return Object.fromEntries([...this.changes].map(([key, changes]) => [key, changes.at(-1)!.health]));
  }

  /** `up`, `http_requests_total` and the histogram `http_request_duration_seconds`, of three instances each. */
  series(): Series[] {
    return [...this.changes.keys()].flatMap((key) => {
      const [service, environment] = key.split('/') as [string, string];
      const at = (time: number) => this.changes.get(key)!.findLast(({ from }) => from <= time)?.health;
      return Array.from({ length: instances }, (_, index) => {
        const own = { service, environment, namespace: environment, job: service, instance: `10.0.${index}.7:9090` };
        return instanceSeries(own, at);
      }).flat();
    });
  }
}

function instanceSeries(own: Record<string, string>, at: (time: number) => Health | undefined): Series[] {
  const up: Series = { labels: { __name__: 'up', ...own }, valueAt: (time) => at(time)?.up ?? undefined };
  const counter = (name: string, labels: Record<string, string>, share: (health: Health) => number): Series => {
    const rateAt = (time: number) => {
      const health = at(time);
      return health?.up ? (health.requestsPerSecond / instances) * share(health) : undefined;
    };
    const total = (time: number) => {
      const rate = rateAt(time);
      return rate === undefined ? undefined : Math.floor(rate * (time % 10_000_000));
    };
    return { labels: { __name__: name, ...own, ...labels }, rateAt, valueAt: total };
  };
  return [
    up,
    counter('http_requests_total', { method: 'GET', code: '200' }, (health) => 1 - health.errorRatio),
    counter('http_requests_total', { method: 'GET', code: '500' }, (health) => health.errorRatio),
    ...[...buckets, Infinity].map((le) =>
      counter('http_request_duration_seconds_bucket', { le: le === Infinity ? '+Inf' : String(le) }, (health) =>
        shareBelow(le, health.p95),
      ),
    ),
    counter('http_request_duration_seconds_count', {}, () => 1),
    counter('http_request_duration_seconds_sum', {}, (health) => health.p95 * 0.6),
  ];
}

/** Share of the requests that took at most `le` seconds, so that `histogram_quantile(0.95, …)` gives `p95` exactly (up to 10 s). */
function shareBelow(le: number, p95: number): number {
  const upper = buckets.findIndex((edge) => edge >= p95);
  if (upper === -1) return le === Infinity ? 1 : 0.9 * (le / 10);
  const [low, high] = [buckets[upper - 1] ?? 0, buckets[upper]!];
  const place = (p95 - low) / (high - low);
  const atLow = low === 0 ? 0 : 0.95 - 0.04 * place;
  const atHigh = low === 0 ? Math.min(1, 0.95 / place) : 0.95 + 0.04 * (1 - place);
  if (le >= high) return le === high ? atHigh : 1;
  return atLow * (le / (low || 1));
}
