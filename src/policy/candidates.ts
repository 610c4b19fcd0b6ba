import { type Company, type Rule } from '../model/company';
import { type Plan } from '../model/plan';
import { type Verdict } from '../model/verdict';
import { evaluate } from './evaluate';
import { fieldOf, selectorsOf } from './match-rule';
import { strictestRule } from './strictest-rule';

/** A plan as far as it can be told without asking any vendor. */
export interface StatedPlan {
  plan: Plan;
  /** Whether a field is known, be it that the plan has none. */
  knows: (path: string) => boolean;
}

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

/** @returns whatever is not said is taken for not there when `complete` */
export function stated(plan: Plan, complete = false): StatedPlan {
  return {
    plan,
    knows: (path) => complete || !/^(current|desired)\./.test(path) || fieldOf(plan, path) !== undefined,
  };
}

/** An action in an environment, whatever the service is. */
export function anyService(action: string, environment: string, direction: Plan['direction']): StatedPlan {
  const display = { commits: [], moreCommits: 0 };
  const plan = { action, environment, direction, service: '', connector: '', current: null, desired: {}, display };
  const { knows } = stated(plan);
  return { plan, knows: (path) => path !== 'service' && path !== 'connector' && knows(path) };
}

/** The directions that plans of an action may have. */
export function directionsOf(action: string): Plan['direction'][] {
  return action === 'scale' ? ['up', 'down'] : [undefined];
}
