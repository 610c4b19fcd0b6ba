import { type MessageRef } from '../../model/message-ref';
import { type View } from '../../model/view';
import { ChatError } from '../chat-error';
import { type Outbox } from '../platform';
import { conversationId, withoutThread } from './activity';
import { accountStanding } from './account-standing';
import { attach } from './attach';
import { cardMessage } from './card-message';
import { channelFiles } from './channel-files';
import { connectorCaller, READ_OR_REPLACE, SAY_ONCE } from './connector';
import { directory } from './directory';
import { type TeamsSettings, type TeamsSurroundings } from './settings';
import { graphCaller } from './graph-call';
import { incidentRooms } from './incident-rooms';
import { teamsChannels } from './teams-channels';
import { teamsChats } from './teams-chats';
import { whisper } from './whisper';

/**
 * All that we say to Teams. This file is loaded when first needed, and the connector and the cards with it.
 *
 * Teams lets a bot look for no message: one whose answer was lost cannot be found again by its key, and is posted again rather than
 * not at all. Within one process a key is posted once.
 */
export function teamsOutbox(settings: TeamsSettings, surroundings: TeamsSurroundings): Outbox {
  const call = connectorCaller(settings);
  const known = directory(call, surroundings.conversations);
  const { incidentTeam, incidentChatApp, tenantId = '' } = settings;
  const graph = graphCaller(surroundings.graph);
  const files = incidentTeam ? channelFiles(graph, incidentTeam) : undefined;
  const isKnown = async (chat: string) =>
    (await surroundings.conversations().conversation(tenantId, chat)) !== undefined;
  const rooms = incidentRooms(
    incidentTeam ? teamsChannels(graph, incidentTeam) : undefined,
    incidentChatApp ? teamsChats(graph, incidentChatApp, isKnown) : undefined,
  );
  const posted = new Map<string, Promise<string>>();

  const say = async (tenant: string, channel: string, content: object | Promise<object>): Promise<string> => {
    const [place, message] = await Promise.all([known.conversation(tenant, channel), content]);
    const { id } = await call(
      'a message',
      place.serviceUrl,
      (client, options) => client.sendToConversation(channel, message as never, options),
      SAY_ONCE,
    );
    if (!id) throw new ChatError("Teams' answer names no message.", 'unreadable', false);
    return id;
  };

  const send = (tenant: string, channel: string, view: View) =>
    say(tenant, channel, cardMessage(known, tenant, channel, view));

  const update: Outbox['update'] = async ({ tenant, channel, message }, view) => {
    const [place, content] = await Promise.all([
      known.conversation(tenant, channel),
      cardMessage(known, tenant, channel, view),
    ]);
    await call(
      'an update',
      place.serviceUrl,
      (client, options) => client.updateActivity(channel, message, { ...content, id: message }, options),
      READ_OR_REPLACE,
    );
  };

  return {
    async post(to, view, key): Promise<MessageRef> {
      const { tenant } = to;
      const channel = conversationId(to);
      if (posted.size >= REMEMBERED) posted.clear();
      const message = posted.get(key) ?? send(tenant, channel, view);
      posted.set(key, message);
      message.catch(() => posted.delete(key));
      return { platform: 'teams', tenant, channel, message: await message };
    },

    update,

    async whisper(to, account, view, inPlace) {
      if (inPlace && to.pressed !== undefined && account === to.account) {
        await update({ ...to, message: to.pressed }, view);
        return;
      }
      await whisper(known, send, surroundings, to, account, view);
    },

    // https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams#deep-link-to-a-chat-message-or-channel-message
    async permalink({ tenant, channel, message }) {
      const place = withoutThread(channel);
      const { kind } = await known.conversation(tenant, channel);
      const query =
        kind === 'channel'
          ? `tenantId=${encodeURIComponent(tenant)}`
          : `context=${encodeURIComponent('{"contextType":"chat"}')}`;
      return `https://teams.microsoft.com/l/message/${encodeURIComponent(place)}/${encodeURIComponent(message)}?${query}`;
    },

    attach: (to, file, how) =>
      attach({ call, known, say, files, show: (view) => send(to.tenant, conversationId(to), view) }, to, file, how),

    async reply({ tenant, channel, message }, view) {
      const { kind } = await known.conversation(tenant, channel);
      const inThread = kind !== 'channel' || channel !== withoutThread(channel);
      await send(tenant, inThread ? channel : conversationId({ channel, thread: message }), view);
    },

    askReason: onTheCard,
    askToType: onTheCard,
    openForm: onTheCard,
    changeForm: onTheCard,

    standing: accountStanding(known, settings.tenantId),
    ...(rooms && { channels: rooms }),
  };
}

/** In Teams what is asked for is asked on the card. */
async function onTheCard(): Promise<never> {
  throw new ChatError('In Teams forms are on the card.', 'not_supported', false);
}

const REMEMBERED = 1000;
