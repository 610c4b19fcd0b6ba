import { type Origin } from '../model/command-request';
import { type Company } from '../model/company';
import { type HomeTenants, personOf } from './person-of';

/** Characters; the rest is read where it stands. */
const MOST = 300;

/** What a timeline keeps of a message: one line, in which people have their names. */
export function keptText(
  { company, tenants }: { company: Company; tenants: HomeTenants },
  origin: Origin,
  text: string,
): string {
  const mention = (_: string, account: string) =>
    `@${personOf(company, tenants, { ...origin, account })?.id ?? 'somebody'}`;
  const line = text
    .replace(/<@!?(\w+)>/g, mention)
    .replace(/\s+/g, ' ')
    .trim();
  return [...line].slice(0, MOST).join('');
}
