import { type Change, type PageChannel, type PageMessage, type PageUser, type Snapshot } from '../model';

/** What the page knows of the workspace, after a change. Messages stay in the order of their `ts`. */
export function applyChange(workspace: Snapshot, change: Change): Snapshot {
  switch (change.kind) {
    case 'message': {
      const { message } = change;
      const same = (other: PageMessage) => other.channel === message.channel && other.ts === message.ts;
      const index = workspace.messages.findLastIndex(same);
      const messages = index < 0 ? [...workspace.messages, message] : workspace.messages.with(index, message);
      return { ...workspace, messages };
    }
    case 'gone':
      return {
        ...workspace,
        messages: workspace.messages.filter(({ channel, ts }) => channel !== change.channel || ts !== change.ts),
      };
    case 'view': {
      const views = workspace.views.filter(({ id }) => id !== change.view.id);
      return { ...workspace, views: [...views, change.view] };
    }
    case 'closed':
      return { ...workspace, views: workspace.views.filter(({ id }) => id !== change.id) };
    case 'channels':
      return { ...workspace, channels: change.channels };
    case 'note':
      return { ...workspace, messages: [...workspace.messages, noteAsMessage(change, workspace)] };
  }
}

/** A private message like any other, though the server keeps none. */
function noteAsMessage(
  { onlyFor, channel, text }: Extract<Change, { kind: 'note' }>,
  { messages }: Snapshot,
): PageMessage {
  const ts = `${(Date.now() / 1000).toFixed(3)}${String(messages.length % 1000).padStart(3, '0')}`;
  return { channel, ts, user: 'USLACKBOT', onlyFor, text, reactions: [], version: 1 };
}

/** What a person sees of a channel: not what only others are shown. */
export const seenBy = (messages: PageMessage[], channel: string, viewer: string): PageMessage[] =>
  messages.filter((message) => message.channel === channel && (!message.onlyFor || message.onlyFor === viewer));

/** Threads are shown apart, except for replies that were sent to the channel too. */
export const inChannel = (messages: PageMessage[]): PageMessage[] =>
  messages.filter((message) => !isReply(message) || message.broadcast);

export const isReply = ({ ts, threadTs }: PageMessage) => Boolean(threadTs) && threadTs !== ts;

export const repliesTo = (messages: PageMessage[], parent: string): PageMessage[] =>
  messages.filter((message) => message.threadTs === parent && isReply(message));

/** Whether a message calls for this person by name. */
export function mentions({ text, blocks }: PageMessage, user: string): boolean {
  return text.includes(`<@${user}>`) || JSON.stringify(blocks ?? []).includes(`"user_id":"${user}"`);
}

export interface Unread {
  count: number;
  mentioned: number;
}

/** What others wrote in a channel since a person looked. In a conversation of two everything counts as a mention. */
export function unreadOf(messages: PageMessage[], channel: PageChannel, viewer: string, since: string): Unread {
  const fresh = inChannel(seenBy(messages, channel.id, viewer)).filter(({ ts, user }) => ts > since && user !== viewer);
  const mentioned = channel.kind === 'im' ? fresh : fresh.filter((message) => mentions(message, viewer));
  return { count: fresh.length, mentioned: mentioned.length };
}

export const channelsOf = ({ channels }: Snapshot, person: string): PageChannel[] =>
  channels.filter(({ members }) => members.includes(person));

/** Those one can be on this page. */
export const peopleOf = ({ users }: Snapshot): PageUser[] =>
  users.filter(({ kind }) => kind !== 'app' && kind !== 'slackbot');
