import { z } from 'zod';
import { type Conversation, type Json } from '../state/model';
import { type Store } from '../state/store';
import { readActivity } from './check-activity';
import { badArgument, ConnectorError } from './connector-error';

const parametersSchema = z.object({
  isGroup: z.boolean().optional(),
  bot: z.object({ id: z.string() }).optional(),
  members: z.array(z.object({ id: z.string() })).optional(),
  tenantId: z.string().optional(),
  activity: z.unknown().optional(),
  channelData: z
    .object({
      tenant: z.object({ id: z.string() }).optional(),
      channel: z.object({ id: z.string() }).optional(),
    })
    .optional(),
});

export interface Opened {
  conversation: Conversation;
  /** Undefined where a new thread begins. */
  thread?: undefined;
  activity?: Json;
}

/**
 * `POST /v3/conversations`: the personal chat of one person, or a new thread in a channel.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 * @throws ConnectorError in the connector's words
 */
export function openConversation(store: Store, body: string): Opened {
  const read = parametersSchema.safeParse(parsed(body));
  if (!read.success) throw badArgument(`Invalid parameters: ${z.prettifyError(read.error).replaceAll('\n', ' ')}`);
  const { channelData, members = [], tenantId = channelData?.tenant?.id, activity: given } = read.data;
  const activity = given === undefined ? undefined : readActivity(JSON.stringify(given));
  const channel = channelData?.channel?.id;
  if (channel !== undefined) {
    const conversation = store.state.conversations.find(({ id, type }) => type === 'channel' && id === channel);
    if (!conversation) throw new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.');
    if (!activity) throw badArgument('A new thread in a channel needs an activity.');
    return { conversation, activity };
  }
  const [member, ...others] = members;
  if (!member || others.length > 0)
    throw badArgument('Incorrect conversation creation parameters: one member is needed.');
  const person = store.state.people.find(({ id, aadObjectId }) => id === member.id || aadObjectId === member.id);
  if (!person) throw badArgument('Bot cannot find the member: the ID is not one of this bot’s users.');
  if (tenantId !== person.tenantId)
    throw new ConnectorError(403, 'Forbidden', 'The tenant is missing, or not the one of the member.');
  const conversation = store.personal(person);
  if (!conversation?.installed)
    throw new ConnectorError(403, 'ForbiddenOperationException', "Bot is not installed in user's personal scope");
  return { conversation, activity };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ConnectorError(400, 'BadSyntax', 'The body is not JSON.');
  }
}
