import type { FunctionApp } from './function-app';

/** One thing that a Functions host must do with the app in `app/`. */
export interface Row {
  name: string;
  /** Where the expectation comes from: a recording of Microsoft's host, or its documentation or source. */
  source: string;
  /**
   * What the row needs to mean anything: a function key that the host enforces; an app that was started with CONFORMANCE_STREAM=1;
   * or one that was not, since then the SDK reads the query, writes the answer and knows no limit itself.
   */
  needs?: 'key' | 'streams' | 'no streams';
  expected: unknown;
  /** Does it over HTTP, and gives back what is to equal `expected`. */
  run(app: FunctionApp): Promise<unknown>;
}
