import { type AuditEntry } from '../../src/model/audit-entry';
import { type Company } from '../../src/model/company';
import { type Plan, type PlanState } from '../../src/model/plan';
import { type Verdict } from '../../src/model/verdict';
import { assign, placesOf } from '../../src/policy/assign';
import { evaluate } from '../../src/policy/evaluate';

/** A request of the past under another policy. */
export interface Replayed {
  entry: AuditEntry;
  verdict: Verdict;
  /** The rule that decided it then. */
  rule: string;
  /** Whether what was asked for then and what would be asked for now differ. */
  differs: boolean;
  /** How many of the approvals it was given would still be missing. */
  missing: number;
}

/** What can be said of a span of the audit log under another policy. */
export interface Replay {
  plans: Replayed[];
  /** Why others could not be tried, with how many: they had no plan, or it was not recorded whole. */
  left: Map<string, number>;
}

/**
 * Each request that had a plan, decided again. Deciding twice, by the policy of today and by the other, shows what the other
 * changes; what was approved then tells whether it would have been enough.
 */
export async function replay(entries: AsyncIterable<AuditEntry>, today: Company, other: Company): Promise<Replay> {
  const plans: Replayed[] = [];
  const left = new Map<string, number>();
  for await (const entry of entries) {
    if (entry.kind !== 'outcome') continue;
    const plan = planOf(entry);
    if (typeof plan === 'string') {
      left.set(plan, (left.get(plan) ?? 0) + 1);
      continue;
    }
    const requester = entry.user.replace(/^@/, '');
    const verdict = evaluate(plan, requester, other);
    const { name } = (entry.details['rule'] ?? { name: 'not recorded' }) as { name: string };
    plans.push({
      entry,
      verdict,
      rule: name,
      differs: asked(verdict) !== asked(evaluate(plan, requester, today)),
      missing: missing(verdict, entry),
    });
  }
  return { plans, left };
}

/** What a verdict wants of people, so that two can be compared. */
export function asked(verdict: Verdict): string {
  if (verdict.kind === 'allowed') return 'nothing';
  if (verdict.kind === 'denied') return 'nobody may approve';
  return verdict.requirements.map(({ label, eligible }) => `${label} (${at(eligible)})`).join(' and ') || 'nothing';
}

function missing(verdict: Verdict, { approvals }: AuditEntry): number {
  if (verdict.kind !== 'approval') return 0;
  const said = approvals.filter(({ decision }) => decision === 'approve').map(({ user }) => user.replace(/^@/, ''));
  return assign([...new Set(said)], placesOf(verdict.requirements)).filter((person) => person === undefined).length;
}

/** The plan as the policy saw it, from the outcome's record. */
function planOf({ action, service, environment, details }: AuditEntry): Plan | string {
  const recorded = details['plan'] as
    { connector?: string; current: PlanState | null; desired: PlanState; direction?: Plan['direction'] } | undefined;
  if (!recorded || !action || !service || !environment) return 'no plan was made';
  const { connector, current, desired, direction } = recorded;
  if (connector === undefined) return 'recorded before plans were kept whole';
  return {
    action,
    service,
    environment,
    connector,
    current,
    desired,
    ...(direction && { direction }),
    display: { commits: [], moreCommits: 0 },
  };
}

function at(people: string[]): string {
  return people.map((id) => `@${id}`).join(', ');
}
