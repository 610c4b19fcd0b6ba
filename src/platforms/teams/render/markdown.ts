import { type Piece } from './piece';

/** Pieces for where Teams reads Markdown: headlines, facts, and lines that mention somebody. It has no format for code. */
export function markdown(pieces: Piece[]): string {
  return escapeStart(pieces.map(pieceMarkdown).join('').trim());
}

function pieceMarkdown({ words, bold, url, mention, instant }: Piece): string {
  if (mention) return mention.text;
  if (instant) return `{{DATE(${instant}, SHORT)}} {{TIME(${instant})}}`;
  const escaped = escapeMarkdown(words);
  if (url) return `[${escaped}](${url.replace(/[()\\*_]/g, encoded)})`;
  const trimmed = escaped.trim();
  return bold && trimmed ? escaped.replace(trimmed, () => `**${trimmed}**`) : escaped;
}

const encoded = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * So that data stays what it is: no format, link, mention, entity or function. No more is escaped than could act, because
 * some clients on phones show the backslash. https://github.com/microsoft/AdaptiveCards/issues/5590
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*[\]~<>]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/\{{2,}/g, (braces) => '\\{'.repeat(braces.length));
}

/** What makes a list, heading or rule of the line it begins. */
function escapeStart(text: string): string {
  return text.replace(/^([-+#=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}
