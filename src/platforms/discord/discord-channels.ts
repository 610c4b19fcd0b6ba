import { createHash } from 'node:crypto';
import { type MessageRef } from '../../model/message-ref';
import { ChatError } from '../chat-error';
import { type Channels, type OwnChannel } from '../platform';
import { cleanLine, cut } from '../shared/clean-text';
import { asObjects, asText, type JsonObject } from '../shared/read-json';
import { type DiscordCall } from './discord-call';
import { DiscordCallError, unreadableAnswer } from './failure';
import { TOPIC } from './limits';
import { type DiscordSettings } from './settings';

/** https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
const VIEW_CHANNEL = 1n << 10n;
/** What one needs to take part: to see it, write in it and read what was written. */
const TAKE_PART = String(VIEW_CHANNEL | (1n << 11n) | (1n << 16n));
const [ROLE, MEMBER] = [0, 1];
/** Unknown user, unknown member. */
const NOT_THERE = new Set(['10013', '10007']);
const LACKS_PERMISSION = '50013';

/**
 * Channels in the first of our servers. Discord takes any number of channels of one name and tells of none who made it: ours begins
 * with a mark in its topic, which stands until the channel has been noted and gets its true topic.
 * https://docs.discord.com/developers/resources/guild#create-guild-channel
 */
export function discordChannels(
  call: DiscordCall,
  { apiUrl, guildIds }: Pick<DiscordSettings, 'apiUrl' | 'guildIds'>,
): Channels {
  const guild = guildIds[0] ?? '';
  const path = `/guilds/${guild}/channels`;
  const own = (channel: JsonObject): OwnChannel => {
    const [id, name] = [asText(channel['id']), asText(channel['name'])];
    if (!id || !name) throw unreadableAnswer('a channel');
    return { id, name, url: `${apiUrl}/channels/${guild}/${id}` };
  };

  return {
    privately: true,

    async createChannel(name, { private: isPrivate }) {
      // The server's own ID is that of the role that everybody has.
      const hidden = { id: guild, type: ROLE, allow: '0', deny: String(VIEW_CHANNEL) };
      const overwrites = isPrivate
        ? [hidden, { id: await ownId(call), type: MEMBER, allow: TAKE_PART, deny: '0' }]
        : [];
      const body = { name, type: 0, topic: markOf(name), permission_overwrites: overwrites };
      try {
        return own(await call({ doing: 'a channel', method: 'POST', path, body, repeatable: false }));
      } catch (error) {
        throw lacking(error, 'Manage Channels');
      }
    },

    async findOwn(name) {
      const { items } = await call({ doing: 'a look at the channels', method: 'GET', path, repeatable: true });
      const found = asObjects(items).find((one) => one['name'] === name && one['topic'] === markOf(name));
      return found && own(found);
    },

    /** Everybody of the server is in a channel that is not private. */
    async invite(channel, accounts) {
      const look = {
        doing: 'a look at a channel',
        method: 'GET',
        path: `/channels/${channel}`,
        repeatable: true,
      } as const;
      const overwrites = asObjects((await call(look))['permission_overwrites']);
      if (!overwrites.some(({ id, deny }) => id === guild && isHiding(deny))) return accounts;
      const invited: string[] = [];
      for (const account of accounts) if (await letIn(call, channel, account)) invited.push(account);
      return invited;
    },

    async setTopic(channel, text) {
      const body = { topic: cut(cleanLine(text), TOPIC) };
      await call({ doing: 'a topic', method: 'PATCH', path: `/channels/${channel}`, body, repeatable: true });
    },

    async pin({ channel, message }: MessageRef) {
      const pins = `/channels/${channel}/messages/pins/${message}`;
      await call({ doing: 'a pin', method: 'PUT', path: pins, repeatable: true });
    },
  };
}

async function ownId(call: DiscordCall): Promise<string> {
  const id = asText((await call({ doing: 'who I am', method: 'GET', path: '/users/@me', repeatable: true }))['id']);
  if (!id) throw unreadableAnswer('who I am');
  return id;
}

/** Whether they can see it now. */
async function letIn(call: DiscordCall, channel: string, account: string): Promise<boolean> {
  const path = `/channels/${channel}/permissions/${account}`;
  const body = { type: MEMBER, allow: TAKE_PART, deny: '0' };
  try {
    await call({ doing: 'an invitation', method: 'PUT', path, body, repeatable: true });
    return true;
  } catch (error) {
    if (error instanceof DiscordCallError && NOT_THERE.has(error.code)) return false;
    throw lacking(error, 'Manage Permissions');
  }
}

function lacking(error: unknown, permission: string): unknown {
  if (!(error instanceof DiscordCallError) || error.code !== LACKS_PERMISSION) return error;
  return new ChatError(`channels on Discord (give my role the permission ${permission})`, 'not_set_up', false);
}

function isHiding(deny: unknown): boolean {
  return typeof deny === 'string' && /^\d{1,20}$/.test(deny) && (BigInt(deny) & VIEW_CHANNEL) !== 0n;
}

function markOf(name: string): string {
  return `ref ${createHash('sha256').update(`channel ${name}`).digest('hex').slice(0, 16)}`;
}
