/** Alerts that belong together, as an alerting system told of them last. */
export interface AlertGroup {
  /** The alerting system's own name of the group. */
  key: string;
  /** What happens, in one line. */
  title: string;
  /** How many fire; those that were left out of the message count as firing. */
  firing: number;
  /** What fires, by name, the most frequent first. */
  alerts: { name: string; count: number; summary?: string }[];
  /** Names that fire beside those in `alerts`. */
  moreNames: number;
  /** When the first of them began, ISO 8601. */
  since: string;
  /** Labels that all of them have. */
  labels: Record<string, string>;
  /** Where people look at them. */
  link?: string;
}

/** What people are asked about a group of alerts, from when it fires until it has been quiet. */
export interface Proposal {
  /** One for each group, e.g. `alr-3fa94c21bd`; also the instance ID. */
  id: string;
  /** How manieth time it is asked. */
  episode: number;
  group: AlertGroup;
  /** Changes with what is told of the group. */
  revision: number;
  service?: string;
  /** ISO 8601. */
  openedAt: string;
  toldAt: string;
  /** Since when none fires. */
  quietSince?: string;
  decision?: Decision;
}

/** What somebody made of it; the first stands. */
export interface Decision {
  kind: 'incident' | 'dismissed';
  /** Person. */
  by: string;
  /** ISO 8601. */
  at: string;
  /** The instance of the command. */
  request: string;
  /** The incident that was opened, once it is. */
  incident?: string;
}

/** What buttons and lines call one asking, e.g. `alr-3fa94c21bd-1`. */
export function proposalName({ id, episode }: Pick<Proposal, 'id' | 'episode'>): string {
  return `${id}-${episode}`;
}

/** `3 alerts: HighErrorRate ×2, InstanceDown` */
export function alertsInWords({ firing, alerts, moreNames }: AlertGroup): string {
  const names = alerts.map(({ name, count }) => (count > 1 ? `${name} ×${count}` : name));
  const more = moreNames > 0 ? [`${moreNames} more`] : [];
  return `${firing} ${firing === 1 ? 'alert' : 'alerts'}: ${[...names, ...more].join(', ')}`;
}
