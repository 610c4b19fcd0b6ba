import { type MessageRef } from '../../model/message-ref';
import { type Origin } from '../../model/command-request';
import { ChatError } from '../chat-error';
import { SlackCallError } from './failure';
import { findMessage, METADATA_TYPE } from './find-message';
import { type SlackMessage } from './render/render-message';
import { SAY_ONCE, type SlackCall } from './slack-call';

const QUIET = { unfurl_links: false, unfurl_media: false };

/**
 * Posts a message that is there once: an attempt whose answer was lost is looked for by its key before the next, and
 * when it cannot be looked for, nothing is sent again.
 */
export async function postOnce(
  call: SlackCall,
  to: Origin,
  message: SlackMessage,
  key: string,
  retriedSince?: string,
): Promise<MessageRef> {
  const earlier = retriedSince && (await findMessage(call, to, key, new Date(retriedSince)).catch(noneThere));
  if (earlier) return messageRef(to, to.channel, earlier);
  const metadata = { event_type: METADATA_TYPE, event_payload: { key } };
  const send = () => postWhereInvited(call, to.channel, { ...message, metadata, thread_ts: to.thread });
  const started = new Date();
  try {
    return messageRef(to, to.channel, await send());
  } catch (error) {
    if (!(error instanceof SlackCallError) || !error.mayHaveWorked) throw error;
    const arrived = await findMessage(call, to, key, started).catch(() => Promise.reject(error));
    return messageRef(to, to.channel, arrived ?? (await send()));
  }
}

/** Where we are no member, or the thread is gone, we have posted nothing. */
function noneThere(error: unknown): undefined {
  if (error instanceof ChatError && ['not_in_channel', 'thread_not_found'].includes(error.code)) return undefined;
  throw error;
}

/** Posts, without a key: sent again only when Slack certainly did not take it. */
export async function post(
  call: SlackCall,
  channel: string,
  message: SlackMessage & { metadata?: { event_type: string; event_payload: { key: string } }; thread_ts?: string },
): Promise<string> {
  const { ts } = await call(
    'chat.postMessage',
    (web) => web.chat.postMessage({ channel, ...message, ...QUIET }),
    SAY_ONCE,
  );
  if (!ts) throw new ChatError("Slack's answer to chat.postMessage names no message.", 'unreadable', false);
  return ts;
}

/** A public channel is joined when we are not in it yet; into a private one somebody has to invite us. */
async function postWhereInvited(
  call: SlackCall,
  channel: string,
  message: Parameters<typeof post>[2],
): Promise<string> {
  try {
    return await post(call, channel, message);
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== 'not_in_channel') throw error;
    const joined = call('conversations.join', (web) => web.conversations.join({ channel }), SAY_ONCE);
    await joined.catch(() => Promise.reject(error));
    return post(call, channel, message);
  }
}

function messageRef({ tenant }: Origin, channel: string, message: string): MessageRef {
  return { platform: 'slack', tenant, channel, message };
}
