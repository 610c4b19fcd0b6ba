import { type Attachment } from './attachment';
import { type View } from './view';

/** A terminal shows text alone. */
export type TextFile = Attachment & { content: string };

/** What was said to the command line: it has no server of its own that would keep it. */
export interface ConsoleBoard {
  /** Says it for all; again with the same key changes nothing. `key` begins with the instance that it is about. */
  post(channel: string, key: string, view: View): Promise<void>;
  /** Puts another view in a message's place. */
  change(channel: string, key: string, view: View): Promise<void>;
  /** Says something under a message. */
  reply(channel: string, key: string, view: View): Promise<void>;
  /** What was said for all about an instance, oldest first. */
  about(channel: string, instanceId: string): Promise<ConsoleMessage[]>;
  /** Says it to one account, about what it asked by this handle. */
  tell(account: string, handle: string, view: View): Promise<void>;
  /** Keeps a file for one account. @throws RangeError when it is too long for a row */
  give(account: string, handle: string, file: TextFile): Promise<void>;
  /** What this account was told and given about what it asked, oldest first. */
  told(account: string, handle: string): Promise<{ views: View[]; files: TextFile[] }>;
  /** Removes what was first said before an instant, but for messages about these instances. @returns how many rows */
  forget(before: Date, running: string[]): Promise<number>;
}

export interface ConsoleMessage {
  id: string;
  /** ISO 8601. */
  at: string;
  view: View;
  replies: View[];
}
