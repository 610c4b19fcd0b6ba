import { type Origin } from './command-request';
import { type PagerNews } from './pager-news';

export const SEVERITIES = ['sev1', 'sev2', 'sev3'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const STATUSES = ['investigating', 'identified', 'monitoring', 'resolved'] as const;
/** How far an incident has come, as status pages have it. */
export type IncidentStatus = (typeof STATUSES)[number];

/** What was opened. It never changes: what happens to it are its inputs. */
export interface Incident {
  /** e.g. `inc-20260304-payment`: what people call it, the pager's deduplication key and the orchestration's instance ID. */
  id: string;
  title: string;
  severity: Severity;
  service?: string;
  /** Person who opened it. */
  by: string;
  /** Person. */
  commander: string;
  /** Why it is they, e.g. `on call`; absent: they opened it. */
  commanderNote?: string;
  /** Known to its channel and its people alone: nothing of it is posted in public. */
  private: boolean;
  /** ISO 8601. */
  openedAt: string;
  /** Where it was asked for. */
  origin: Origin;
}

/** One thing that somebody said of an incident. Its inputs, in the order of their time, are its history. */
export interface IncidentInput {
  /** The instance of the command that said it. */
  id: string;
  kind:
    | 'update'
    | 'note'
    | 'resolve'
    | 'reopen'
    | 'severity'
    | 'commander'
    | 'page'
    | 'ack'
    | 'pager'
    | 'alerts'
    | 'retry'
    | 'action'
    | 'actionDone'
    | 'pin'
    | 'unpin';
  /** Person; empty where it was nobody of the company file. */
  by: string;
  /** What the vendor calls somebody who is not in the company file. */
  byName?: string;
  /** ISO 8601. */
  at: string;
  text: string;
  origin: Origin;
  /** Of an update that is for the public. */
  status?: IncidentStatus;
  /** Whether the status was read from the words. */
  inferred?: boolean;
  severity?: Severity;
  /** The new commander or an action's owner (a person), who is paged (a service), which service's page it is about, or the action that is done (an input). */
  whom?: string;
  /** Of news from the pager: what happened, and whom it is with now (`@dave`, or the vendor's name of somebody). */
  pager?: { what: PagerNews['what']; to: string[] };
  /** Of a retry. */
  step?: IncidentStep;
  /** Of an action: when it is due, ISO 8601. */
  dueAt?: string;
  /** Of a pin: the platform's ID of the message, when it was said (ISO 8601), and by which person, if one of ours. */
  marked?: { id: string; at: string; author?: string };
  /** Of a resolve: when the postmortem is, ISO 8601, and in words. */
  postmortem?: { at: string; words: string };
}

/** The parts of an incident that are brought up to date, each by itself. */
export const INCIDENT_STEPS = ['channel', 'statusPage', 'pager', 'postmortem'] as const;
export type IncidentStep = (typeof INCIDENT_STEPS)[number];

/** How far one step has come. */
export interface StepProgress {
  state: 'done' | 'again' | 'failed' | 'skipped';
  /** What was last tried to reach, and how often somebody had asked for another try by then. */
  tried: string;
  /** What was reached last. */
  reached?: string;
  /** Failures in a row. */
  attempts: number;
  /** When it is tried again; ISO 8601, for `again`. */
  nextAt?: string;
  /** What went wrong, or why it is left out, for people. */
  message?: string;
  /** IDs of the inputs that it has posted. */
  posted: string[];
  /** What was made: a page, a channel. */
  made?: { id: string; name?: string; url?: string };
}

export type IncidentProgress = Partial<Record<IncidentStep, StepProgress>>;
