import { type View } from '../../model/view';
import { REFRESHED_USERS } from './limits';
import { type Directory } from './directory';

/**
 * The Teams IDs (`29:…`, which is what a refresh takes) of those who see a card of their own. Undefined when they are too many, or when one
 * of them cannot be found: then everybody is shown the buttons, since a card without them would be of no use to that one.
 */
export async function refreshedUsers(
  { account: known, member }: Directory,
  tenant: string,
  channel: string,
  { audience, actions }: View,
): Promise<string[] | undefined> {
  if (!audience || !actions?.some((action) => 'ballot' in action)) return undefined;
  const accounts = new Set([audience.requester, ...audience.approvers].map(({ accounts }) => accounts.teams));
  accounts.delete(undefined);
  if (accounts.size === 0 || accounts.size > REFRESHED_USERS) return undefined;
  const ids = await Promise.all(
    [...accounts].map(async (account = '') => {
      const row = await known(tenant, account);
      return row?.userId ?? (await member(tenant, channel, account).catch(() => undefined))?.userId;
    }),
  );
  return ids.every((id) => id !== undefined) ? ids : undefined;
}
