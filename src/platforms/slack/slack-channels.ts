import { type MessageRef } from '../../model/message-ref';
import { ChatError } from '../chat-error';
import { type Channels, type OwnChannel } from '../platform';
import { cleanLine, cut } from '../shared/clean-text';
import { bookmark } from './bookmark';
import { TOPIC } from './limits';
import { escapeMarkup } from './render/escape-markup';
import { READ_OR_REPLACE, SAY_ONCE, type SlackCall } from './slack-call';

/** 200 channels each; a workspace with more is not looked through. */
const PAGES = 25;
/** Somebody who cannot be invited keeps nobody else out. */
const NOT_INVITED = new Set([
  'user_not_found',
  'user_disabled',
  'cant_invite',
  'cant_invite_self',
  'user_is_restricted',
  'user_is_ultra_restricted',
  'ura_max_channels',
]);

/** https://docs.slack.dev/reference/methods/conversations.create and its neighbours */
export function slackChannels(call: SlackCall, team: string | undefined): Channels {
  const own = (channel: { id?: string; name?: string } | undefined): OwnChannel => {
    const { id, name } = channel ?? {};
    if (!id || !name)
      throw new ChatError("Slack's answer to conversations.create names no channel.", 'unreadable', false);
    return { id, name, url: `https://slack.com/app_redirect?team=${team ?? ''}&channel=${id}` };
  };

  async function inviteAll(channel: string, accounts: string[]): Promise<void> {
    const users = accounts.join(',');
    await call('conversations.invite', (web) => web.conversations.invite({ channel, users }), READ_OR_REPLACE);
  }

  /** Whether they are in it now. */
  async function inviteOne(channel: string, account: string): Promise<boolean> {
    try {
      await inviteAll(channel, [account]);
      return true;
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      if (error.code === 'already_in_channel') return true;
      if (NOT_INVITED.has(error.code)) return false;
      throw error;
    }
  }

  return {
    privately: true,

    async createChannel(name, { private: is_private }) {
      const answer = await call(
        'conversations.create',
        (web) => web.conversations.create({ name, is_private }),
        SAY_ONCE,
      );
      return own(answer.channel);
    },

    async findOwn(name) {
      const { user_id } = await call('auth.test', (web) => web.auth.test(), READ_OR_REPLACE);
      const types = 'public_channel,private_channel';
      let cursor: string | undefined;
      for (let page = 0; page < PAGES; page++) {
        const { channels, response_metadata: next } = await call(
          'conversations.list',
          (web) => web.conversations.list({ types, limit: 200, exclude_archived: true, cursor }),
          READ_OR_REPLACE,
        );
        const found = channels?.find((channel) => channel.name === name && channel.creator === user_id);
        if (found) return own(found);
        cursor = next?.next_cursor || undefined;
        if (!cursor) return undefined;
      }
      return undefined;
    },

    /** Slack invites nobody of a list in which one is in the channel already, or cannot be. */
    async invite(channel, accounts) {
      try {
        await inviteAll(channel, accounts);
        return accounts;
      } catch (error) {
        if (!(error instanceof ChatError) || error.temporary) throw error;
        const invited: string[] = [];
        for (const account of accounts) if (await inviteOne(channel, account)) invited.push(account);
        return invited;
      }
    },

    async setTopic(channel, text) {
      // Escaping makes it longer, and half an entity would show as one.
      const topic = escapedWithin(text);
      await call('conversations.setTopic', (web) => web.conversations.setTopic({ channel, topic }), READ_OR_REPLACE);
    },

    bookmark: (channel, title, url) => bookmark(call, channel, title, url),

    async pin({ channel, message }: MessageRef) {
      try {
        await call('pins.add', (web) => web.pins.add({ channel, timestamp: message }), READ_OR_REPLACE);
      } catch (error) {
        if (!(error instanceof ChatError) || error.code !== 'already_pinned') throw error;
      }
    },
  };
}

function escapedWithin(text: string): string {
  const line = cleanLine(text);
  for (let most = TOPIC; most > 0; most -= 10) {
    const escaped = escapeMarkup(cut(line, most));
    if (escaped.length <= TOPIC) return escaped;
  }
  return '';
}
