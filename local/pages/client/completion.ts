/** Something that can be completed: a command, a person. */
export interface Suggestion {
  /** With its sign: `/deploy`, `@bob`. */
  value: string;
  /** What follows it, e.g. `<service> <version>`. */
  hint?: string;
  description?: string;
}

export interface Completing {
  /** Where the word that is being typed begins. */
  from: number;
  matches: Suggestion[];
  /** Whether the first is what was meant, so that Enter takes it: not when it merely contains what was typed. */
  sure: boolean;
}

const most = 8;

/**
 * What the word before the caret may become. Commands (`/`) stand at the beginning only, everything else anywhere.
 * The given order is kept, except that what begins alike comes before what merely contains it.
 */
export function complete(text: string, caret: number, suggestions: Suggestion[]): Completing | undefined {
  const word = /(?:^|\s)(\S+)$/.exec(text.slice(0, caret))?.[1];
  if (!word) return undefined;
  const from = caret - word.length;
  const sign = word[0];
  const wanted = word.slice(1).toLowerCase();
  const able = suggestions.filter(({ value }) => value[0] === sign && (sign !== '/' || from === 0));
  const begins = able.filter(({ value }) => value.slice(1).startsWith(wanted));
  const contains = able.filter(
    ({ value }) => !begins.some((one) => one.value === value) && value.slice(1).includes(wanted),
  );
  const matches = [...begins, ...contains].slice(0, most);
  if (!matches.length) return undefined;
  return matches.length === 1 && matches[0]?.value === word ? undefined : { from, matches, sure: begins.length > 0 };
}

/** The command that a line calls, and which of its arguments the caret is at (from 0). */
export function argumentAt(
  text: string,
  suggestions: Suggestion[],
): { command: Suggestion; index: number } | undefined {
  const [name = '', ...rest] = text.split(/\s+/);
  const command = suggestions.find(({ value }) => value === name && value.startsWith('/'));
  return command?.hint && /\s/.test(text) ? { command, index: rest.length - 1 } : undefined;
}
