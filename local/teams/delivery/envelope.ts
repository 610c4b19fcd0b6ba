import { randomUUID } from 'node:crypto';
import { type Conversation, type Json, type Person, type State } from '../state/model';

export interface Place {
  conversation: Conversation;
  /** The first message of the thread, in a channel. */
  thread?: string;
}

/** What every activity says of its place, its author and the app. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations */
export function envelope(
  { state, now }: { state: Readonly<State>; now: () => number },
  serviceUrl: string,
  { conversation, thread }: Place,
  person: Person,
): Json {
  const { bot, team, tenantId } = state;
  const { type, id } = conversation;
  const at = new Date(now()).toISOString();
  return {
    timestamp: at,
    localTimestamp: at,
    localTimezone: 'Etc/UTC',
    locale: 'en-US',
    channelId: 'msteams',
    serviceUrl,
    from: { id: person.id, name: person.displayName, aadObjectId: person.aadObjectId },
    recipient: { id: bot.id, name: bot.name },
    conversation: {
      ...(type === 'personal' ? {} : { isGroup: true }),
      conversationType: type,
      tenantId: type === 'personal' ? person.tenantId : tenantId,
      id: thread ? `${id};messageid=${thread}` : id,
    },
    channelData: {
      ...(type === 'channel'
        ? { teamsChannelId: id, teamsTeamId: team.id, channel: { id }, team: { id: team.id } }
        : {}),
      tenant: { id: person.tenantId },
    },
  };
}

export const clientInfo = { locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Etc/UTC', type: 'clientInfo' };

/** Invokes and updates have IDs of this form, messages have others. */
export const newActivityId = () => `f:${randomUUID()}`;
