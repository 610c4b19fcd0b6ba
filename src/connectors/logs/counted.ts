import { type Histogram, type LogAnswer } from '../../model/log-answer';
import { VendorError } from '../vendor-error';
import { type Steps } from './steps';

/** Counts by the start of their step (seconds since 1970) → a histogram without gaps. */
export function histogramOf({ start, seconds, count }: Steps, counts: Iterable<[number, number]>): Histogram {
  const found = new Map(counts);
  return {
    from: new Date(start * 1000).toISOString(),
    stepSeconds: seconds,
    counts: Array.from({ length: count }, (_, index) => found.get(start + index * seconds) ?? 0),
  };
}

/** Counting a week can be too much for a source that finds the newest lines at once: it must not take these with it. */
export async function orProblem(counting: Promise<Histogram>): Promise<LogAnswer['histogram']> {
  try {
    return await counting;
  } catch (error) {
    if (error instanceof VendorError) return { problem: error.message };
    throw error;
  }
}
