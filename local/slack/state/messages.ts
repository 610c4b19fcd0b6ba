import { completeBlocks } from '../block-kit/complete-blocks';
import { type Content, type Message, type Moment, type Version } from './model';
import { type Store } from './store';

type New = Pick<Message, 'channel' | 'user'> &
  Partial<Pick<Message, 'threadTs' | 'broadcast' | 'onlyFor' | 'subtype' | 'unfurlLinks' | 'unfurlMedia'>>;

/** Puts a message into a channel; with `onlyFor` an ephemeral one. */
export function post(store: Store, to: New, content: Content): { message: Message; moment: Moment } {
  const message: Message = {
    ...to,
    ts: store.nextTs(),
    reactions: [],
    versions: [{ ...complete(content), at: store.now() }],
  };
  store.add(message);
  const { user, channel, ts, onlyFor } = message;
  return { message, moment: store.log({ kind: 'posted', user, channel, ts, onlyFor }) };
}

/** Gives a message new content; the old one stays among its versions. */
export function edit(store: Store, message: Message, by: string, content: Content): void {
  message.versions.push({ ...complete(content), at: store.now() });
  message.edited = { user: by, ts: store.nextTs() };
  const { channel, ts, onlyFor } = message;
  store.log({ kind: 'edited', user: by, channel, ts, onlyFor, version: message.versions.length - 1 });
}

export function remove(store: Store, message: Message, by: string): void {
  message.deleted = true;
  const { channel, ts, onlyFor } = message;
  store.log({ kind: 'deleted', user: by, channel, ts, onlyFor });
}

/** @returns undefined when this person reacted so before */
export function react(store: Store, message: Message, user: string, name: string): Moment | undefined {
  const existing = message.reactions.find((reaction) => reaction.name === name);
  if (existing?.users.includes(user)) return undefined;
  if (existing) existing.users.push(user);
  else message.reactions.push({ name, users: [user] });
  return store.log({ kind: 'reacted', user, channel: message.channel, ts: message.ts, name });
}

/** @returns undefined when there was no such reaction of this person */
export function unreact(store: Store, message: Message, user: string, name: string): Moment | undefined {
  const existing = message.reactions.find((reaction) => reaction.name === name);
  if (!existing?.users.includes(user)) return undefined;
  existing.users = existing.users.filter((other) => other !== user);
  message.reactions = message.reactions.filter((reaction) => reaction.users.length);
  return store.log({ kind: 'unreacted', user, channel: message.channel, ts: message.ts, name });
}

/** The message with this `ts`, ephemeral or not, unless it was deleted. */
export function findMessage(store: Store, channel: string, ts: string): Message | undefined {
  const message = store.message(channel, ts);
  return message?.deleted ? undefined : message;
}

/** What the message shows now. */
export function contentOf(message: Message): Version {
  const last = message.versions.at(-1);
  if (!last) throw new Error(`message ${message.ts} has no content`);
  return last;
}

const complete = (content: Content): Content => ({
  ...content,
  ...(content.blocks ? { blocks: completeBlocks(content.blocks) } : {}),
});
