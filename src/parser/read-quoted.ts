import { DOUBLE_QUOTES, isSeparator, SINGLE_QUOTES } from './characters';

/**
 * The text in quotes that begins at `start`, and where the line goes on after it; undefined when nothing closes it. Any
 * double quote closes a double one, any single a single one: people mix what their keyboard makes of them. A quote of
 * another shape that opens a word opens an inner pair. A single quote closes only at the end of a word, as `don't` shows.
 */
export function readQuoted(characters: string[], start: number): { text: string; next: number } | undefined {
  const opener = characters[start] ?? '';
  const double = DOUBLE_QUOTES.includes(opener);
  const straight = opener === '"' || opener === "'";
  const family = double ? DOUBLE_QUOTES : SINGLE_QUOTES;
  let text = '';
  let depth = 0;
  for (let at = start + 1; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    const after = characters[at + 1];
    if (double && character === '\\' && after && (after === '\\' || DOUBLE_QUOTES.includes(after))) {
      text += after;
      at += 1;
      continue;
    }
    if (family.includes(character)) {
      const closes = double || isSeparator(after);
      const opens = !isSeparator(after) && (at === start + 1 || isSeparator(characters[at - 1]));
      if (opens && !(straight && character === opener)) depth += 1;
      else if (closes && (depth === 0 || (straight && character === opener)))
        return { text: plain(text), next: at + 1 };
      else if (closes) depth -= 1;
    }
    text += character;
  }
  return undefined;
}

/** On one line, and in the order in which it is read. */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}
