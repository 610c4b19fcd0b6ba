import { asObject } from '../shared/read-json';
import { type Outbox } from '../platform';
import { type DiscordCall } from './discord-call';
import { DiscordCallError } from './failure';
import { type DiscordSettings } from './settings';

type Standing = Awaited<ReturnType<Outbox['standing']>>;

const FRESH_MS = 60_000;
const REMEMBERED = 1000;
/** Unknown user, unknown member. */
const NOT_THERE = new Set(['10013', '10007']);
/** A guest of a voice channel. https://docs.discord.com/developers/resources/guild#guild-member-object-guild-member-flags */
const IS_GUEST = 16;

/** Asks our guilds for their member, once a minute for each account. What cannot be found out is thrown, never guessed. */
export function accountStanding(
  call: DiscordCall,
  { guildIds }: Pick<DiscordSettings, 'guildIds'>,
  clock = Date.now,
): Outbox['standing'] {
  const known = new Map<string, { standing: Standing; until: number }>();
  return async (account, tenant) => {
    if (tenant !== guildIds[0] || !/^\d{15,20}$/.test(account)) return 'stranger';
    const before = known.get(account);
    if (before && before.until > clock()) return before.standing;
    const found = await Promise.all(guildIds.map((guild) => ask(call, guild, account)));
    const standing = found.find((one) => one === 'ours') ?? found.find((one) => one !== 'stranger') ?? 'stranger';
    if (known.size >= REMEMBERED) known.clear();
    known.set(account, { standing, until: clock() + FRESH_MS });
    return standing;
  };
}

async function ask(call: DiscordCall, guild: string, account: string): Promise<Standing> {
  const path = `/guilds/${guild}/members/${account}`;
  try {
    const member = await call({ doing: 'a look at a member', method: 'GET', path, repeatable: true });
    return standingOf(member);
  } catch (error) {
    if (error instanceof DiscordCallError && NOT_THERE.has(error.code)) return 'stranger';
    throw error;
  }
}

/** Who has not yet agreed to the server's rules, or is kept silent, does not speak for us. */
function standingOf(member: Record<string, unknown>): Standing {
  if (asObject(member['user'])['bot'] === true) return 'bot';
  const silenced = member['communication_disabled_until'];
  if (typeof silenced === 'string' && Date.parse(silenced) > Date.now()) return 'deactivated';
  return member['pending'] === true || (Number(member['flags']) & IS_GUEST) !== 0 ? 'guest' : 'ours';
}
