export type State = 'going' | 'failed' | 'over';

/** An instance as the list tells it. */
export interface Instance {
  id: string;
  orchestrator: string;
  state: State;
  /** Durable's own word. */
  runtimeStatus: string;
  /** What was typed; absent where it is no command. */
  line?: string;
  command?: string;
  service?: string;
  environment?: string;
  /** A person of the company file, or the account. */
  asker?: string;
  /** What it is at, for whom, and what it waits for. */
  status: string;
  /** ISO 8601. */
  created: string;
  updated: string;
}

export interface Operator {
  id: string;
  /** Whether they are of the group that may end and retry. */
  able: boolean;
}

export interface Sandbox {
  name: string;
  kinds: string[];
  /** The fault that is on. */
  on?: { kind: string; times?: number; hits: number };
}

/** All that the page is told, each time anything has changed. */
export interface Snapshot {
  company: string;
  /** Singular, e.g. `team lead`. */
  operatorTitle: string;
  operators: Operator[];
  instances: Instance[];
  /** There are more than are listed. */
  more: boolean;
  sandboxes: Sandbox[];
  /** Whether the function app answers. */
  hostUp: boolean;
}

export interface Story {
  steps: Step[];
  input: unknown;
  output: unknown;
}

/** A bar of the drawing. Places are shares of its width, 0 to 1. */
export interface Step {
  kind: 'work' | 'wait' | 'mark';
  label: string;
  state: 'done' | 'failed' | 'going';
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  left: number;
  right: number;
  /** What came of it. */
  detail?: unknown;
}
