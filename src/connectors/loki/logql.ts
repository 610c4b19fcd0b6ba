import { wellFormed } from '../../model/well-formed';
import { type LogQuery } from '../log-source';
import { spellingsFrom } from '../logs/level';

/**
 * The LogQL of a query, `{app="api"} |~ "(?i)time out" | detected_level=~"(?i)(error|fatal)" or level=~"…"`. Everything that
 * anybody wrote stands in a double-quoted string, in which only `"`, `\` and line breaks mean anything; of a text that is
 * looked for, the regular expression's characters are escaped first.
 *
 * `detected_level` is what Loki 3 finds out by itself; `level` is there where the collector makes a label of it.
 */
export function logql(selector: Record<string, string>, { text, level }: Pick<LogQuery, 'text' | 'level'>): string {
  const matchers = Object.entries(selector).map(([name, value]) => `${labelName(name)}=${quoted(value)}`);
  const stages = [`{${matchers.join(', ')}}`];
  if (text) stages.push(`|~ ${quoted(`(?i)${literal(text)}`)}`);
  if (level) {
    const words = quoted(`(?i)(${spellingsFrom(level).join('|')})`);
    stages.push(`| detected_level=~${words} or level=~${words}`);
  }
  return stages.join(' ');
}

/** How many lines there are in each step. */
export function countOf(query: string, stepSeconds: number): string {
  return `sum(count_over_time(${query} [${stepSeconds}s]))`;
}

/** JSON's escapes are all Go's as well, which Loki unquotes by; half a surrogate pair Go would refuse. */
function quoted(text: string): string {
  return JSON.stringify(wellFormed(text));
}

/** RE2's own QuoteMeta. */
function literal(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

function labelName(name: string): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new TypeError(`"${name}" is no label`);
  return name;
}
