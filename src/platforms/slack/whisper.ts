import { type Origin } from '../../model/command-request';
import { ChatError } from '../chat-error';
import { post } from './post-message';
import { type SlackMessage } from './render/render-message';
import { READ_OR_REPLACE, type SlackCall } from './slack-call';

const REPLY_MS = 3000;
/** The account or we cannot be spoken to there; a direct message still reaches the person. */
const NOT_THERE = new Set(['not_in_channel', 'user_not_in_channel', 'channel_not_found', 'is_archived']);

/** Says it to one account alone: where its request was made, else by direct message. */
export async function whisper(
  call: SlackCall,
  to: Origin,
  account: string,
  message: SlackMessage,
  inPlace = false,
): Promise<void> {
  const replaces = inPlace && to.pressed !== undefined;
  // A response_url speaks to the one who made the request, and to nobody else.
  if (to.replyUrl && account === to.account && (await answered(to.replyUrl, message, replaces))) return;
  try {
    const where = { channel: to.channel, user: account, thread_ts: to.thread };
    await call('chat.postEphemeral', (web) => web.chat.postEphemeral({ ...where, ...message }), READ_OR_REPLACE);
  } catch (error) {
    if (!(error instanceof ChatError) || !NOT_THERE.has(error.code)) throw error;
    await directMessage(call, account, message);
  }
}

/** False when the response_url is used up, expired (30 minutes, 5 uses) or does not answer. */
async function answered(url: string, message: SlackMessage, replaces: boolean): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: replaces, ...message }),
      redirect: 'error',
      signal: AbortSignal.timeout(REPLY_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

async function directMessage(call: SlackCall, account: string, message: SlackMessage): Promise<void> {
  await post(call, await directChannel(call, account), message);
}

/** The conversation of the account with us. */
export async function directChannel(call: SlackCall, account: string): Promise<string> {
  const { channel } = await call(
    'conversations.open',
    (web) => web.conversations.open({ users: account }),
    READ_OR_REPLACE,
  );
  if (!channel?.id) throw new ChatError("Slack's answer to conversations.open names no channel.", 'unreadable', false);
  return channel.id;
}
