import { type Attachment } from '../model/attachment';
import { type ChatEvent } from '../model/chat-event';
import { type Origin } from '../model/command-request';
import { type Form } from '../model/form';
import { type MessageRef } from '../model/message-ref';
import { type PlatformName } from '../model/person';
import { type SaidMessage } from '../model/said-message';
import { type Ballot, type View } from '../model/view';

/** One chat platform. Importing it loads no vendor's SDK; everything slow is behind `outbox`. */
export interface Platform {
  readonly name: PlatformName;
  /** Verifies the raw bytes, then reads them. Never throws for what a caller sent; only when our own storage is away. */
  receive(request: RawRequest): Promise<Receipt>;
  /** The answer that acknowledges an event and, where the platform shows answers of its kind, shows this to the asker alone. */
  acknowledge(event: ChatEvent, view?: View): HttpAnswer | Promise<HttpAnswer>;
  /** The answer to a field that asks what it may offer. */
  offer(choices: string[]): HttpAnswer;
  /** Loaded on first use. */
  outbox(): Promise<Outbox>;
}

export interface RawRequest {
  /** The last segment of the route, e.g. `commands`. */
  kind: string;
  headers: { get(name: string): string | null };
  body: Buffer;
  /** Now, as the caller's clock says. */
  now: Date;
}

/** Either answered at once (bad signature, handshake, ignored), or events to act on before the acknowledgement. */
export type Receipt = { answer: HttpAnswer } | { event: ChatEvent };

export interface HttpAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** What the platform lets us say. All calls have a deadline and their own retries; errors are ChatError. */
export interface Outbox {
  /** A command that was taken shows its asker that it is worked on, until something is said to them. */
  readonly defers?: true;
  /**
   * Posts where the request was made (its thread, if any). `key` marks the message: when `retriedSince` is given, an
   * earlier attempt may have posted it, and a message with that key is looked for first.
   */
  post(to: Origin, view: View, key: string, retriedSince?: string): Promise<MessageRef>;
  /** Puts another view in a message's place. */
  update(message: MessageRef, view: View): Promise<void>;
  /** For one account's eyes only, in the conversation of `to`; `inPlace` of the private message whose button asked, if one did. */
  whisper(to: Origin, account: string, view: View, inPlace?: boolean): Promise<void>;
  /** What a message says, in plain text; undefined when it is gone. Absent where we may read nothing. */
  read?(message: Pick<MessageRef, 'channel' | 'message'>): Promise<SaidMessage | undefined>;
  /** Puts a view on an account's own page with us; absent where there is none. */
  home?(account: string, view: View): Promise<void>;
  /**
   * Puts a file where `to` is, for all; with `account`, before its eyes alone: `directly` when that had to be a direct message.
   * `unsupported` where the platform takes no files of this kind of ours. Where a file is offered first it is `offered`, and
   * `delivered` when `to` names where it goes. When `retriedSince` is given, an earlier attempt may have put it there, and one of
   * its name is looked for first.
   */
  attach(to: Origin, file: Attachment, how?: { account?: string; retriedSince?: string }): Promise<Attached>;
  /** In the message's thread, for all. */
  reply(message: MessageRef, view: View): Promise<void>;
  /** Where people read a message; undefined where the platform has no address for it. */
  permalink(message: MessageRef): Promise<string | undefined>;
  /** Opens the form that asks why a request is rejected; `from` is where Reject was clicked. */
  askReason(formHandle: string, ballot: Ballot, title: string, from: Origin): Promise<void>;
  /** Opens the form in which `wanted` has to be typed to confirm what `title` says. */
  askToType(formHandle: string, ballot: Ballot, title: string, wanted: string, from: Origin): Promise<void>;
  /** Opens a command's form; `from` is where it was asked. */
  openForm(formHandle: string, form: Form, from: Origin): Promise<void>;
  /** Puts another form in the place of one that is open; what was entered stays. */
  changeForm(formHandle: string, form: Form, from: Origin): Promise<void>;
  /** Whether the account may vote at all: `ours`, or why not. */
  standing(account: string, tenant: string): Promise<'ours' | 'deactivated' | 'guest' | 'stranger' | 'bot'>;
  /** Channels of our own making; absent where the platform is not set up for them. */
  readonly channels?: Channels;
}

export type Attached = 'here' | 'directly' | 'offered' | 'delivered' | 'unsupported';

/** What the platform lets us do with channels. Errors are ChatError. */
export interface Channels {
  /** Whether it makes private ones. */
  readonly privately: boolean;
  /** Makes a channel. The code of a name that somebody has is `name_taken`. */
  createChannel(name: string, options: { private: boolean }): Promise<OwnChannel>;
  /** The channel of this name that we made ourselves, when an answer was lost. */
  findOwn(name: string): Promise<OwnChannel | undefined>;
  /** Gives those who are in it now; who cannot be invited is left out. */
  invite(channel: string, accounts: string[]): Promise<string[]>;
  /** One line, plain text; what is too long is cut. */
  setTopic(channel: string, topic: string): Promise<void>;
  /** Once is enough: again changes nothing. */
  pin(message: MessageRef): Promise<void>;
  /** Puts a link where everybody in the channel finds it, once; absent where there is no such place. */
  bookmark?(channel: string, title: string, url: string): Promise<void>;
}

export interface OwnChannel {
  /** The platform's ID. */
  id: string;
  name: string;
  /** Where people open it. */
  url: string;
}
