import { asObjects, asText, type JsonObject } from '../shared/read-json';

/**
 * What a person typed: without the mentions of us, other mentions as `@Name`, without the HTML that Teams leaves in, with plain blanks.
 * @param ours the mention entities that mean us
 */
export function messageText(raw: JsonObject, ours: JsonObject[]): string {
  const marks = ours.map(({ text }) => asText(text)).filter((text) => text !== undefined);
  const unmentioned = marks.reduce((text, mark) => text.replace(mark, ''), asText(raw['text']) ?? '');
  return decode(named(withoutQuote(unmentioned)).replace(/<\/?(?:p|div|span|br)\b[^<>]*>/gi, ' '));
}

/** What a message says whose markup is HTML: without what it quotes, emoji as themselves. https://learn.microsoft.com/graph/api/resources/itembody */
export function htmlText(html: string): string {
  const words = named(withoutQuote(html)).replace(/<(?:emoji|img)\b[^<>]*>/gi, (tag) => ALT.exec(tag)?.[1] ?? '');
  return decode(words.replace(/<\/?(?:p|div|br|li|tr|td|h\d|pre)\b[^<>]*>/gi, ' ').replace(/<\/?[a-z!][^<>]*>/gi, ''));
}

const ALT = /\balt="([^"]*)"/i;

function named(html: string): string {
  return html.replace(/<at\b[^<>]*>([^<>]*)<\/at>/gi, '@$1');
}

function decode(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(nbsp|amp|lt|gt|quot|apos));/gi, decoded)
    .replaceAll('\u00a0', ' ')
    .trim();
}

function decoded(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}

const NAMED: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The message that a chat message quotes. https://learn.microsoft.com/graph/api/resources/chatmessageattachment tells of the same markup */
export function quotedMessage(raw: JsonObject): string | undefined {
  const html = asObjects(raw['attachments']).find(({ contentType }) => contentType === 'text/html');
  const quotes = (asText(html?.['content']) ?? '').matchAll(/<blockquote\b([^<>]*)>/gi);
  const reply = [...quotes].find(([, attributes = '']) => /schema\.skype\.com\/Reply/i.test(attributes));
  return /\bitemid="([^"<>]{1,200})"/i.exec(reply?.[1] ?? '')?.[1];
}

/** After the last end nothing is looked for: of many beginnings without an end each would be, to the end of the text. */
function withoutQuote(text: string): string {
  const last = [...text.matchAll(/<\/blockquote>/gi)].at(-1);
  const end = last ? last.index + last[0].length : 0;
  return text.slice(0, end).replace(/<blockquote\b[\s\S]*?<\/blockquote>/gi, '') + text.slice(end);
}
