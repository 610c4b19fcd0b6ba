const minute = 60;
const hour = 60 * minute;
/** Lengths that divide an hour or a day, so that steps begin where people expect them. */
const lengths = [1, 2, 5, 10, 15, 30, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute].concat(
  [1, 2, 3, 6, 12, 24].map((hours) => hours * hour),
);
const most = 40;

export interface Steps {
  /** Seconds since 1970; a multiple of `seconds`. */
  start: number;
  seconds: number;
  count: number;
}

/**
 * The steps of the clock that a window touches, at most 40 for a week. Both sources count by the clock: Loki aligns a range
 * query to its step where it splits it (pkg/querier/queryrange), KQL's `bin` by its nature.
 */
export function stepsOf(from: Date, to: Date): Steps {
  const [begin, end] = [from.getTime() / 1000, to.getTime() / 1000];
  const seconds = lengths.find((length) => (end - begin) / length <= most - 1) ?? lengths.at(-1)!;
  const start = Math.floor(begin / seconds) * seconds;
  return { start, seconds, count: Math.max(1, Math.ceil((end - start) / seconds)) };
}
