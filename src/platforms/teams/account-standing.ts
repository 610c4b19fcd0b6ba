import { type Outbox } from '../platform';
import { type Directory, type Member } from './directory';

type Standing = Awaited<ReturnType<Outbox['standing']>>;

const FRESH_MS = 60_000;
const REMEMBERED = 1000;

/** Asks Teams of the account as a member of where it was last seen, once a minute. What cannot be found out is thrown, never guessed. */
export function accountStanding(
  { account: known, member }: Directory,
  tenantId: string | undefined,
  clock = Date.now,
): Outbox['standing'] {
  const asked = new Map<string, { standing: Standing; until: number }>();
  return async (account, tenant) => {
    if (tenant !== tenantId) return 'stranger';
    const before = asked.get(account);
    if (before && before.until > clock()) return before.standing;
    const row = await known(tenant, account);
    const standing = row ? standingOf(await member(tenant, row.personal ?? row.seenIn, account), tenant) : 'stranger';
    if (asked.size >= REMEMBERED) asked.clear();
    asked.set(account, { standing, until: clock() + FRESH_MS });
    return standing;
  };
}

/** Roles: https://learn.microsoft.com/dotnet/api/microsoft.bot.schema.teams.teamschannelaccount.userrole */
function standingOf(member: Member | undefined, tenant: string): Standing {
  if (!member) return 'deactivated';
  if (member.tenant !== undefined && member.tenant !== tenant) return 'stranger';
  // One of the two has to say that the account is ours.
  if (member.tenant === undefined && member.role === undefined) return 'stranger';
  switch (member.role) {
    case undefined:
    case 'user':
    case 'owner':
      return 'ours';
    case 'guest':
      return 'guest';
    default:
      return 'stranger';
  }
}
