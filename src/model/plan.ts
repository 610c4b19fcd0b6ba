import { type Inline } from './view';

/** What will happen, read from the world. The sealed part is hashed; `display` never is. */
export interface Plan {
  action: string;
  service: string;
  environment: string;
  /** Name of the connector that will act, e.g. `github`. */
  connector: string;
  /** State now, e.g. `{ version, commit }`; null when there is none. */
  current: PlanState | null;
  desired: PlanState;
  /** Set where an action has one (scale); policy selects on it. */
  direction?: 'up' | 'down' | 'none';
  /** Why the requester has to confirm before anything happens; absent where they need not. */
  confirm?: string;
  /** What they have to type for it; absent where a button is enough. */
  typeToConfirm?: string;
  display: PlanDisplay;
}

export type PlanState = Record<string, string | number>;

/** For people's eyes; may differ between two readings without the plan being another. */
export interface PlanDisplay {
  commits: PlanCommit[];
  /** Commits there are beyond those listed. */
  moreCommits: number;
  compareUrl?: string;
  /** The commits are those that the change takes back. */
  takesBack?: boolean;
  /** What else there is to know before one decides. */
  facts?: { label: string; value: Inline[] }[];
  /** Set when the change goes back in history or sideways, in words. */
  warning?: string;
}

export interface PlanCommit {
  sha: string;
  /** First line of the message, as written by its author. */
  message: string;
  author: string;
  /** When it was committed, ISO 8601. */
  at?: string;
}

/** Everything that votes are bound to: SHA-256 over the RFC 8785 form of this is the plan hash. */
export interface SealedPlan {
  schema: 1;
  action: string;
  target: { service: string; environment: string };
  connector: string;
  current: PlanState | null;
  desired: PlanState;
  direction: 'up' | 'down' | 'none' | null;
  requester: string;
  rule: string;
  round: number;
}
