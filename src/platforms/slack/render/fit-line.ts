import { type PersonRef } from '../../../model/person';
import { type Inline } from '../../../model/view';
import { slackCommandName } from '../command-names';
import { URL_LENGTH } from '../limits';
import { cleanLine, cut } from '../../shared/clean-text';
import { webAddress } from '../../shared/web-address';

/** An inline that Slack can show: cleaned, and with nothing in it that would make Slack refuse the message. */
export type FittedInline =
  | string
  | { bold: string }
  | { code: string }
  | { user: string; id: string }
  | { link: string; url: string }
  | { epoch: number; fallback: string };

const PARTS = 40;

/** The line with at most about `most` characters; `…` stands for the rest. */
export function fitLine(line: Inline[], most: number): FittedInline[] {
  const kept: FittedInline[] = [];
  let left = most;
  for (const inline of line) {
    if (left <= 0 || kept.length >= PARTS) return [...kept, '…'];
    const fitted = fitInline(inline, left);
    left -= wordsOf(fitted).length;
    if (wordsOf(fitted)) kept.push(fitted);
  }
  return kept;
}

function fitInline(inline: Inline, most: number): FittedInline {
  const fit = (text: string) => cut(cleanLine(text), most);
  if (typeof inline === 'string') return fit(inline);
  if ('bold' in inline) return { bold: fit(inline.bold) };
  if ('code' in inline) return { code: fit(asTyped(inline.code)) };
  if ('person' in inline) return fitPerson(inline.person);
  if ('link' in inline) return fitLink(inline, most);
  return fitTime(inline.time);
}

/** A line that is asked for by another name here, since Slack keeps its own: `/status api` → `/cs-status api`. */
function asTyped(code: string): string {
  return code.replace(/^\/([\w-]+)/, (_, name: string) => `/${slackCommandName(name)}`);
}

/** A wrong account ID would make Slack refuse the whole message. */
function fitPerson({ id, accounts }: PersonRef): FittedInline {
  const name = cut(cleanLine(id), 50);
  return accounts.slack && /^[UW][A-Z0-9]{1,30}$/.test(accounts.slack)
    ? { user: accounts.slack, id: name }
    : `@${name}`;
}

function fitLink({ link, url }: { link: string; url: string }, most: number): FittedInline {
  const label = cut(cleanLine(link).trim(), most);
  const address = webAddress(url, URL_LENGTH);
  return address ? { link: label || 'link', url: address } : label;
}

function fitTime(time: string): FittedInline {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds) || milliseconds < 0) return cut(cleanLine(time), 50);
  const written = new Date(milliseconds).toISOString();
  const fallback = `${written.slice(0, 10)} ${written.slice(11, 16)} UTC`;
  return { epoch: Math.floor(milliseconds / 1000), fallback };
}

/** The words alone. */
export function wordsOf(inline: FittedInline): string {
  if (typeof inline === 'string') return inline;
  if ('bold' in inline) return inline.bold;
  if ('code' in inline) return inline.code;
  if ('link' in inline) return inline.link;
  if ('user' in inline) return `@${inline.id}`;
  return inline.fallback;
}

/** What an element's JSON takes beside its words: text with a style, and what has more fields. */
const TEXT = 60;
const ELEMENT = 90;

/** About how much of a message's room the line takes, as JSON. */
export function lineCost(line: FittedInline[]): number {
  return line.reduce((sum, inline) => sum + JSON.stringify(inline).length + (isText(inline) ? TEXT : ELEMENT), TEXT);
}

function isText(inline: FittedInline): boolean {
  return typeof inline === 'string' || 'bold' in inline || 'code' in inline;
}
