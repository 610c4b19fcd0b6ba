import { type Rule } from '../../src/model/company';

/** As the company file says it: `none`, `2 of team-leads and 1 of databases or @carol`. */
export function requireText({ require }: Pick<Rule, 'require'>): string {
  if (require.length === 0) return 'none';
  return require
    .map(({ count, groups, people }) => `${count} of ${[...groups, ...people.map((id) => `@${id}`)].join(' or ')}`)
    .join(' and ');
}

/** `"deploys to production" (line 142)`. */
export function ruleName({ name, line }: Pick<Rule, 'name' | 'line'>): string {
  return line > 0 ? `"${name}" (line ${line})` : `"${name}" (no rule matches)`;
}
