import { type AuditEntry } from '../model/audit-entry';
import { type Company } from '../model/company';
import { type Figures } from './figures';
import { median } from './median';

/**
 * How long requests that were approved have waited for it, by those whom their rule asks: from the command to the last approval
 * that it needed. A request that had several rounds counts once, with its last.
 */
export function approvalWaits(outcomes: AuditEntry[], { rules }: Company): Figures['approvals'] {
  const waits = new Map<string, number[]>();
  for (const { timestamp, approvals, approved_by: approvedBy, details } of outcomes) {
    if (!approvedBy) continue;
    const allowing = new Set(approvedBy.split(', '));
    const round = Math.max(...approvals.map((vote) => vote.round));
    const last = Math.max(
      ...approvals
        .filter((vote) => vote.decision === 'approve' && vote.round === round && allowing.has(vote.user))
        .map(({ at }) => Date.parse(at)),
    );
    if (!Number.isFinite(last)) continue;
    const name = (details['rule'] as { name?: string } | undefined)?.name;
    const rule = rules.find((one) => one.name === name);
    const asked = rule
      ? rule.require.flatMap(({ groups, people }) => [...groups, ...people.map((id) => `@${id}`)]).join(', ')
      : 'the strictest rule, or one that is gone';
    waits.set(asked, [...(waits.get(asked) ?? []), Math.max(0, (last - Date.parse(timestamp)) / 1_000)]);
  }
  return [...waits]
    .map(([asked, all]) => ({
      asked,
      count: all.length,
      medianSeconds: median(all) ?? 0,
      longestSeconds: Math.max(...all),
    }))
    .sort((a, b) => b.count - a.count);
}
