import { type RichTextBlock, type RichTextElement, type RichTextSection, type RichTextText } from '@slack/types';
import { type FittedInline, wordsOf } from './fit-line';

/** Slack shows it in the viewer's own time zone. */
export const DATE_FORMAT = '{date_short_pretty} {time}';

/** Lines under each other. */
export function paragraph(lines: FittedInline[][], bold = false): RichTextSection {
  const inlines = lines.flatMap((line, index) => [...(index ? ['\n'] : []), ...line]);
  return { type: 'rich_text_section', elements: joined(inlines.map((inline) => element(inline, bold))) };
}

/** Neighbours of one style as one element, so that a sentence stays a sentence. */
function joined(elements: RichTextElement[]): RichTextElement[] {
  const result: RichTextElement[] = [];
  for (const next of elements) {
    const last = result.at(-1);
    if (last?.type === 'text' && next.type === 'text' && isSame(last.style, next.style)) last.text += next.text;
    else result.push(next);
  }
  return result;
}

function isSame(one: RichTextText['style'], other: RichTextText['style']): boolean {
  return one?.bold === other?.bold && one?.code === other?.code;
}

/** No block at all when there is nothing to show: Slack refuses empty ones. */
export function richText(parts: RichTextBlock['elements']): RichTextBlock[] {
  const elements = parts.filter((part) => part.elements.length > 0);
  return elements.length ? [{ type: 'rich_text', elements }] : [];
}

/** In rich text a `text` element is literal: nothing in it formats, mentions or links. */
function element(inline: FittedInline, allBold: boolean): RichTextElement {
  if (typeof inline === 'string') return { type: 'text', text: inline, ...(allBold && { style: { bold: true } }) };
  if ('code' in inline) return { type: 'text', text: inline.code, style: { code: true } };
  const style = allBold || 'bold' in inline ? { style: { bold: true } } : {};
  if ('user' in inline) return { type: 'user', user_id: inline.user, ...style };
  if ('link' in inline) return { type: 'link', url: inline.url, text: inline.link, ...style };
  if ('bold' in inline) return { type: 'text', text: wordsOf(inline), ...style };
  return { type: 'date', timestamp: inline.epoch, format: DATE_FORMAT, fallback: inline.fallback, ...style };
}
