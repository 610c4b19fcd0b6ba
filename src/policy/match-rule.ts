import { type Company, type Rule, type Selector } from '../model/company';
import { type Plan } from '../model/plan';

/** The first rule whose selectors all match. None in an environment that the company does not know. */
export function matchRule(plan: Plan, { rules, environments }: Company): Rule | undefined {
  if (!environments.some(({ id }) => id === plan.environment)) return undefined;
  return rules.find(({ when }) => matches(when, plan));
}

function matches({ action, environment, service, direction }: Selector, plan: Plan): boolean {
  return (
    admits(action, plan.action) &&
    admits(environment, plan.environment) &&
    admits(service, plan.service) &&
    admits(direction, plan.direction)
  );
}

function admits(allowed: string[] | undefined, value: string | undefined): boolean {
  return allowed === undefined || (value !== undefined && allowed.includes(value));
}
