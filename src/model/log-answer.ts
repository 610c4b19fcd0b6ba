/** From harmless to grave. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LogLine {
  /** ISO 8601, UTC, milliseconds. */
  at: string;
  /** Absent where neither a label nor the text tells. */
  level?: LogLevel;
  /** Secrets masked, no control characters but line breaks and tabs, at most 4,000 characters. */
  text: string;
}

export interface LogAnswer {
  /** Newest last. */
  lines: LogLine[];
  /** Whether there are older lines that the limit left out. */
  cut: boolean;
  /** A source that cannot count in time still shows its lines; then this says why. */
  histogram: Histogram | { problem: string };
  /** The same query in the source's own page, where the company file says where that is. */
  link?: string;
}

/** How many lines there are in steps of the clock (UTC), so that the first and the last may reach beyond the window. */
export interface Histogram {
  /** ISO 8601: where the first step begins. */
  from: string;
  stepSeconds: number;
  counts: number[];
}
