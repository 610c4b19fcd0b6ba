import { type Company, type Rule } from '../model/company';
import { type Plan } from '../model/plan';
import { type Requirement, type Verdict } from '../model/verdict';
import { assign, placesOf } from './assign';
import { matchRule } from './match-rule';
import { requirementLabel } from './requirement-label';
import { strictestRule } from './strictest-rule';

/**
 * What the approval matrix says of a plan: the first matching rule decides, the strictest where none does. The
 * requester is never eligible; a rule that the others cannot satisfy denies.
 */
export function evaluate(plan: Plan, requester: string, company: Company): Verdict {
  const rule = matchRule(plan, company) ?? strictestRule(plan.environment, company);
  const ref = { name: rule.name, line: rule.line };
  const { expiresSeconds, reasonRequired } = rule;
  const confirm = plan.confirm !== undefined;
  if (rule.require.length === 0) {
    if (!confirm) return { kind: 'allowed', rule: ref };
    return { kind: 'approval', rule: ref, requirements: [], confirm, expiresSeconds, reasonRequired };
  }
  const requirements = rule.require.map((asked) => requirement(asked, requester, company));
  const everybody = [...new Set(requirements.flatMap(({ eligible }) => eligible))];
  if (assign(everybody, placesOf(requirements)).includes(undefined)) {
    const message = nobody(rule, requirements, everybody, requester);
    return { kind: 'denied', rule: ref, reasonCode: 'nobody_may_approve', message };
  }
  return {
    kind: 'approval',
    rule: ref,
    requirements,
    ...(confirm && { confirm }),
    expiresSeconds,
    ...(rule.remindSeconds !== undefined && { remindSeconds: rule.remindSeconds }),
    ...(rule.escalate && { escalation: escalation(rule.escalate, requester, company) }),
    reasonRequired,
  };
}

function escalation({ afterSeconds, to }: NonNullable<Rule['escalate']>, requester: string, company: Company) {
  const { label, eligible } = requirement({ count: 1, groups: [to], people: [] }, requester, company);
  return { afterSeconds, label, eligible };
}

/** Who is asked, as people; the requester is never among them. */
export function requirement(
  asked: Rule['require'][number],
  requester: string,
  { people, groups }: Pick<Company, 'people' | 'groups'>,
): Requirement {
  const eligible = people
    .filter((person) => asked.people.includes(person.id) || person.groups.some((group) => asked.groups.includes(group)))
    .map(({ id }) => id)
    .filter((id) => id !== requester);
  return { count: asked.count, label: requirementLabel(asked, groups), eligible };
}

function nobody(rule: Rule, requirements: Requirement[], everybody: string[], requester: string): string {
  const wanted = requirements.map(({ label }) => label).join(' and ');
  const left = everybody.length === 0 ? 'nobody' : `only ${everybody.map((id) => `@${id}`).join(', ')}`;
  const where = rule.line > 0 ? ` (line ${rule.line} of the company file)` : '';
  return `Rule "${rule.name}"${where} asks for ${wanted}, and besides @${requester}, who asked, there is ${left}.`;
}
