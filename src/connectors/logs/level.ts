import { type LogLevel, logLevels } from '../../model/log-answer';

/** How each level is written by the logging libraries and collectors we know; in lower case. */
const spellings: Record<LogLevel, string[]> = {
  debug: ['debug', 'dbg', 'trace', 'trc', 'verbose'],
  info: ['info', 'inf', 'information', 'notice'],
  warn: ['warn', 'wrn', 'warning'],
  error: ['error', 'err', 'fail', 'failure'],
  fatal: ['fatal', 'critical', 'crit', 'panic', 'alert', 'emergency', 'emerg'],
};
const levels = new Map(logLevels.flatMap((level) => spellings[level].map((word) => [word, level] as const)));
/** `"level":30` of pino and bunyan. */
const numbers = new Map<number, LogLevel>([
  [10, 'debug'],
  [20, 'debug'],
  [30, 'info'],
  [40, 'warn'],
  [50, 'error'],
  [60, 'fatal'],
]);

const names = '(?:log[._-]?)?(?:level|lvl|severity(?:_?text)?)';
/** `"level":"warn"`, `"level":40`, `level=warn`, `lvl="warn"`; in the first 2,000 characters. */
const field = new RegExp(`(?:^|[\\s{,])"?${names}"?\\s{0,3}[:=]\\s{0,3}"?([A-Za-z]{3,11}|\\d{2})\\b`, 'i');
/** `ERROR something`, `[warn]`, `2026-03-04 15:00:00 INFO x`, `level word:`; small letters only where a mark stands around them. */
const upperWord = new RegExp(`\\b(${[...levels.keys()].map((word) => word.toUpperCase()).join('|')})\\b`);
const markedWord = new RegExp(`(?:^|\\[)(${[...levels.keys()].join('|')})[\\]:]`, 'i');

/** A level by any of its names; undefined for what is none. */
export function levelOf(word: string | undefined): LogLevel | undefined {
  return levels.get(word?.trim().toLowerCase() ?? '');
}

/** What a line says about itself: a JSON or logfmt field, else a word near its beginning. */
export function levelIn(line: string): LogLevel | undefined {
  const head = line.slice(0, 2_000);
  const value = field.exec(head)?.[1];
  const named = value && (levelOf(value) ?? numbers.get(Number(value)));
  if (named) return named;
  const start = line.slice(0, 120);
  return levelOf((markedWord.exec(start) ?? upperWord.exec(start))?.[1]);
}

/** All spellings of a level and of graver ones, in lower case. */
export function spellingsFrom(level: LogLevel): string[] {
  return logLevels.slice(logLevels.indexOf(level)).flatMap((each) => spellings[each]);
}
