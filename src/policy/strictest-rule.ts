import { type Company, type Rule } from '../model/company';

/** What decides where no rule matches. An environment that the company does not know counts as production. */
export function strictestRule(environment: string, { environments, strictest }: Company): Rule {
  const production = environments.find(({ id }) => id === environment)?.production ?? true;
  return {
    name: production ? 'strictest (production)' : 'strictest',
    line: 0,
    when: {},
    require: [{ count: production ? 2 : 1, groups: [strictest.group], people: [] }],
    expiresSeconds: strictest.expiresSeconds,
    reasonRequired: false,
  };
}
