import { type Inline, type View } from '../../model/view';

/** A view in a few words, for the short messages that answer a click. */
export function plainText({ icon, headline, lines = [] }: View): string {
  return [`${icon} ${lineText(headline)}`, ...lines.map(lineText)].join('\n').slice(0, ANSWER_LENGTH);
}

/** Ours: Teams names no limit, and shows little of a long one. */
const ANSWER_LENGTH = 1000;

function lineText(line: Inline[]): string {
  return line.map(inlineText).join('');
}

function inlineText(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  if ('bold' in inline) return inline.bold;
  if ('code' in inline) return inline.code;
  if ('person' in inline) return `@${inline.person.id}`;
  if ('link' in inline) return inline.link;
  return inline.time;
}
