import { type Form } from './form';
import { type PersonRef } from './person';

/**
 * What people are shown, in no platform's words. Every string is plain text, user data included: a platform escapes
 * each of them, so nothing in a view can mention, format or link by itself.
 */
export interface View {
  /** Chooses the template where a platform has one. */
  kind: 'request' | 'progress' | 'result' | 'notice' | 'help' | 'status' | 'logs' | 'incident';
  tone: 'neutral' | 'waiting' | 'good' | 'bad';
  /** One emoji. */
  icon: string;
  headline: Inline[];
  /** Sentences under the headline. */
  lines?: Inline[][];
  /** One more sentence, for platforms where a reaction is a vote. */
  reactionHint?: Inline[];
  facts?: { label: string; value: Inline[] }[];
  lists?: { title: string; items: Inline[][]; more?: Inline[] }[];
  /** A row of values over time, oldest first; null where there is none. */
  chart?: { title: string; points: (number | null)[] };
  progress?: { done: number; total: number };
  steps?: { label: string; state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped' }[];
  code?: { title: string; text: string };
  links?: { text: string; url: string }[];
  actions?: ViewAction[];
  /** Fields to fill in: on the message where a platform has them there, else behind a button. */
  form?: Form;
  /** What is wrong with the form that was sent, by field; a platform whose form is still open shows it there. */
  faults?: Record<string, string>;
  /** Small print: plan hash, rule, time left. */
  footer?: Inline[][];
  /** Whom it calls. They are mentioned in its headline too, which is enough where a platform calls whoever is mentioned. */
  calls?: PersonRef[];
  /** Who may press which button, for platforms that show each viewer their own; others show all of them. */
  audience?: Audience;
}

/** People by ID. Approve and reject are for the approvers, confirm for the requester, cancel for both. */
export interface Audience {
  requester: PersonRef;
  approvers: PersonRef[];
}

export type Inline =
  | string
  | { bold: string }
  | { code: string }
  | { person: PersonRef }
  | { link: string; url: string }
  /** An instant, ISO 8601, shown in the viewer's own time. */
  | { time: string };

/** A button. A say is bound to one round of one request and one plan; `run` asks a line as whoever presses it. */
export type ViewAction = SayAction | { kind: 'run'; label: string; line: string };

export interface SayAction {
  kind: 'approve' | 'reject' | 'confirm' | 'cancel';
  ballot: Ballot;
  /** What is decided, where the view is about several requests. */
  about?: string;
  /** What has to be typed before it counts. */
  type?: string;
}

export interface Ballot {
  instanceId: string;
  round: number;
  planHash: string;
}
