import { type Json } from '../block-kit/check';

/* What the server tells the page. */

export interface PageUser {
  id: string;
  name: string;
  realName: string;
  /** Why this account is not an ordinary member. */
  kind?: 'app' | 'guest' | 'stranger' | 'slackbot';
}

export interface PageChannel {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  members: string[];
  topic: string;
}

export interface PageMessage {
  channel: string;
  ts: string;
  user: string;
  threadTs?: string;
  broadcast?: boolean;
  /** Only this person sees it. */
  onlyFor?: string;
  /** A typed command that everybody sees. */
  slash?: boolean;
  text: string;
  blocks?: Json[];
  attachments?: Json[];
  files?: Json[];
  reactions: { name: string; users: string[] }[];
  /** How many contents it had. */
  version: number;
}

export interface PageView {
  id: string;
  viewer: string;
  body: Json;
  /** Of two modals of one person, the later one is on top. */
  depth: number;
}

export interface PageCommand {
  command: string;
  description?: string;
  /** e.g. `<service> <version> <environment>` */
  usageHint?: string;
}

export interface Snapshot {
  team: string;
  /** The bot's user. */
  bot: string;
  users: PageUser[];
  channels: PageChannel[];
  messages: PageMessage[];
  views: PageView[];
  commands: PageCommand[];
}

export type Change =
  | { kind: 'message'; message: PageMessage }
  | { kind: 'gone'; channel: string; ts: string }
  | { kind: 'view'; view: PageView }
  | { kind: 'closed'; id: string }
  | { kind: 'channels'; channels: PageChannel[] }
  /** Slack's own word to one person about what they just did. */
  | { kind: 'note'; channel: string; onlyFor: string; text: string };
