import { type Histogram, type LogAnswer } from '../../model/log-answer';
import { VendorError } from '../vendor-error';
import { type Steps } from './steps';

/** How long the counts may take after the lines have come, in milliseconds. */
const patience = 3_000;

/**
 * Reads and counts side by side. Counting a week can be too much for a source that finds the newest lines at once: it takes
 * these neither with it nor much time. Where they cannot be read, nothing is counted any more.
 */
export async function withHistogram<Lines>(
  read: (signal: AbortSignal) => Promise<Lines>,
  count: (signal: AbortSignal) => Promise<Histogram>,
  signal?: AbortSignal,
): Promise<[Lines, LogAnswer['histogram']]> {
  const enough = new AbortController();
  const either = AbortSignal.any([enough.signal, signal ?? []].flat());
  const counting = orProblem(count(either));
  let late: NodeJS.Timeout | undefined;
  try {
    const lines = await read(either);
    late = setTimeout(() => enough.abort(new DOMException('counting took too long', 'TimeoutError')), patience);
    return [lines, await counting];
  } catch (error) {
    enough.abort();
    await counting;
    throw error;
  } finally {
    clearTimeout(late);
  }
}

async function orProblem(counting: Promise<Histogram>): Promise<LogAnswer['histogram']> {
  try {
    return await counting;
  } catch (error) {
    if (error instanceof VendorError) return { problem: error.message };
    throw error;
  }
}

/** Counts by the start of their step (seconds since 1970) → a histogram without gaps. */
export function histogramOf({ start, seconds, count }: Steps, counts: [number, number][]): Histogram {
  const found = new Map(counts);
  return {
    from: new Date(start * 1000).toISOString(),
    stepSeconds: seconds,
    counts: Array.from({ length: count }, (_, index) => found.get(start + index * seconds) ?? 0),
  };
}
