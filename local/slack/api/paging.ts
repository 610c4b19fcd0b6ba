import { type Arguments } from './arguments';
import { SlackError } from './slack-error';

/** One page of a list by Slack's cursors. https://docs.slack.dev/apis/web-api/pagination @throws SlackError `invalid_cursor` */
export function page<T>(
  items: T[],
  args: Arguments,
  defaultLimit: number,
): { items: T[]; more: boolean; next: string } {
  const limit = Math.min(args.integer('limit', defaultLimit) || defaultLimit, 1000);
  const start = startOf(args.text('cursor'));
  const more = start + limit < items.length;
  return {
    items: items.slice(start, start + limit),
    more,
    next: more ? Buffer.from(`next:${start + limit}`).toString('base64') : '',
  };
}

function startOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const start = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (start === undefined) throw new SlackError('invalid_cursor');
  return Number(start);
}
