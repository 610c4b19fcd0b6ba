import { type Company } from '../model/company';
import { type Outcome } from '../model/outcome';
import { type Verdict } from '../model/verdict';
import { requirement } from './evaluate';

interface Emergency {
  /** What the approval matrix says of the plan: the normal way. */
  normal: Verdict;
  /** ID of the person who asks. */
  requester: string;
  reason: string | undefined;
  /** The line of an earlier one of theirs whose review is overdue, and the request that it belongs to. */
  overdue?: { text: string; instanceId: string };
  /** Groups whose source does not say who is in them, and why. */
  down?: Record<string, string>;
}

/**
 * Whether somebody may run a plan at once, without approval. Whatever is not surely allowed is refused, and told what the
 * normal way is.
 */
export function breakGlass(
  { normal, requester, reason, overdue, down = {} }: Emergency,
  company: Pick<Company, 'people' | 'groups' | 'breakGlass'>,
): { verdict: Extract<Verdict, { kind: 'allowed' }> } | { outcome: Outcome } {
  const refuse = (result: Outcome['result'], reasonCode: Outcome['reasonCode'], why: string) => ({
    outcome: { result, reasonCode, message: [why, ...silent, normalWay(normal)].join(' ') },
  });
  const silent = Object.entries(down).map(([group, error]) => `Who is in ${group} cannot be asked: ${error}`);
  const rule = company.breakGlass;
  if (!rule) return refuse('denied', 'break_glass_not_set_up', 'Nobody may break the glass here.');
  const groups = company.people.find(({ id }) => id === requester)?.groups ?? [];
  if (!groups.includes(rule.group)) {
    const { label } = requirement({ count: 1, groups: [rule.group], people: [] }, requester, company);
    return refuse('denied', 'break_glass_not_allowed', `Only ${label} may break the glass, and @${requester} is none.`);
  }
  if (!SAYS_SOMETHING.test(reason ?? '')) {
    return refuse('invalid', 'break_glass_needs_reason', '--break-glass needs --reason "…": say why it cannot wait.');
  }
  if (overdue) {
    const why = `@${requester} has to have \`${overdue.text}\` reviewed first, which is overdue: /review ${overdue.instanceId}.`;
    return refuse('denied', 'review_overdue', why);
  }
  const review = requirement(rule.review, requester, company);
  if (review.eligible.length < review.count) {
    const why = `Nobody could review it: that takes ${review.label} other than @${requester}.`;
    return refuse('denied', 'nobody_may_approve', why);
  }
  const { line, withinSeconds, alert } = rule;
  return {
    verdict: { kind: 'allowed', rule: { name: 'break-glass', line }, breakGlass: { review, withinSeconds, alert } },
  };
}

/** A letter or a digit that can be seen. */
const SAYS_SOMETHING = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u;

function normalWay(normal: Verdict): string {
  const rule = `rule "${normal.rule.name}"${normal.rule.line > 0 ? `, line ${normal.rule.line}` : ''}`;
  if (normal.kind === 'denied') return `The normal way is closed too: ${normal.message}`;
  const asked = normal.kind === 'approval' ? normal.requirements.map(({ label }) => label).join(' and ') : '';
  const needs = asked ? `needs approval from ${asked}` : 'needs no approval';
  return `The normal way is to ask without --break-glass: it ${needs} (${rule}).`;
}
