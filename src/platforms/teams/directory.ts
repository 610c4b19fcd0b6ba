import { type Conversations, type KnownAccount, type KnownConversation } from '../../model/conversations';
import { type Origin } from '../../model/command-request';
import { ChatError } from '../chat-error';
import { asObject, asText } from '../shared/read-json';
import { withoutThread } from './activity';
import { type Call, READ_OR_REPLACE } from './connector';
import { TeamsCallError } from './failure';
import { ANY_CHANNEL } from './remember';

/** What Teams says of a member, as far as it matters here. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
export interface Member {
  userId: string;
  tenant?: string;
  role?: string;
}

/** Finds conversations and people: in our rows, then at Teams. */
export interface Directory {
  /** Throws ChatError for a conversation that we have never been spoken to in. */
  conversation: (tenant: string, channel: string) => Promise<KnownConversation>;
  account: (tenant: string, account: string) => Promise<KnownAccount | undefined>;
  /** The account as a member of a conversation; undefined when it is none. */
  member: (tenant: string, channel: string, account: string) => Promise<Member | undefined>;
  /** The personal chat with an account, made when there is none yet; undefined when Teams does not let us. */
  personalChat: (to: Origin, account: string) => Promise<{ channel: string } | undefined>;
}

/** A channel's; group chats end in `@thread.v2`. */
const CHANNEL_ID = /^19:.+@thread\.(?:tacv2|skype)$/;

export function directory(call: Call, conversations: () => Conversations): Directory {
  const found: Directory = {
    async conversation(tenant, channel) {
      const place = withoutThread(channel);
      const known = await conversations().conversation(tenant, place);
      if (known) return known;
      const any = CHANNEL_ID.test(place) && (await conversations().conversation(tenant, ANY_CHANNEL));
      if (any) return any;
      throw new ChatError(
        'Countersign was never spoken to in that conversation of Teams: add the app there.',
        'conversation_unknown',
        false,
      );
    },

    account: (tenant, account) => conversations().account(tenant, account),

    async member(tenant, channel, account) {
      const place = await found.conversation(tenant, channel);
      try {
        const told = asObject(
          await call(
            'a look at a member',
            place.serviceUrl,
            (client, options) => client.getConversationMember(withoutThread(channel), account, options),
            READ_OR_REPLACE,
          ),
        );
        const userId = asText(told['id']);
        if (!userId) throw new ChatError("Teams' answer names no member.", 'unreadable', true);
        return { userId, tenant: asText(told['tenantId']), role: asText(told['userRole']) };
      } catch (error) {
        if (error instanceof TeamsCallError && error.status === 404) return undefined;
        throw error;
      }
    },

    async personalChat({ tenant, channel: asked }, account) {
      const known = await found.account(tenant, account);
      const from = await found.conversation(tenant, known?.personal ?? asked);
      if (known?.personal !== undefined) return { channel: known.personal };
      const userId = known?.userId ?? (await found.member(tenant, asked, account))?.userId;
      if (userId === undefined) return undefined;
      const parameters = {
        isGroup: false,
        bot: { id: from.bot },
        members: [{ id: userId }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
      };
      try {
        const { id } = await call(
          'a personal chat',
          from.serviceUrl,
          (client, options) => client.createConversation(parameters as never, options),
          READ_OR_REPLACE,
        );
        const place: KnownConversation = { serviceUrl: from.serviceUrl, kind: 'personal', bot: from.bot };
        await conversations().keepConversation(tenant, id, place);
        await conversations().keepAccount(tenant, account, { seenIn: asked, ...known, userId, personal: id });
        return { channel: id };
      } catch (error) {
        if (error instanceof TeamsCallError && isNotThere(error)) return undefined;
        throw error;
      }
    },
  };
  return found;
}

/** The person has not got the app, has blocked it, or is gone. */
export function isNotThere({ status }: TeamsCallError): boolean {
  return status === 403 || status === 404;
}
