import { type Form, type SeenMessage } from '../state/model';

/** All that the page is told, each time anything has changed: a server on one machine is small. */
export interface Snapshot {
  guild: string;
  application: string;
  members: { id: string; name: string; displayName: string }[];
  /** `seenBy`: the only people who see it. */
  channels: { id: string; name: string; topic?: string; with?: string; seenBy?: string[]; pins?: string[] }[];
  messages: SeenMessage[];
  forms: Form[];
  commands: { name: string; description?: string; hint?: string }[];
  /** Commands in the menu of a message. */
  menu: string[];
}
