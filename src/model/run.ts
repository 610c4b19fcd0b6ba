/** A vendor's run (workflow run, pipeline run, scaling) as people follow it. */
export interface Run {
  id: string;
  /** A page for people; absent where the vendor has none. */
  url?: string;
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'timed_out';
  steps: RunStep[];
  failure?: RunFailure;
}

export interface RunStep {
  job: string;
  name: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped';
}

export interface RunFailure {
  job: string;
  step?: string;
  url?: string;
  /** Last lines of the failing job's log, secrets masked; empty when the log could not be read. */
  logLines: string[];
}
