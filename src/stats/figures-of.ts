import { type AuditEntry } from '../model/audit-entry';
import { type Company } from '../model/company';
import { approvalWaits } from './approval-waits';
import { changesOf } from './changes-of';
import { type Figures } from './figures';
import { median } from './median';

export interface Span {
  from: Date;
  to: Date;
}

/**
 * Figures of a span, from its entries. Deployments and what went wrong with them are DORA's four key measures
 * (https://dora.dev/guides/dora-metrics-four-keys/), each as docs/stats.md defines it.
 */
export function figuresOf(entries: AuditEntry[], span: Span, company: Company): Figures {
  const outcomes = entries.filter(({ kind }) => kind === 'outcome');
  const changes = changesOf(outcomes, company);
  const started = changes.filter(({ action }) => action === 'deploy');
  const worked = started.filter(({ result }) => result === 'worked');
  const failed = started.filter(({ result, rolledBack }) => result === 'failed' || rolledBack);
  const leads = worked.flatMap(({ endedAt, committedAt }) => committedAt.map((at) => (endedAt - at) / 1_000));
  const restores = started.flatMap(({ restoredAfter }) => restoredAfter ?? []);
  return {
    deployments: worked.length,
    deploymentsByDay: byDay(started, span),
    leadSeconds: median(leads),
    commits: leads.length,
    changeFailureRatio: started.length > 0 ? failed.length / started.length : undefined,
    started: started.length,
    failed: failed.length,
    restoreSeconds: median(restores),
    restored: restores.length,
    approvals: approvalWaits(outcomes, company),
    incidents: incidentsOf(outcomes),
    commandsByHour: byHour(outcomes),
    commands: outcomes.length,
  };
}

function byDay(started: ReturnType<typeof changesOf>, { from, to }: Span): Figures['deploymentsByDay'] {
  const days = new Map<string, { worked: number; failed: number }>();
  for (let at = Date.parse(dayOf(from.getTime())); at < to.getTime(); at += 86_400_000)
    days.set(dayOf(at), { worked: 0, failed: 0 });
  for (const { endedAt, result } of started) {
    const day = days.get(dayOf(endedAt));
    if (day) day[result] += 1;
  }
  return [...days].map(([day, counts]) => ({ day, ...counts }));
}

function byHour(outcomes: AuditEntry[]): number[] {
  const hours = Array.from({ length: 24 }, () => 0);
  for (const { timestamp } of outcomes) hours[new Date(timestamp).getUTCHours()]! += 1;
  return hours;
}

function incidentsOf(outcomes: AuditEntry[]): Figures['incidents'] {
  const durations = new Map<string, number[]>();
  for (const { action, result, details } of outcomes) {
    const { severity, resolved_after_seconds: seconds } = details;
    if (action !== 'incident' || result !== 'success' || typeof seconds !== 'number') continue;
    const graveness = typeof severity === 'string' ? severity : 'no severity';
    durations.set(graveness, [...(durations.get(graveness) ?? []), seconds]);
  }
  return [...durations]
    .map(([severity, all]) => ({
      severity,
      count: all.length,
      meanSeconds: all.reduce((sum, one) => sum + one, 0) / all.length,
    }))
    .sort((a, b) => (a.severity < b.severity ? -1 : 1));
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
