import { setTimeout as sleep } from 'node:timers/promises';
import { type MessageRef } from '../../model/message-ref';
import { ChatError } from '../chat-error';
import { type Channels, type OwnChannel } from '../platform';
import { asObjects, asText, type JsonObject } from '../shared/read-json';
import { TeamsCallError } from './failure';
import { type GraphCall } from './graph-call';

/** 50 chats each; somebody with more is not looked through. */
const PAGES = 20;
/** How often and how long Teams is given to tell us that we are in a new chat, ms. */
const [LOOKS, BETWEEN_MS] = [5, 400];
const GRAPH = 'https://graph.microsoft.com/v1.0';

/**
 * Group chats in the place of channels, through Microsoft Graph: for private incidents, and for all where no team is theirs. A bot is
 * in a chat when its app is put there. https://learn.microsoft.com/graph/api/chat-post, chat-post-installedapps, chat-post-members
 * @param app the app's ID in the tenant's catalogue
 * @param isKnown whether Teams has told us of a chat; until it has, nothing can be said there
 */
export function teamsChats(graph: GraphCall, app: string, isKnown: (chat: string) => Promise<boolean>): Channels {
  const pathOf = (chat: string) => `/chats/${encodeURIComponent(chat)}`;

  async function enter(chat: string): Promise<void> {
    const body = { 'teamsApp@odata.bind': `${GRAPH}/appCatalogs/teamsApps/${app}` };
    const path = `${pathOf(chat)}/installedApps`;
    await unlessThere(graph({ doing: 'the way into a chat', method: 'POST', path, body, repeatable: true }));
    for (let look = 1; !(await isKnown(chat)); look++) {
      if (look === LOOKS) throw new ChatError('Teams has not let us into the new chat yet.', 'not_there_yet', true);
      await sleep(BETWEEN_MS);
    }
  }

  async function add(chat: string, account: string): Promise<boolean> {
    const request = {
      doing: 'an invitation',
      method: 'POST',
      path: `${pathOf(chat)}/members`,
      repeatable: true,
    } as const;
    // The whole of what was said: an incident is joined late.
    const body = { ...member(account), visibleHistoryStartDateTime: '0001-01-01T00:00:00Z' };
    try {
      await unlessThere(graph({ ...request, body }));
      return true;
    } catch (error) {
      if (error instanceof TeamsCallError && (error.status === 400 || error.status === 404)) return false;
      throw error;
    }
  }

  return {
    privately: true,

    async createChannel(topic, { accounts = [] }) {
      if (accounts.length === 0) throw new ChatError('nobody has an account for a chat in Teams', 'not_set_up', false);
      const body = { chatType: 'group', topic, members: accounts.map(member) };
      const chat = own(await graph({ doing: 'a new chat', method: 'POST', path: '/chats', body, repeatable: false }));
      await enter(chat.id);
      return chat;
    },

    /** It is among the chats of whoever was in it from the start. */
    async findOwn(name, options) {
      const first = options?.accounts?.[0];
      if (first === undefined) return undefined;
      let path: string | undefined = `/users/${encodeURIComponent(first)}/chats?$top=50`;
      for (let page = 0; path !== undefined && page < PAGES; page++) {
        const answer: JsonObject = await graph({ doing: 'a look for a chat', method: 'GET', path, repeatable: true });
        const found = asObjects(answer['value']).find(({ topic, chatType }) => topic === name && chatType === 'group');
        if (found) {
          const chat = own(found);
          await enter(chat.id);
          return chat;
        }
        path = nextPath(asText(answer['@odata.nextLink']));
      }
      return undefined;
    },

    async invite(chat, accounts) {
      const added = await Promise.all(accounts.map((account) => add(chat, account)));
      return accounts.filter((_, index) => added[index]);
    },

    /** A chat's topic is the only name that it has. */
    async setTopic() {},

    async pin({ channel, message }: MessageRef) {
      const path = `${pathOf(channel)}/pinnedMessages`;
      const body = { 'message@odata.bind': `${GRAPH}${pathOf(channel)}/messages/${message}` };
      await unlessThere(graph({ doing: 'a pin', method: 'POST', path, body, repeatable: true }));
    },
  };
}

function member(account: string) {
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: ['owner'],
    'user@odata.bind': `${GRAPH}/users('${account}')`,
  };
}

async function unlessThere(asked: Promise<unknown>): Promise<void> {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof TeamsCallError) || error.status !== 409) throw error;
  }
}

function nextPath(link: string | undefined): string | undefined {
  if (!link || !URL.canParse(link)) return undefined;
  const { pathname, search } = new URL(link);
  return pathname.replace(/^\/v1\.0/, '') + search;
}

function own({ id, topic, webUrl }: JsonObject): OwnChannel {
  const [chat, name, url] = [id, topic, webUrl].map(asText);
  if (!chat || !name) throw new ChatError("Microsoft Graph's answer names no chat.", 'unreadable', false);
  const link = `https://teams.microsoft.com/l/chat/${encodeURIComponent(chat)}/0`;
  return { id: chat, name, url: url && /^https:\/\//.test(url) ? url : link };
}
