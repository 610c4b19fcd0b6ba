import { type AuditEntry } from '../model/audit-entry';
import { type Company } from '../model/company';
import { type ReasonCode } from '../model/outcome';

/** A deployment or rollback in production that was started. Times in milliseconds since 1970. */
export interface Change {
  action: 'deploy' | 'rollback';
  result: 'worked' | 'failed';
  endedAt: number;
  committedAt: number[];
  /** Worked, and was taken back by the next change of its target. */
  rolledBack: boolean;
  /** Seconds from its end to the end of the next change of its target that worked; only of those that failed or were rolled back. */
  restoredAfter?: number;
}

/** Why something that was started has failed; what never started has changed nothing. */
const STARTED_AND_FAILED: ReasonCode[] = [
  'run_failed',
  'run_cancelled',
  'run_timed_out',
  'verification_failed',
  'unknown_outcome',
];

/** Deployments and rollbacks in production, the earliest first, each with what became of it. */
export function changesOf(outcomes: AuditEntry[], { environments }: Company): Change[] {
  const production = new Set(environments.filter((one) => one.production).map(({ id }) => id));
  const targets = new Map<string, Change[]>();
  const all = outcomes
    .filter(({ environment }) => environment !== null && production.has(environment))
    .flatMap((entry) => {
      const change = changeOf(entry);
      return change ? [{ target: `${entry.service}\n${entry.environment}`, change }] : [];
    })
    .sort((a, b) => a.change.endedAt - b.change.endedAt);
  for (const { target, change } of all) targets.set(target, [...(targets.get(target) ?? []), change]);
  for (const changes of targets.values()) tellWhatBecame(changes);
  return all.map(({ change }) => change);
}

function tellWhatBecame(changes: Change[]): void {
  changes.forEach((change, index) => {
    if (change.action !== 'deploy') return;
    const next = changes[index + 1];
    change.rolledBack = change.result === 'worked' && next?.action === 'rollback' && next.result === 'worked';
    if (change.result === 'worked' && !change.rolledBack) return;
    const restoring = changes.slice(index + 1).find(({ result }) => result === 'worked');
    if (restoring) change.restoredAfter = (restoring.endedAt - change.endedAt) / 1_000;
  });
}

function changeOf(entry: AuditEntry): Change | undefined {
  const { action, result, reason_code: code, timestamp, duration_seconds: duration, details } = entry;
  if (action !== 'deploy' && action !== 'rollback') return undefined;
  const failed =
    result === 'failure' || result === 'cancelled' ? STARTED_AND_FAILED.some((one) => one === code) : false;
  if (!failed && !(result === 'success' && code === 'completed')) return undefined;
  const { committed_at: committed = [] } = (details['plan'] ?? {}) as { committed_at?: string[] };
  return {
    action,
    result: failed ? 'failed' : 'worked',
    endedAt: Date.parse(timestamp) + (duration ?? 0) * 1_000,
    committedAt: committed.map((at) => Date.parse(at)),
    rolledBack: false,
  };
}
