import { type PersonRef } from '../../../model/person';
import { type Inline } from '../../../model/view';
import { cleanLine, cut } from '../../shared/clean-text';
import { webAddress } from '../../shared/web-address';
import { isId } from '../discord-time';
import { escapeMarkdown } from './escape-markdown';

const URL_LENGTH = 512;
const NAME = 50;

/** One line in Discord's markdown, at most `most` characters; `…` stands for the rest. Data in it stays literal. */
export function markdownLine(line: Inline[], most: number): string {
  let text = '';
  for (const inline of line) {
    const left = most - text.length - 1;
    const next = markup(inline, left);
    if (next.length > left) return `${text}…`;
    text += next;
  }
  return text;
}

/** What cannot be cut may come out longer than `most`. */
function markup(inline: Inline, most: number): string {
  if (typeof inline === 'string') return fitted(inline, most, escapeMarkdown);
  if ('bold' in inline) return fitted(inline.bold, most, (text) => (text.trim() ? `**${escapeMarkdown(text)}**` : ''));
  if ('code' in inline) return fitted(inline.code, most, codeSpan);
  if ('person' in inline) return mention(inline.person);
  if ('link' in inline) return link(inline, most);
  return instant(inline.time);
}

/** Cut until it fits with all that its markup adds. */
function fitted(given: string, most: number, dress: (text: string) => string): string {
  let text = cut(cleanLine(given), Math.max(0, most));
  for (let dressed = dress(text); ; dressed = dress(text)) {
    if (dressed.length <= most || text.length <= 1) return dressed;
    const share = Math.floor((text.length * most) / dressed.length) - 1;
    text = cut(text, Math.max(1, Math.min(share, text.length - 1)));
  }
}

/** More backquotes around it than within it. */
function codeSpan(text: string): string {
  if (!text.trim()) return '';
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

function mention({ id, accounts }: PersonRef): string {
  return isId(accounts.discord) ? `<@${accounts.discord}>` : escapeMarkdown(`@${cut(cleanLine(id), NAME)}`);
}

function link({ link: label, url }: { link: string; url: string }, most: number): string {
  const address = webAddress(url, URL_LENGTH);
  const room = most - (address ? address.length + 6 : 0);
  const words = fitted(label.trim() || 'link', room, escapeMarkdown);
  return address ? `[${words}](<${address}>)` : words;
}

/** Discord shows it in the viewer's own time zone. https://docs.discord.com/developers/reference#message-formatting */
function instant(time: string): string {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) return escapeMarkdown(cut(cleanLine(time), NAME));
  return `<t:${Math.floor(milliseconds / 1000)}:f>`;
}

/** The line where Discord shows no markdown. */
export function plainLine(line: Inline[], most: number): string {
  // Cleaned is what can be shown: a view's small print may be megabytes.
  return cut(cleanLine(cut(line.map(words).join(''), 2 * most)), most);
}

function words(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  if ('bold' in inline) return inline.bold;
  if ('code' in inline) return inline.code;
  if ('person' in inline) return `@${inline.person.id}`;
  if ('link' in inline) return inline.link;
  const milliseconds = Date.parse(inline.time);
  if (Number.isNaN(milliseconds)) return inline.time;
  const written = new Date(milliseconds).toISOString();
  return `${written.slice(0, 10)} ${written.slice(11, 16)} UTC`;
}
