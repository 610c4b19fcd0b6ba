import { type Company, type Rule, type Selector } from '../model/company';
import { type Plan } from '../model/plan';

/** The first rule whose selectors all match. None in an environment that the company does not know. */
export function matchRule(plan: Plan, { rules, environments }: Company): Rule | undefined {
  if (!environments.some(({ id }) => id === plan.environment)) return undefined;
  return rules.find(({ when }) =>
    selectorsOf(when).every(([path, allowed]) => {
      const value = fieldOf(plan, path);
      return value !== undefined && allowed.includes(value);
    }),
  );
}

/** What a rule looks at, by path in the plan, each with the values that match. */
export function selectorsOf({ plan, ...rest }: Selector): [path: string, allowed: string[]][] {
  return [...Object.entries(rest), ...Object.entries(plan ?? {})].flatMap(([path, allowed]): [string, string[]][] =>
    allowed ? [[path, allowed]] : [],
  );
}

/** A field of a plan as text, by a path such as `action` or `desired.replicas`; undefined when it has none. */
export function fieldOf(plan: Plan, path: string): string | undefined {
  const value = path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
          ? (inner as Record<string, unknown>)[key]
          : undefined,
      plan,
    );
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
