import { createHash } from 'node:crypto';
import { ChatError } from '../chat-error';
import { type Channels, type OwnChannel } from '../platform';
import { cleanLine, cut } from '../shared/clean-text';
import { asObject, asObjects, asText, type JsonObject } from '../shared/read-json';
import { type GraphCall } from './graph-call';
import { CHANNEL_DESCRIPTION, CHANNEL_NAME } from './limits';

/** What the description of a channel of ours begins with until it has its first topic: by it one is found whose answer was lost. */
const OURS = 'Made by Countersign for ';

/**
 * Channels in one team, through Microsoft Graph: a bot makes none. They are standard ones, which the bot is in as it is in the team;
 * who is to be in one is added to the team. https://learn.microsoft.com/graph/api/channel-post
 * @param team the team's ID, that of its group
 */
export function teamsChannels(graph: GraphCall, team: string): Channels {
  const channels = `/teams/${encodeURIComponent(team)}/channels`;
  return {
    privately: false,

    async createChannel(name, { private: hidden }) {
      if (hidden) throw new ChatError('no private channel can be made in Teams', 'not_set_up', false);
      const body = {
        displayName: short(name),
        description: `${OURS}${name}.`,
        membershipType: 'standard',
      };
      const request = { doing: 'a new channel', method: 'POST', path: channels, body, repeatable: false } as const;
      return own(await graph(request));
    },

    async findOwn(name) {
      const filter = encodeURIComponent(`displayName eq '${short(name).replaceAll("'", "''")}'`);
      const path = `${channels}?$filter=${filter}&$select=id,displayName,description,webUrl`;
      const { value } = await graph({ doing: 'a look for a channel', method: 'GET', path, repeatable: true });
      const found = asObjects(value).find(({ description }) => description === `${OURS}${name}.`);
      return found && own(found);
    },

    /** Whoever is in the team already is taken for added. https://learn.microsoft.com/graph/api/conversationmembers-add */
    async invite(_channel, accounts) {
      const values = accounts.map((account) => ({
        '@odata.type': 'microsoft.graph.aadUserConversationMember',
        roles: [],
        'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${account}')`,
      }));
      const path = `/teams/${encodeURIComponent(team)}/members/add`;
      const request = { doing: 'an invitation', method: 'POST', path, body: { values }, repeatable: true } as const;
      const { value } = await graph(request);
      const refused = asObjects(value)
        .filter(({ error }) => Object.keys(asObject(error)).length > 0)
        .map(({ userId }) => asText(userId)?.toLowerCase());
      return accounts.filter((account) => !refused.includes(account.toLowerCase()));
    },

    async setTopic(channel, topic) {
      const path = `${channels}/${encodeURIComponent(channel)}`;
      const body = { description: cut(cleanLine(topic), CHANNEL_DESCRIPTION) };
      await graph({ doing: 'a topic', method: 'PATCH', path, body, repeatable: true });
    },

    /** Graph pins messages of chats alone. */
    async pin() {},
  };
}

/** Names of one beginning stay apart where their end has to go. */
function short(name: string): string {
  if (name.length <= CHANNEL_NAME) return name;
  const end = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, CHANNEL_NAME - end.length - 1)}-${end}`;
}

function own({ id, displayName, webUrl }: JsonObject): OwnChannel {
  const [channel, name, url] = [id, displayName, webUrl].map(asText);
  if (!channel || !name) throw new ChatError("Microsoft Graph's answer names no channel.", 'unreadable', false);
  return { id: channel, name, url: url && /^https:\/\//.test(url) ? url : linkTo(channel, name) };
}

/** https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams */
function linkTo(channel: string, name: string): string {
  return `https://teams.microsoft.com/l/channel/${encodeURIComponent(channel)}/${encodeURIComponent(name)}`;
}
