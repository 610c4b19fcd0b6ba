import { isExternallyShared, messageShape } from '../api/shapes';
import { type Json } from '../block-kit/check';
import { newHex, newId } from '../state/ids';
import { contentOf } from '../state/messages';
import { type Channel, type Message, type Moment } from '../state/model';
import { type Store } from '../state/store';

/** The event types an app can subscribe to here. */
export type Subscription =
  'app_home_opened' | 'app_mention' | 'message.im' | 'message.channels' | 'reaction_added' | 'reaction_removed';

/** The events that a moment means to the app. https://docs.slack.dev/reference/events */
export function eventsOf(store: Store, moment: Moment, subscribed: Subscription[]): Json[] {
  if (moment.onlyFor || !moment.channel || !('ts' in moment) || !moment.ts) return [];
  const channel = store.channel(moment.channel);
  const message = store.message(moment.channel, moment.ts);
  if (!channel?.members.includes(store.bot.id) || !message || message.subtype === 'slash') return [];
  const events = candidates(store, moment, channel, message);
  return events.filter(([subscription]) => subscribed.includes(subscription)).map(([, event]) => event);
}

function candidates(store: Store, moment: Moment, channel: Channel, message: Message): [Subscription, Json][] {
  const messages: Subscription = channel.kind === 'im' ? 'message.im' : 'message.channels';
  const channelType = channel.kind === 'im' ? 'im' : 'channel';
  const place = { channel: channel.id, channel_type: channelType };
  switch (moment.kind) {
    case 'posted': {
      const event: Json = { ...authored(store, message), channel: channel.id, event_ts: message.ts };
      const mentioned = contentOf(message).text.includes(`<@${store.bot.id}>`) && message.user !== store.bot.id;
      return [
        [messages, { ...event, ...place }],
        ...(mentioned && channel.kind !== 'im'
          ? [['app_mention', { ...event, type: 'app_mention' }] satisfies [Subscription, Json]]
          : []),
      ];
    }
    case 'edited':
    case 'deleted': {
      const subtype = moment.kind === 'edited' ? 'message_changed' : 'message_deleted';
      const ts = store.nextTs();
      const changed = moment.kind === 'edited' ? { message: messageShape(store, message) } : { deleted_ts: message.ts };
      const before = message.versions.at(-2) ?? message.versions[0];
      const previous = { ...messageShape(store, message), text: before?.text, blocks: before?.blocks };
      return [
        [
          messages,
          {
            type: 'message',
            subtype,
            hidden: true,
            ...changed,
            previous_message: previous,
            ...place,
            ts,
            event_ts: ts,
          },
        ],
      ];
    }
    case 'reacted':
    case 'unreacted': {
      const type = moment.kind === 'reacted' ? 'reaction_added' : 'reaction_removed';
      const item = { type: 'message', channel: channel.id, ts: message.ts };
      const event = {
        type,
        user: moment.user,
        reaction: moment.name,
        item,
        item_user: message.user,
        event_ts: store.nextTs(),
      };
      return [[type, event]];
    }
    default:
      return [];
  }
}

function authored(store: Store, message: Message): Json {
  const author = store.user(message.user);
  const foreign = author && author.teamId !== store.state.team.id;
  return {
    ...messageShape(store, message),
    ...(author?.bot ? {} : { client_msg_id: newHex(16) }),
    ...(foreign ? { user_team: author.teamId, source_team: author.teamId } : {}),
  };
}

/** The request body in which an event travels. https://docs.slack.dev/apis/events-api/#callback-field */
export function envelope(store: Store, event: Json, channel: Channel, verificationToken: string): string {
  const { team, app } = store.state;
  return JSON.stringify({
    token: verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: Math.floor(store.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: app.botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: isExternallyShared(store, channel),
    event_context: `4-${newHex(12)}`,
  });
}
