import { groupPages, listIn } from './group-pages';
import { type GroupSource } from './group-source';
import { createHttp } from './http';
import { checkUrl } from './http/check-url';
import { jsonOf } from './json-of';
import { refusal } from './refusal';
import { VendorError } from './vendor-error';

export interface DiscordApiSettings {
  /** Scheme and host. */
  apiUrl: string;
  botToken: string;
  /** A role is of one of these servers. */
  guildIds: string[];
}

const VENDOR = 'Discord';
/** The most that one answer holds. */
const PAGE = 1_000;

interface GuildMember {
  user?: { id?: string };
  roles?: string[];
}

/**
 * Who has a role. Discord tells it of no role, only of each member which roles they have, so that all members are read; for that the
 * application needs the privileged intent of server members.
 * https://docs.discord.com/developers/resources/guild#list-guild-members
 * @throws VendorError when the address is unsafe
 */
export function createDiscordRoles(
  { apiUrl, botToken, guildIds }: DiscordApiSettings,
  http = createHttp(VENDOR),
): GroupSource {
  const { origin } = checkUrl(VENDOR, apiUrl);
  const headers = {
    authorization: `Bot ${botToken}`,
    'user-agent': 'DiscordBot (https://github.com/countersign, 0.1.0)',
  };
  const get = (path: string, what: string, signal?: AbortSignal) =>
    http.send(`${origin}/api/v10${path}`, { what, headers, signal });

  /** The server that has the role: one that is gone is an error, not an empty group. */
  async function guildOf(role: string, what: string, signal?: AbortSignal): Promise<string> {
    for (const guild of guildIds) {
      const answer = await get(`/guilds/${guild}/roles/${role}`, what, signal);
      if (answer.status === 200) return guild;
      if (answer.status !== 404) throw refusal(VENDOR, what, answer, adviceFor(answer.status));
    }
    const message = `${VENDOR}: could not ${what}: no server of DISCORD_GUILD_IDS has it. Check the role in the company file.`;
    throw new VendorError(message, VENDOR, false);
  }

  return {
    name: 'discord',
    async members(role, signal) {
      const what = `read the members of role ${role}`;
      const guild = await guildOf(role, what, signal);
      return groupPages<string>(VENDOR, async (after = '0') => {
        const answer = await get(`/guilds/${guild}/members?limit=${PAGE}&after=${after}`, what, signal);
        if (answer.status !== 200) throw refusal(VENDOR, what, answer, adviceFor(answer.status));
        const page = jsonOf<unknown>(VENDOR, what, answer);
        const all = listIn<GuildMember>(VENDOR, what, page, isMember);
        return {
          members: all.filter(({ roles }) => roles!.includes(role)).map(({ user }) => ({ id: user!.id! })),
          ...(all.length >= PAGE && { next: all.at(-1)!.user!.id! }),
        };
      });
    },
  };
}

const isMember = ({ user, roles }: GuildMember) => typeof user?.id === 'string' && Array.isArray(roles);

function adviceFor(status: number): string {
  if (status === 401) return 'Check DISCORD_BOT_TOKEN.';
  if (status === 403) return 'Switch the Server Members Intent on, in the developer portal under Bot.';
  return 'Try again.';
}
