import { type CommandArguments } from './command-spec';
import { type ParseResult } from './parse-result';
import { type PlatformName } from './person';
import { type Trace } from './trace';

/** A command as it was asked for, whole enough to be run by a machine that saw nothing of the chat. */
export interface CommandRequest {
  instanceId: string;
  command: string;
  args: CommandArguments;
  /** As recorded: plain name, e.g. `/deploy order-service v2.4.1 production`. */
  text: string;
  /** When the platform's request reached us, ISO 8601 UTC. */
  receivedAt: string;
  origin: Origin;
  /** Set when the line could not be understood: it is recorded and answered, and nothing else. */
  problem?: Extract<ParseResult, { ok: false }>;
  /** True when the asker has already been shown the answer with the acknowledgement. */
  answered: boolean;
  /** Put in where it is started; absent when nothing is traced. */
  trace?: Trace;
}

/** Where a request came from, and where its answers go. */
export interface Origin {
  platform: PlatformName;
  /** Slack team, Teams tenant, Discord guild. */
  tenant: string;
  /** The platform's ID of the one who asked. */
  account: string;
  /** The platform's ID of the conversation. */
  channel: string;
  /** The conversation's name as the platform told it, without `#`; absent when it did not. */
  channelName?: string;
  /** The thread that the request was made in. */
  thread?: string;
  /** The asker's own page or talk with us alone: nobody else reads here. */
  personal?: 'page' | 'chat';
  /** Where an answer for the asker alone may be sent while it lives (Slack: response_url). */
  replyUrl?: string;
  /** Where the platform takes the file that was offered and is asked for again (Teams: OneDrive); `card` is the message that offered it. */
  upload?: { url: string; contentUrl: string; id: string; name: string; fileType: string; card?: string };
  /** The message whose button asked, where that is for the asker's eyes alone. */
  pressed?: string;
}
