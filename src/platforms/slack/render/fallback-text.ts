import { MESSAGE_TEXT } from '../limits';
import { escapeMarkup } from './escape-markup';
import { type FittedInline, wordsOf } from './fit-line';
import { type FittedView } from './fit-view';
import { DATE_FORMAT } from './rich-text';

/**
 * Everything that the blocks say, as text: what notifications, screen readers and clients without Block Kit show.
 * Data in it can neither mention nor link; formatting characters mean nothing where it is shown.
 */
export function fallbackText(view: FittedView): string {
  const { headline, lines, facts, chart, lists, progress, code, links, footer } = view;
  const text = joinWithin(
    [
      headline,
      ...lines,
      ...facts,
      ...chart,
      ...lists.flatMap(({ title, items, more }) => [[title], ...items.map((item) => ['• ', ...item]), ...more]),
      ...progress,
      ...(code ? [[code.title], ...code.text.split('\n').map((line) => [`│ ${line}`])] : []),
      links,
      ...footer,
    ].map((line) => line.map(inMarkup).join('')),
    MESSAGE_TEXT,
  );
  return text || '…';
}

function joinWithin(lines: string[], most: number): string {
  const room = most - '\n… 000 more'.length;
  let text = '';
  for (const [index, line] of lines.entries()) {
    if (text.length + line.length + 1 > room) return `${text}\n… ${lines.length - index} more`;
    text += index ? `\n${line}` : line;
  }
  return text.trimEnd();
}

function inMarkup(inline: FittedInline): string {
  if (typeof inline === 'object') {
    if ('user' in inline) return `<@${inline.user}>`;
    if ('link' in inline) return `<${escapeMarkup(inline.url)}|${escapeMarkup(inline.link).replace(/\|/g, '¦')}>`;
    if ('epoch' in inline) return `<!date^${inline.epoch}^${DATE_FORMAT}|${inline.fallback}>`;
  }
  return escapeMarkup(wordsOf(inline));
}
