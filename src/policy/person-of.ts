import { type Origin } from '../model/command-request';
import { type Company } from '../model/company';
import { type Person, type PlatformName } from '../model/person';

/** Our own Slack team, Teams tenant and Discord guild. An account of any other is a stranger. */
export type HomeTenants = Partial<Record<PlatformName, string>>;

/** The person behind an account, if it is one of ours. */
export function personOf(
  company: Company,
  tenants: HomeTenants,
  { platform, tenant, account }: Pick<Origin, 'platform' | 'tenant' | 'account'>,
): Person | undefined {
  if (tenant !== tenants[platform]) return undefined;
  return company.people.find(({ accounts }) => accounts[platform] === account);
}
