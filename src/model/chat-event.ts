import { type Origin } from './command-request';
import { type FormValues } from './form';
import { type SaidMessage } from './said-message';
import { type Ballot } from './view';

/** What a platform's request meant. A closed union: whatever else arrives is `ignored` or `unsupported`, with a reason. */
export type ChatEvent =
  | {
      kind: 'command';
      /** Dedupes redeliveries: becomes the instance ID together with platform, tenant and scope. */
      key: EventKey;
      /** Plain name with slash first, e.g. `/deploy order-service v2.4.1 production`. */
      text: string;
      origin: Origin;
      /** True where the answer to the request itself can be shown to the asker (Slack slash command). */
      answerable: boolean;
      /** What a form can be opened with at once, when the line lacks something (Slack: trigger_id). */
      formHandle?: string;
    }
  /** A command's form was sent. `from` is the request whose line was incomplete, where the form stood on its answer. */
  | ({ kind: 'form'; key: EventKey; from?: string; answerable?: boolean } & FormEvent)
  /** The form of a line that lacks something is wanted. */
  | { kind: 'form-wanted'; text: string; formHandle: string; origin: Origin }
  /** A field was filled in that others depend on; `formHandle` names the form that is open. */
  | ({ kind: 'form-changed'; formHandle: string } & FormEvent)
  /** A field of an open form asks what it may offer for what is typed in it. */
  | ({ kind: 'choices-wanted'; field: string; typed: string } & FormEvent)
  | {
      kind: 'vote';
      key: EventKey;
      decision: 'approve' | 'reject' | 'withdraw' | 'confirm' | 'cancel';
      on: VotedOn;
      reason?: string;
      /** What was typed to confirm. */
      typed?: string;
      /** The platform's time of the vote, ISO 8601. */
      at: string;
      origin: Origin;
      /** How it was cast; `reaction` cannot carry a reason. */
      by: 'button' | 'form' | 'reaction' | 'words';
      /** For `withdraw`: which vote is taken back. */
      withdraws?: 'approve' | 'reject';
      /** True where the answer to the click itself is shown to the voter (a Teams card action). */
      answerable?: boolean;
    }
  /** Somebody marked a message as part of what happened (📌), or took the mark away. */
  | {
      kind: 'pin';
      key: EventKey;
      message: string;
      added: boolean;
      /** ISO 8601. */
      at: string;
      origin: Origin;
      /** What the message says, where the platform tells it with the mark; else it is read. */
      said?: SaidMessage;
      /** True where whoever marked it is shown the answer (Teams' and Discord's menu of a message). */
      answerable?: boolean;
    }
  /** Somebody looks at a request's message: answered at once with the card as it now is for them. */
  | { kind: 'look'; ballot: Ballot; origin: Origin }
  /** Somebody opened their own page with us. */
  | { kind: 'home-opened'; key: EventKey; origin: Origin }
  /** We were added to a conversation: it is greeted once. */
  | { kind: 'greeting'; key: EventKey; origin: Origin }
  /** Reject was clicked: the reason is asked in a form before anything is counted. */
  | { kind: 'reason-wanted'; key: EventKey; ballot: Ballot; formHandle: string; origin: Origin }
  /** A confirmation was clicked that has to be typed: a form asks for the text. */
  | { kind: 'typing-wanted'; key: EventKey; ballot: Ballot; formHandle: string; origin: Origin }
  | { kind: 'ignored'; reason: string }
  /** `from` where somebody saw it happen (a click): it is recorded, and the reason told to them. */
  | { kind: 'unsupported'; reason: string; from?: { key: EventKey; origin: Origin } };

interface FormEvent {
  /** Plain name, as the form says it. */
  command: string;
  values: FormValues;
  origin: Origin;
}

export interface EventKey {
  /** e.g. `command`, `event`, `button`, `form`. */
  scope: string;
  key: string;
}

/**
 * A vote names its round by the button's ballot, or by the message that was reacted or replied to. `thread` is a conversation
 * of one thread: the one request that waits in it is meant when the message is none.
 */
type VotedOn = { ballot: Ballot } | { channel: string; message?: string; thread?: string };
