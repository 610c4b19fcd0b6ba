/** What the audit log says of how a team works. Durations in seconds; undefined where nothing tells. */
export interface Figures {
  /** Deployments to production that worked. */
  deployments: number;
  /** The same by day, the first day first. */
  deploymentsByDay: { day: string; worked: number; failed: number }[];
  leadSeconds?: number;
  /** Commits that the lead time is of. */
  commits: number;
  /** 0 to 1. */
  changeFailureRatio?: number;
  /** Production deployments that were started, and those of them that failed or were rolled back. */
  started: number;
  failed: number;
  restoreSeconds?: number;
  /** Failures that were restored. */
  restored: number;
  approvals: { asked: string; count: number; medianSeconds: number; longestSeconds: number }[];
  incidents: { severity: string; count: number; meanSeconds: number }[];
  /** Commands by hour of the day, UTC, 24 of them. */
  commandsByHour: number[];
  commands: number;
}
