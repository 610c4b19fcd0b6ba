import { type Channel, type Message, type User } from '../state/model';
import { findMessage } from '../state/messages';
import { type Store } from '../state/store';
import { type Uploads } from '../state/uploads';
import { type Triggers } from './triggers';
import { type Arguments } from './arguments';
import { SlackError } from './slack-error';

/** What a Web API method works on. */
export interface ApiContext {
  store: Store;
  triggers: Triggers;
  uploads: Uploads;
  /** The bot whose token was given. */
  caller: User;
}

/** One Web API method. @returns the answer's fields beside `ok` @throws SlackError */
type Method = (args: Arguments, context: ApiContext) => object;
export type Methods = Record<string, Method>;

/** The channel named by an argument, if the caller may know of it. @throws SlackError `channel_not_found` */
export function visibleChannel({ store, caller }: ApiContext, id: string): Channel {
  const channel = store.channel(id);
  if (!channel || (channel.kind !== 'public' && !channel.members.includes(caller.id))) {
    throw new SlackError('channel_not_found');
  }
  return channel;
}

/** A channel that the caller is in. @throws SlackError `channel_not_found`, `not_in_channel` */
export function joinedChannel(context: ApiContext, id: string): Channel {
  const channel = visibleChannel(context, id);
  if (!channel.members.includes(context.caller.id)) throw new SlackError('not_in_channel');
  return channel;
}

/** A message that everybody in the channel sees. @throws SlackError */
export function publicMessage({ store }: ApiContext, channel: string, ts: string, code = 'message_not_found'): Message {
  const message = findMessage(store, channel, ts);
  if (!message || message.onlyFor || message.subtype === 'slash') throw new SlackError(code);
  return message;
}
