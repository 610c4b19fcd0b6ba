import { ChatError } from '../chat-error';
import { cleanLine, cut } from '../shared/clean-text';
import { asObject, asText } from '../shared/read-json';

/** A call of Discord's API that came to nothing. */
export class DiscordCallError extends ChatError {
  override name = 'DiscordCallError';
  constructor(
    message: string,
    code: string,
    temporary: boolean,
    /** Whether Discord may have done what was asked all the same. */
    readonly mayHaveWorked: boolean,
    /** What Discord asks to wait, ms. */
    readonly waitMs?: number,
  ) {
    super(message, code, temporary);
  }
}

/** The request never left. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH']);

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes */
const HINTS: Record<string, string> = {
  0: 'check DISCORD_BOT_TOKEN',
  10003: 'the channel is gone, or I am not in its server',
  50001: 'let my role view this channel',
  50013: 'let my role view this channel and send messages and embed links there',
  50007: 'their privacy settings keep out messages of the server’s members',
};

/** An answer that is no success. The address is left out of all texts: a token is in it. */
export function refusedCall(doing: string, status: number, body: unknown, retryAfter: string | null): DiscordCallError {
  const { code, message, retry_after: wait } = asObject(body);
  if (status === 429) {
    const seconds = typeof wait === 'number' ? wait : Number(retryAfter) || 1;
    return new DiscordCallError(
      `Discord takes no more (${doing}) for ${seconds} s.`,
      'ratelimited',
      true,
      false,
      seconds * 1000,
    );
  }
  const told = typeof code === 'number' ? String(code) : `http_${status}`;
  const words = cut(cleanLine(asText(message) ?? ''), 200);
  const details = [words, HINTS[told]].filter(Boolean).join('; ');
  return new DiscordCallError(
    `Discord refused ${doing}: HTTP ${status}, ${told}${details ? ` (${details})` : ''}.`,
    told,
    status >= 500,
    status >= 500,
  );
}

export function unansweredCall(doing: string, error: unknown): DiscordCallError {
  const thrown = asObject(error);
  const reason = asText(asObject(thrown['cause'])['code']) ?? asText(thrown['name']) ?? 'unknown';
  return NOT_SENT.has(reason)
    ? new DiscordCallError(`Discord could not be reached (${reason}).`, 'unreachable', true, false)
    : new DiscordCallError(`Discord did not answer ${doing} (${reason}).`, 'no_answer', true, true);
}

export function unreadableAnswer(doing: string): DiscordCallError {
  return new DiscordCallError(`Discord's answer to ${doing} cannot be read.`, 'unreadable', true, true);
}
