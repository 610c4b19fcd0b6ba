import { type Company, type Rule } from '../../src/model/company';
import { type Verdict } from '../../src/model/verdict';
import { evaluate } from '../../src/policy/evaluate';
import { fieldOf, selectorsOf } from '../../src/policy/match-rule';
import { strictestRule } from '../../src/policy/strictest-rule';
import { type StatedPlan } from './stated-plan';

/** A rule that decides if what is not known of the plan is as it says. */
export interface Candidate {
  rule: Rule;
  /** What has to be so; empty when it is certain. */
  provided: [path: string, allowed: string[]][];
}

/** The rules that may decide, in their order, up to the first that surely does. */
export function candidates({ plan, knows }: StatedPlan, company: Company): Candidate[] {
  const found: Candidate[] = [];
  const listed = company.environments.some(({ id }) => id === plan.environment);
  for (const rule of listed ? company.rules : []) {
    const selectors = selectorsOf(rule.when);
    const fits = ([path, allowed]: Candidate['provided'][number]) => allowed.includes(fieldOf(plan, path) ?? '\0');
    if (selectors.some((selector) => knows(selector[0]) && !fits(selector))) continue;
    const provided = selectors.filter(([path]) => !knows(path));
    found.push({ rule, provided });
    if (provided.length === 0) return found;
  }
  return [...found, { rule: strictestRule(plan.environment, company), provided: [] }];
}

export function verdictBy({ rule }: Candidate, { plan }: StatedPlan, requester: string, company: Company): Verdict {
  return evaluate(plan, requester, { ...company, rules: rule.line > 0 ? [{ ...rule, when: {} }] : [] });
}

/** `desired.replicas is 0 and service is order-service`, or `direction is up or down`. */
export function conditionText(provided: Candidate['provided']): string {
  return provided.map(([path, allowed]) => `${path} is ${allowed.join(' or ')}`).join(' and ');
}
