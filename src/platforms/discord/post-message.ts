import { createHash } from 'node:crypto';
import { type Origin } from '../../model/command-request';
import { type MessageRef } from '../../model/message-ref';
import { type View } from '../../model/view';
import { asObject, asObjects, asText, type JsonObject } from '../shared/read-json';
import { idFrom } from './discord-time';
import { type DiscordCall } from './discord-call';
import { unreadableAnswer } from './failure';
import { bearsMark, firstAnswer } from './first-answer';
import { renderMessage } from './render/render-message';

/** Discord's clock and ours may differ by this. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Posts a message that is there once: where “thinking…” still waits for it, in its place; else as a message of its own, whose
 * nonce keeps Discord from taking it twice for some minutes. One that was posted longer ago, its answer lost, is looked for by
 * the mark in its small print.
 */
export async function postOnce(
  call: DiscordCall,
  to: Origin,
  view: View,
  key: string,
  retriedSince?: string,
): Promise<MessageRef> {
  const channel = to.thread ?? to.channel;
  const mark = createHash('sha256').update(key).digest('hex').slice(0, 16);
  const ref = (message: JsonObject): MessageRef => {
    const id = asText(message['id']);
    if (!id) throw unreadableAnswer('a message');
    return { platform: 'discord', tenant: to.tenant, channel, message: id };
  };
  const waiting = await firstAnswer(call, to);
  if (waiting?.bearing(mark)) return ref(waiting.message);
  const content = renderMessage(view, mark);
  const bears = (message: JsonObject) => bearsMark(message, mark);
  // Of an earlier attempt, which may have been before the acknowledgement.
  const earlier = retriedSince && (await ownSince(call, channel, new Date(retriedSince), bears));
  if (!earlier && waiting?.loading && !waiting.ephemeral) return ref(await waiting.fill(content));
  const posted = earlier ? earlier : await post(call, channel, { ...content, nonce: mark, enforce_nonce: true });
  if (waiting?.loading) await waiting.remove();
  return ref(posted);
}

/** @param body with `nonce` and `enforce_nonce` it can be sent again */
export function post(call: DiscordCall, channel: string, body: object): Promise<JsonObject> {
  const repeatable = 'nonce' in body;
  return call({ doing: 'a message', method: 'POST', path: `/channels/${channel}/messages`, body, repeatable });
}

/** The message of a bot's since then that is the one. */
export async function ownSince(
  call: DiscordCall,
  channel: string,
  since: Date,
  isIt: (message: JsonObject) => boolean,
): Promise<JsonObject | undefined> {
  const after = idFrom(new Date(since.getTime() - CLOCK_SKEW_MS));
  const path = `/channels/${channel}/messages?limit=100&after=${after}`;
  const { items } = await call({ doing: 'a look at the channel', method: 'GET', path, repeatable: true });
  return asObjects(items).find((message) => asObject(message['author'])['bot'] === true && isIt(message));
}
