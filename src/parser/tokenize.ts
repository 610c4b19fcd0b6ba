import { isQuote, isSeparator, straightenDashes } from './characters';
import { readQuoted } from './read-quoted';

/** `flag` is the option as written, with its dashes; `value` what followed its `=`. */
export type Word =
  { kind: 'text'; text: string; quoted: boolean } | { kind: 'option'; flag: string; value?: string; quoted: boolean };

/**
 * Cuts a line into words. A quote opens at the beginning of a word or of an option's value; elsewhere it is a letter.
 * After `--` nothing is an option. With `unclosed`, the quote that nothing closes, the words are those before it.
 */
export function tokenize(line: string): { words: Word[]; unclosed?: string } {
  const characters = [...line];
  const words: Word[] = [];
  let options = true;
  for (let at = 0; at < characters.length;) {
    if (isSeparator(characters[at])) {
      at += 1;
      continue;
    }
    const start = at;
    const opening = endOfBare(
      characters,
      start,
      (quote) => quote === start || (options && beginsValue(characters, start, quote)),
    );
    const prefix = characters.slice(start, opening).join('');
    const quoted = isQuote(characters[opening]) ? readQuoted(characters, opening) : { text: '', next: opening };
    if (!quoted) return { words, unclosed: characters[opening] };
    at = endOfBare(characters, quoted.next, () => false);
    const rest = quoted.text + characters.slice(quoted.next, at).join('');
    const word = toWord(prefix, rest, quoted.next > opening, options);
    if (word) words.push(word);
    else options = false;
  }
  return { words };
}

/** Where the part without quotes that begins at `start` ends: at a separator, or at a quote that `opens`. */
function endOfBare(characters: string[], start: number, opens: (at: number) => boolean): number {
  let at = start;
  while (!isSeparator(characters[at]) && !(isQuote(characters[at]) && opens(at))) at += 1;
  return at;
}

/** Whether a quote stands right behind the `=` of an option that begins at `start`. */
function beginsValue(characters: string[], start: number, quote: number): boolean {
  return characters.indexOf('=', start) === quote - 1 && isOption(characters.slice(start, quote).join(''));
}

/** Nothing for the `--` that ends the options. */
function toWord(prefix: string, rest: string, quoted: boolean, options: boolean): Word | undefined {
  const bare = straightenDashes(prefix);
  if (options && !quoted && bare === '--') return undefined;
  if (!options || !isOption(prefix)) return { kind: 'text', text: prefix + rest, quoted };
  const equals = bare.indexOf('=');
  if (equals < 0) return { kind: 'option', flag: bare, quoted };
  return { kind: 'option', flag: bare.slice(0, equals), value: bare.slice(equals + 1) + rest, quoted };
}

/** Dashes before a letter, and whatever else begins with two. A number below zero is none. */
function isOption(word: string): boolean {
  return /^(?:--.|-\p{L})/u.test(straightenDashes(word));
}
