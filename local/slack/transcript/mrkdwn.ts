import { type State } from '../state/model';
import { renderDate } from './date-token';
import { type Style } from './style';

/** What rendering needs to know. */
export interface Reading {
  state: Pick<State, 'users' | 'channels'>;
  style: Style;
  /** Milliseconds of the epoch, for relative dates. */
  now: number;
}

/** Emoji that bots of this kind use; any other stays `:name:`. */
const emoji: Record<string, string> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  no_entry: '⛔',
  warning: '⚠️',
  rocket: '🚀',
  hourglass_flowing_sand: '⏳',
  hourglass: '⌛',
  lock: '🔒',
  unlock: '🔓',
  rotating_light: '🚨',
  information_source: 'ℹ️',
  eyes: '👀',
  thumbsup: '👍',
  '+1': '👍',
  '-1': '👎',
  tada: '🎉',
  large_green_circle: '🟢',
  red_circle: '🔴',
};

export const renderEmoji = (name: string) => emoji[name] ?? `:${name}:`;

/** Slack's mrkdwn as a person reads it. https://docs.slack.dev/messaging/formatting-message-text */
export function renderMrkdwn(text: string, reading: Reading): string {
  const marked = text
    .replace(
      /(^|[\s(>])\*([^\s*](?:[^*\n]*[^\s*])?)\*(?=$|[\s).,;:!?<])/gm,
      (_, before: string, inner: string) => before + reading.style.bold(inner),
    )
    .replace(/(^|[\s(>])_([^\s_](?:[^_\n]*[^\s_])?)_(?=$|[\s).,;:!?<])/gm, '$1$2')
    .replace(/(^|[\s(>])~([^\s~](?:[^~\n]*[^\s~])?)~(?=$|[\s).,;:!?<])/gm, '$1$2');
  return renderPlain(marked.replace(/<([^<>]+)>/g, (_, inside: string) => renderToken(inside, reading)));
}

/** `plain_text`: emoji, and the characters that Slack has escaped. */
export const renderPlain = (text: string) =>
  text
    .replace(/:([a-z0-9_+-]+):/g, (token, name: string) => emoji[name] ?? token)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

function renderToken(inside: string, { state, now }: Reading): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1);
  const id = target.slice(1);
  if (target.startsWith('@')) return `@${state.users.find((user) => user.id === id)?.name ?? (label || id)}`;
  if (target.startsWith('#')) return `#${state.channels.find((channel) => channel.id === id)?.name ?? (label || id)}`;
  if (target.startsWith('!date^')) {
    const [, seconds, format] = target.split('^');
    return renderDate(Number(seconds), format ?? '', label, now);
  }
  if (target.startsWith('!')) return label || `@${id}`;
  if (target.startsWith('mailto:')) return label || target.slice('mailto:'.length);
  return label && label !== target ? `${label} (${target})` : target;
}
