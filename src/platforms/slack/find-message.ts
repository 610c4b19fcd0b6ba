import { type WebClient } from '@slack/web-api';
import { type Origin } from '../../model/command-request';
import { READ_OR_REPLACE, type SlackCall } from './slack-call';

/** Marks our messages, so that one whose answer was lost is found again. */
export const METADATA_TYPE = 'countersign';

/** Slack's clock and ours may differ by this, seconds. */
const CLOCK_SKEW = 60;
const PAGES = 5;

/** The ts of our message with this key, posted where `to` says since then; undefined when there is none. */
export function findMessage(call: SlackCall, to: Origin, key: string, since: Date): Promise<string | undefined> {
  return findSince(
    call,
    to,
    since,
    ({ metadata }) =>
      metadata?.event_type === METADATA_TYPE && (metadata.event_payload as Record<string, unknown>)['key'] === key,
  );
}

type Messages = NonNullable<Awaited<ReturnType<WebClient['conversations']['history']>>['messages']>;

/** The ts of the message that `is` means, said where `to` says since then; undefined when there is none. */
export async function findSince(
  call: SlackCall,
  to: Pick<Origin, 'channel' | 'thread'>,
  since: Date,
  is: (message: Pick<Messages[number], 'metadata' | 'files'>) => boolean,
): Promise<string | undefined> {
  const oldest = String(Math.floor(since.getTime() / 1000) - CLOCK_SKEW);
  const range = { channel: to.channel, oldest, include_all_metadata: true, limit: 200 };
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const { messages, response_metadata: next } = to.thread
      ? await call(
          'conversations.replies',
          (web) => web.conversations.replies({ ...range, ts: to.thread as string, cursor }),
          READ_OR_REPLACE,
        )
      : await call('conversations.history', (web) => web.conversations.history({ ...range, cursor }), READ_OR_REPLACE);
    const found = messages?.find(is);
    if (found?.ts) return found.ts;
    cursor = next?.next_cursor;
    if (!cursor) return undefined;
  }
  return undefined;
}
