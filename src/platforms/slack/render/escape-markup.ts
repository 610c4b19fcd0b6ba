/** `&`, `<` and `>` are Slack's only markup in `text` that can mention or link. */
export function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
