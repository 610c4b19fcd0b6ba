/** A string property holds 64 KiB of UTF-16, i.e. 32 Ki characters. */
const MAX_COLUMN_CHARS = 32_000;
/** A row holds 1 MiB; what is larger is not state but a mistake. */
const MAX_TEXT_CHARS = 400_000;

/** Spreads a text over properties `<name>0`, `<name>1`, …; throws a RangeError when it cannot fit into a row. */
export function toTextColumns(name: string, text: string): Record<string, string> {
  if (text.length > MAX_TEXT_CHARS) {
    throw new RangeError(`${name} has ${text.length} characters; a row takes at most ${MAX_TEXT_CHARS}.`);
  }
  const columns: Record<string, string> = {};
  for (let from = 0, index = 0; from < text.length || index === 0; index++) {
    const to = wholeCharacter(text, from + MAX_COLUMN_CHARS);
    columns[`${name}${index}`] = text.slice(from, to);
    from = to;
  }
  return columns;
}

/** The text that `toTextColumns` spread; undefined when the row has none by that name. */
export function fromTextColumns(name: string, row: Record<string, unknown>): string | undefined {
  const parts: string[] = [];
  for (let part = row[`${name}0`]; typeof part === 'string'; part = row[`${name}${parts.length}`]) parts.push(part);
  return parts.length > 0 ? parts.join('') : undefined;
}

/** A surrogate pair is never parted: half of one does not survive UTF-8. */
function wholeCharacter(text: string, end: number): number {
  const code = text.charCodeAt(end - 1);
  return end < text.length && code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
}
