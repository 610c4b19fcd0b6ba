/** A piece of Slack's mrkdwn, taken apart. https://docs.slack.dev/messaging/formatting-message-text */
export type Mark =
  | { kind: 'text' | 'code' | 'pre'; text: string }
  | { kind: 'bold' | 'italic' | 'strike' | 'quote'; inner: Mark[] }
  | { kind: 'user' | 'channel' | 'broadcast'; id: string; label?: string }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'date'; seconds: number; format: string; fallback: string; url?: string }
  | { kind: 'emoji'; name: string };

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const pieces = new RegExp(
  [
    /<(?<token>[^<>\n]+)>/,
    /`(?<code>[^`\n]+)`/,
    /:(?<emoji>[a-z0-9_+-]+):/,
    /(?<![\w*_~])(?<sign>[*_~])(?<styled>(?!\s)(?:(?!\k<sign>)[^\n])+(?<!\s))\k<sign>(?![\w*_~])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** Takes mrkdwn apart: code blocks, then quotes line by line, then what is inside a line. */
export function parseMrkdwn(text: string): Mark[] {
  return text.split(/```\n?([^]*?)\n?```/).flatMap((part, index): Mark[] => {
    if (index % 2) return [{ kind: 'pre', text: unescape(part) }];
    return part.split(/((?:^(?:&gt;|>) ?.*(?:\n|$))+)/m).flatMap((piece): Mark[] => {
      if (!/^(?:&gt;|>)/.test(piece)) return inline(piece);
      return [{ kind: 'quote', inner: inline(piece.replace(/^(?:&gt;|>) ?/gm, '').replace(/\n$/, '')) }];
    });
  });
}

/** Slack asks for these three to be escaped in whatever is sent. */
export const unescape = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

function inline(text: string): Mark[] {
  const marks: Mark[] = [];
  let end = 0;
  const plain = (upTo: number) => {
    if (upTo > end) marks.push({ kind: 'text', text: unescape(text.slice(end, upTo)) });
  };
  for (const { index, groups = {}, ...match } of text.matchAll(pieces)) {
    plain(index);
    end = index + match[0].length;
    const { token, code, emoji, sign, styled } = groups;
    if (token) marks.push(ofToken(token));
    else if (code) marks.push({ kind: 'code', text: unescape(code) });
    else if (emoji) marks.push({ kind: 'emoji', name: emoji });
    else if (styled) marks.push({ kind: styles[sign as keyof typeof styles], inner: inline(styled) });
  }
  plain(text.length);
  return marks;
}

function ofToken(token: string): Mark {
  const bar = token.indexOf('|');
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? undefined : unescape(token.slice(bar + 1));
  const id = target.slice(1);
  if (target.startsWith('@')) return { kind: 'user', id, label };
  if (target.startsWith('#')) return { kind: 'channel', id, label };
  if (target.startsWith('!date^')) {
    const [, seconds, format = '', url] = target.split('^');
    return { kind: 'date', seconds: Number(seconds), format, fallback: label ?? '', url };
  }
  if (target.startsWith('!')) return { kind: 'broadcast', id: id.split('^')[0] ?? '', label };
  const url = unescape(target);
  return { kind: 'link', url, label: label ?? url.replace(/^mailto:/, '') };
}

/** The address, when it is one that a page may link to. */
export const safeAddress = (url: string): string | undefined =>
  /^(?:https?:\/\/|mailto:)/i.test(url) ? url : undefined;

/** The words alone, for those who are read to. */
export function spoken(text: string, nameOf: (user: string) => string): string {
  const words = (mark: Mark): string => {
    if ('inner' in mark) return mark.inner.map(words).join('');
    if ('id' in mark) return mark.kind === 'user' ? `@${nameOf(mark.id)}` : (mark.label ?? mark.id);
    if (mark.kind === 'link') return mark.label;
    if (mark.kind === 'date') return mark.fallback;
    if (mark.kind === 'emoji') return mark.name.replaceAll('_', ' ');
    return mark.text;
  };
  return parseMrkdwn(text).map(words).join('');
}
