import { isDeepStrictEqual } from 'node:util';
import type { FunctionApp } from './function-app';
import type { Row } from './row';
import { whySkipped } from './why-skipped';

export type Result = { row: Row } & (
  | { verdict: 'pass' }
  | { verdict: 'FAIL'; got: unknown }
  | { verdict: 'FAIL'; error: Error }
  | { verdict: 'skip'; reason: string }
);

/** Runs the rows one after the other, and tells each result as it comes. A row that throws has failed. */
export async function runRows(
  rows: readonly Row[],
  app: FunctionApp,
  streams: boolean,
  tell: (result: Result) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const row of rows) {
    const reason = whySkipped(row, { hasKey: app.key !== undefined, streams });
    const result: Result = reason === undefined ? await runRow(row, app) : { row, verdict: 'skip', reason };
    results.push(result);
    tell(result);
  }
  return results;
}

async function runRow(row: Row, app: FunctionApp): Promise<Result> {
  try {
    const got = await row.run(app);
    return isDeepStrictEqual(got, row.expected) ? { row, verdict: 'pass' } : { row, verdict: 'FAIL', got };
  } catch (error) {
    return { row, verdict: 'FAIL', error: error as Error };
  }
}
