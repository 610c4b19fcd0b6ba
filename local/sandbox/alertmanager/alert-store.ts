import { createHash } from 'node:crypto';
import { type Matcher, matches } from './matchers';

export interface PostableAlert {
  labels: Record<string, string>;
  annotations?: Record<string, string>;
  /** ISO 8601 */
  startsAt?: string;
  /** ISO 8601; by default five minutes after it was last told, Alertmanager's resolve_timeout. */
  endsAt?: string;
  generatorURL?: string;
}

interface Silence {
  id: string;
  matchers: Matcher[];
  endsAt: string;
}

const resolveTimeout = 5 * 60_000;

/** The alerts that it was told of, those that a rule system fires by itself, and silences. */
export class AlertStore {
  private readonly posted = new Map<string, ReturnType<AlertStore['completed']>>();
  private readonly silences: Silence[] = [];

  constructor(
    private readonly now: () => number,
    private readonly firing: () => PostableAlert[],
  ) {}

  post(alerts: PostableAlert[]): void {
    for (const alert of alerts) {
      const key = fingerprint(alert.labels);
      this.posted.set(key, this.completed(alert, this.posted.get(key)?.startsAt));
    }
  }

  private completed(alert: PostableAlert, startsAt?: string) {
    const now = this.now();
    return {
      labels: alert.labels,
      annotations: alert.annotations ?? {},
      startsAt: alert.startsAt ?? startsAt ?? iso(now),
      endsAt: alert.endsAt ?? iso(now + resolveTimeout),
      generatorURL: alert.generatorURL ?? '',
      updatedAt: iso(now),
    };
  }

  silence(matchers: Matcher[], endsAt: string): string {
    const id = `00000000-0000-4000-8000-${String(this.silences.length).padStart(12, '0')}`;
    this.silences.push({ id, matchers, endsAt });
    return id;
  }

  /** As `GET /api/v2/alerts` has them, by fingerprint. */
  list() {
    const now = this.now();
    const firing = this.firing().map((alert) => [fingerprint(alert.labels), this.completed(alert)] as const);
    return [...new Map([...this.posted, ...firing])]
      .filter(([, { endsAt }]) => Date.parse(endsAt) > now)
      .map(([key, alert]) => {
        const silencedBy = this.silences
          .filter(({ matchers, endsAt }) => Date.parse(endsAt) > now && matches(matchers, alert.labels))
          .map(({ id }) => id);
        const state = silencedBy.length > 0 ? 'suppressed' : 'active';
        const status = { inhibitedBy: [] as string[], mutedBy: [] as string[], silencedBy, state };
        return { ...alert, fingerprint: key, receivers: [{ name: 'team' }], status };
      })
      .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  }
}

function fingerprint(labels: Record<string, string>): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(labels).sort()))
    .digest('hex')
    .slice(0, 16);
}

const iso = (time: number) => new Date(time).toISOString();
