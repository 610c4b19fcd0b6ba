/**
 * Text in which nothing formats, mentions, links or becomes an emoji. `:` parts the scheme of an address, which Discord
 * would make a link; the last three begin a heading or list where a line begins.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_~|`<>[\]@:]/g, '\\$&').replace(/^(\s*)(#|[-+](?=\s|#)|\d+(?=\.))/, escapeFirst);
}

/** A digit cannot be escaped, the point behind it can. */
function escapeFirst(_: string, blanks: string, first: string): string {
  return /\d/.test(first) ? `${blanks}${first}\\` : `${blanks}\\${first}`;
}
