export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface Person {
  /** As Teams calls them towards one bot, `29:…`. */
  id: string;
  /** What tests and the acting API call them. */
  name: string;
  displayName: string;
  aadObjectId: string;
  tenantId: string;
  email: string;
  /** Invited into our tenant from another one. */
  guest?: true;
}

export interface Bot {
  /** `28:` and the app ID. */
  id: string;
  appId: string;
  name: string;
}

export interface Conversation {
  /** Without `;messageid=`. */
  id: string;
  type: 'personal' | 'groupChat' | 'channel';
  name: string;
  /** Person IDs; the bot is a member of all. */
  members: string[];
  /** In a personal chat: whether the person has the app. In any other: whether the app was added. */
  installed: boolean;
}

export interface Message {
  id: string;
  conversation: string;
  /** The message that began its thread, in a channel; itself, where it began one. */
  root?: string;
  /** Person or bot ID. */
  from: string;
  /** The activity as it was sent, and as each update made it. */
  versions: Json[];
  deleted?: true;
  /** The cards that only one person sees in place of the message's own, by person ID. */
  personal: Record<string, Json>;
  /** What its menus offered last, by person ID and input ID. */
  offered?: Record<string, string[]>;
}

/** Something that happened, for transcripts and live pages. */
export type Moment = { at: number; conversation: string; who: string; onlyFor?: string } & (
  | { kind: 'posted' | 'deleted'; message: string }
  | { kind: 'edited'; message: string; version: number }
  | { kind: 'clicked'; message: string; label: string; inputs: Json }
  | { kind: 'refreshed'; message: string; card: Json }
  | { kind: 'noted'; text: string }
  | { kind: 'installed' | 'uninstalled' | 'joined' }
);

export interface Team {
  id: string;
  aadGroupId: string;
  name: string;
}

export interface State {
  tenantId: string;
  bot: Bot;
  people: Person[];
  team: Team;
  conversations: Conversation[];
  messages: Message[];
  moments: Moment[];
}
