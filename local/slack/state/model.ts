import { type Json } from '../block-kit/check';

/** All that the server remembers, as plain JSON. */
export interface State {
  team: { id: string; name: string; domain: string };
  app: App;
  users: User[];
  channels: Channel[];
  /** Absent: none. */
  userGroups?: UserGroup[];
  messages: Message[];
  views: View[];
  /** Everything that happened, oldest first. */
  moments: Moment[];
  /** Microseconds of the last `ts` given out. */
  lastTs: number;
}

interface App {
  id: string;
  name: string;
  /** The bot's user in `users`. */
  botUser: string;
  botId: string;
}

export interface UserGroup {
  id: string;
  /** What people write after `@`. */
  handle: string;
  users: string[];
}

export interface User {
  id: string;
  name: string;
  realName: string;
  email?: string;
  /** The user's own team; another one than the workspace's makes a Slack Connect stranger. */
  teamId: string;
  deleted?: boolean;
  /** Of another app, or of ours. */
  bot?: { botId: string; appId: string };
  restricted?: boolean;
  ultraRestricted?: boolean;
  admin?: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  creator: string;
  /** Unix seconds */
  created: number;
  members: string[];
  topic: string;
  archived?: boolean;
  /** `ts` of pinned messages. */
  pins: string[];
  bookmarks?: { id: string; title: string; link: string }[];
}

/** What a message shows at one time. */
export interface Content {
  text: string;
  blocks?: Json[];
  attachments?: Json[];
  /** Each with `id`, `name`, `title`, `size`, `url_private`. */
  files?: Json[];
  metadata?: Json;
}

export interface Version extends Content {
  /** Milliseconds of the epoch */
  at: number;
}

export interface Message {
  channel: string;
  ts: string;
  user: string;
  threadTs?: string;
  /** A thread reply that is shown in the channel too. */
  broadcast?: boolean;
  /** An ephemeral message: nobody else sees it, and no API method finds it. */
  onlyFor?: string;
  /** `slash` is a typed command that Slack shows because its answer is `in_channel`. */
  subtype?: 'slash';
  unfurlLinks?: boolean;
  unfurlMedia?: boolean;
  edited?: { user: string; ts: string };
  deleted?: boolean;
  reactions: { name: string; users: string[] }[];
  /** Each content it had, the present one last. */
  versions: Version[];
}

export interface View {
  id: string;
  kind: 'modal' | 'home';
  viewer: string;
  rootId: string;
  previousId?: string;
  hash: string;
  /** As the app gave it, completed. */
  body: Json;
  /** The conversation in which it was opened, when there is one. */
  channel?: string;
  /** What the person sees at the fields after `response_action: errors`, by block ID. */
  errors?: Record<string, string>;
  /** What the person sees when a submission failed. */
  trouble?: string;
  state: 'open' | 'closed';
}

interface Happened {
  /** Milliseconds of the epoch */
  at: number;
  /** Who did it. */
  user: string;
  channel?: string;
  /** The only person who sees it. */
  onlyFor?: string;
}

/** One thing that happened: the stream that `subscribe` gives, and what a transcript is made of. */
export type Moment = Happened &
  (
    | { kind: 'posted' | 'deleted'; ts: string }
    | { kind: 'edited'; ts: string; version: number }
    | { kind: 'reacted' | 'unreacted'; ts: string; name: string }
    | { kind: 'typed' | 'noted'; text: string }
    | { kind: 'clicked'; ts?: string; viewId?: string; label: string }
    | { kind: 'opened' | 'updated' | 'submitted' | 'closed'; viewId: string; body: Json; values?: Json }
    | { kind: 'joined' | 'created' | 'topic' }
  );
