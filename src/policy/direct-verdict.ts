import { type Company } from '../model/company';
import { type Person } from '../model/person';
import { type Plan } from '../model/plan';
import { matchRule } from './match-rule';
import { requirementLabel } from './requirement-label';
import { strictestRule } from './strictest-rule';

/**
 * What the matrix says of an action that does not wait for votes (an incident has no time for them): whoever its rule names may do
 * it at once, and everybody we know where it asks nobody. `who` is what those are called who may.
 */
export function directVerdict(plan: Plan, person: Person, company: Company): { allowed: true } | DirectRefusal {
  const rule = matchRule(plan, company) ?? strictestRule(plan.environment, company);
  const named = rule.require.some(
    ({ groups, people }) => people.includes(person.id) || person.groups.some((group) => groups.includes(group)),
  );
  if (rule.require.length === 0 || named) return { allowed: true };
  const who = rule.require.map((asked) => requirementLabel({ ...asked, count: 1 }, company.groups)).join(' or ');
  return { allowed: false, rule: rule.name, who };
}

interface DirectRefusal {
  allowed: false;
  rule: string;
  who: string;
}
