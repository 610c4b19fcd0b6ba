import { type Conversation, type Json, type Message, type Person } from '../state/model';
import { type Store } from '../state/store';

const nbsp = '\u00a0';

export interface Composed {
  text: string;
  html: string;
  mentions: Json[];
  mentionsBot: boolean;
}

/**
 * A typed line as Teams makes a message of it: `@Countersign` and `@bob` become mentions, with a non-breaking space behind
 * them, and the line comes a second time as HTML.
 */
export function composeMessage(store: Store, typed: string): Composed {
  const { bot, people } = store.state;
  const known = [bot, ...people.map(({ id, name, displayName }) => ({ id, name: displayName, alias: name }))];
  const mentions: Json[] = [];
  let mentionsBot = false;
  const html: string[] = [];
  let plain = '';
  for (const piece of typed.split(/(@[\p{L}\d_-]+ ?)/u)) {
    const called = /^@([\p{L}\d_-]+)( ?)$/u.exec(piece);
    const who = called && known.find((one) => [one.name, 'alias' in one ? one.alias : ''].some(same(called[1] ?? '')));
    if (!called || !who) {
      plain += piece;
      html.push(escapeHtml(piece));
      continue;
    }
    const { id, name } = who;
    mentionsBot ||= id === bot.id;
    const space = called[2] ? nbsp : '';
    plain += `<at>${name}</at>${space}`;
    html.push(
      `<span itemtype="http://schema.skype.com/Mention" itemscope="" itemid="${mentions.length}">${escapeHtml(name)}</span>${space && '&nbsp;'}`,
    );
    mentions.push({ mentioned: { id, name }, text: `<at>${name}</at>`, type: 'mention' });
  }
  return { text: plain, html: `<p>${html.join('')}</p>`, mentions, mentionsBot };
}

/** What Teams puts before a message that quotes another. */
export function quote(author: Pick<Person, 'id'> & { displayName: string }, message: Message, preview: string): string {
  return (
    `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="${message.id}">` +
    `<strong itemprop="mri" itemid="${author.id}">${escapeHtml(author.displayName)}</strong>` +
    `<span itemprop="time" itemid="${message.id}"></span>` +
    `<p itemprop="preview">${escapeHtml(preview.slice(0, 100))}</p></blockquote>`
  );
}

/** Outside a personal chat the app hears only what mentions it. */
export const reachesApp = ({ type, installed }: Conversation, { mentionsBot }: Composed) =>
  installed && (type === 'personal' || mentionsBot);

const same = (called: string) => (name: string) => name.toLowerCase() === called.toLowerCase();

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
