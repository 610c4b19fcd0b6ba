const SEPARATOR = /[\s\p{Cc}\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u;

/**
 * What parts words: blanks of every width, also of none, control characters, marks of writing direction; and the end of
 * the line.
 */
export function isSeparator(character: string | undefined): boolean {
  if (character === undefined) return true;
  const visibleAscii = character > ' ' && character <= '~';
  return !visibleAscii && SEPARATOR.test(character);
}

/** The straight quote and what phones and word processors make of it. */
export const DOUBLE_QUOTES = '"“”„‟«»';
export const SINGLE_QUOTES = "'‘’‚‛‹›";
const QUOTES = DOUBLE_QUOTES + SINGLE_QUOTES;

export function isQuote(character: string | undefined): character is string {
  return character !== undefined && QUOTES.includes(character);
}

/** `—last` and `–last` are `--last`, a lone `—` is `--`; everything else stays. */
export function straightenDashes(word: string): string {
  return word === '—' ? '--' : word.replace(/^-?[—–―]+-?(?=\p{L})/u, '--');
}
