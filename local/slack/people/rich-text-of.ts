import { type Json } from '../block-kit/check';

/** The block that Slack's composer adds to a message: the same text, taken apart. */
export function richTextOf(composed: string): Json {
  const elements = composed.split(/(<[^<>]+>)/).flatMap((piece): Json[] => {
    const target = /^<([^|>]+)/.exec(piece)?.[1];
    if (target?.startsWith('@')) return [{ type: 'user', user_id: target.slice(1) }];
    if (target?.startsWith('#')) return [{ type: 'channel', channel_id: target.slice(1) }];
    if (target?.startsWith('!')) return [{ type: 'broadcast', range: target.slice(1) }];
    if (target) return [{ type: 'link', url: target }];
    return piece
      ? [{ type: 'text', text: piece.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') }]
      : [];
  });
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}
