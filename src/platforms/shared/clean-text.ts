/** Characters that reorder or hide what stands around them: a commit message must not be able to. */
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** One line of plain text: no line breaks, no control or reordering characters, no half of a surrogate pair. */
export function cleanLine(text: string): string {
  return cleanCode(text).replace(/[\n\t\u2028\u2029]+/g, ' ');
}

/** The same, with line breaks and tabs kept. */
export function cleanCode(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, '')

    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** At most `most` UTF-16 units, the last of them `…` when something was cut off. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The end of the text, from a line's start where there is one: what a log said last matters most. */
export function cutFront(text: string, most: number): string {
  if (text.length <= most) return text;
  const tail = text.slice(text.length - most + 2).replace(/^[\udc00-\udfff]/, '');
  const lineStart = tail.indexOf('\n') + 1;
  return `…\n${lineStart > 0 && lineStart < tail.length ? tail.slice(lineStart) : tail}`;
}
