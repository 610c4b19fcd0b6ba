import { type SaidMessage } from '../../model/said-message';
import { isoFromTs } from './slack-time';
import { READ_OR_REPLACE, type SlackCall } from './slack-call';
import { unslackText } from './unslack-text';

/** A message, or a reply in a thread, which history does not tell. https://docs.slack.dev/reference/methods/conversations.replies */
export async function readMessage(
  call: SlackCall,
  { channel, message: ts }: { channel: string; message: string },
): Promise<SaidMessage | undefined> {
  const { messages } = await call(
    'conversations.replies',
    (web) => web.conversations.replies({ channel, ts, oldest: ts, latest: ts, inclusive: true, limit: 2 }),
    READ_OR_REPLACE,
  );
  const found = messages?.find((one) => one.ts === ts);
  const at = isoFromTs(ts);
  return found && at ? { text: unslackText(found.text ?? ''), account: found.user ?? '', at } : undefined;
}
