import { type Origin } from '../model/command-request';
import { type Company } from '../model/company';
import { finder } from '../model/finder';
import { type Person, type PlatformName } from '../model/person';

/** Our own Slack team, Entra tenant and Discord guild. An account of any other is a stranger. */
export type HomeTenants = Partial<Record<PlatformName, string>>;

/** The person behind an account, if it is one of ours. Who signs in on the command line has the account of Teams: both are Entra's. */
export function personOf(
  company: Company,
  tenants: HomeTenants,
  { platform, tenant, account }: Pick<Origin, 'platform' | 'tenant' | 'account'>,
): Person | undefined {
  if (tenant !== tenants[platform]) return undefined;
  return byAccount(company.people, `${platform === 'console' ? 'teams' : platform} ${account}`);
}

/** At thousands of people, looking for one would cost more than all else before the acknowledgement. */
const byAccount = finder<Person>(({ accounts }) =>
  Object.entries(accounts).flatMap(([platform, account]) => (account === undefined ? [] : [`${platform} ${account}`])),
);
