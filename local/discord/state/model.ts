export type Json = Record<string, unknown>;

export interface Member {
  id: string;
  name: string;
  displayName: string;
  bot?: boolean;
  /** Has not yet agreed to the server's rules. */
  pending?: boolean;
  /** Until when they may say nothing, ISO 8601. */
  silencedUntil?: string;
  /** Of another server: sees this one, and is no member. */
  elsewhere?: boolean;
  /** IDs. */
  roles?: string[];
}

export interface Channel {
  id: string;
  name: string;
  /** Of a thread: the channel that it hangs on. */
  parent?: string;
  /** Of a direct message: with whom. */
  with?: string;
  topic?: string;
  /** Who may see it and who may not, as Discord tells it. */
  overwrites?: Overwrite[];
  /** IDs of messages. */
  pins?: string[];
}

export interface Overwrite {
  id: string;
  /** 0 a role, 1 a member. */
  type: 0 | 1;
  allow: string;
  deny: string;
}

export interface Message {
  id: string;
  channel: string;
  author: string;
  content: string;
  embeds: Json[];
  components: Json[];
  flags: number;
  /** The only person who sees it. */
  onlyFor?: string;
  /** Whose command it answers, and which. */
  answers?: { user: string; name: string };
  replyTo?: string;
  nonce?: string;
  /** Of a file that is no text the text is empty; `picture` is one that is shown, in base64; for the page, its address. */
  files?: { filename: string; description?: string; type: string; size: number; text: string; picture?: string }[];
  edited?: string;
  deleted?: boolean;
  /** Every state that people could see, oldest first. */
  versions: { at: string; content: string; embeds: Json[]; components: Json[] }[];
}

/** A message as a test or a page reads it. */
export interface SeenMessage extends Message {
  text: string;
  /** “… is thinking”. */
  loading: boolean;
  buttons: { label: string; custom_id: string }[];
}

/** Something a person did, and the token that answers it. */
export interface Interaction {
  id: string;
  token: string;
  user: string;
  channel: string;
  /** Milliseconds of the epoch. */
  at: number;
  /** The message that was clicked, or the first answer. */
  original?: string;
  answered: boolean;
}

export interface Form {
  /** The interaction that it answers. */
  id: string;
  viewer: string;
  channel: string;
  message?: string;
  content: Json;
}

export interface State {
  guild: { id: string; name: string };
  /** `membersIntent`: whether the application may list a server's members. */
  application: { id: string; name: string; membersIntent: boolean } & Rights;
  roles: { id: string; name: string }[];
  members: Member[];
  channels: Channel[];
  messages: Message[];
  forms: Form[];
  /** What the app has registered; people see nothing else. */
  commands: Json[];
}

/** What the app's role may do in the server beside reading and writing. */
export interface Rights {
  manageChannels: boolean;
  managePermissions: boolean;
}

export const EPHEMERAL = 64;
export const LOADING = 128;
