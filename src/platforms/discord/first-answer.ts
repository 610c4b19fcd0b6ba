import { setTimeout as sleep } from 'node:timers/promises';
import { type Origin } from '../../model/command-request';
import { asObject, asObjects, asText, type JsonObject } from '../shared/read-json';
import { EPHEMERAL, LOADING } from './answers';
import { type DiscordCall } from './discord-call';
import { DiscordCallError } from './failure';

/** The first answer to an interaction, as it stands now. */
export interface FirstAnswer {
  message: JsonObject;
  /** “Countersign is thinking…”: it waits for what it is to say. */
  loading: boolean;
  ephemeral: boolean;
  /** Whether it is ours with this mark in its small print. */
  bearing(mark: string): boolean;
  fill(content: object): Promise<JsonObject>;
  remove(): Promise<void>;
}

/**
 * Undefined when there is none, or none any more: the address lives for 15 minutes. What is no longer loading is taken for
 * said: after a click it is the very message that was clicked, which an answer must not replace.
 */
export async function firstAnswer(call: DiscordCall, { replyUrl }: Origin): Promise<FirstAnswer | undefined> {
  if (!replyUrl) return undefined;
  const path = `${replyUrl}/messages/@original`;
  try {
    const message = await lookAt(call, path);
    const flags = Number(message['flags']);
    return {
      message,
      loading: (flags & LOADING) !== 0,
      ephemeral: (flags & EPHEMERAL) !== 0,
      bearing: (mark) => bearsMark(message, mark),
      fill: (body) => call({ doing: 'an answer', method: 'PATCH', path, body, repeatable: true }),
      async remove() {
        await call({ doing: 'taking back an answer', method: 'DELETE', path, repeatable: true }).catch(ignoreRefusal);
      },
    };
  } catch (error) {
    if (error instanceof DiscordCallError && !error.temporary) return undefined;
    throw error;
  }
}

/** Waits between looks, ms: we may be faster than the acknowledgement, before which there is nothing to see. */
const LOOKS = [100, 300, 900];
/** Unknown message, unknown webhook; after 15 minutes it is another: invalid token. */
const NOT_YET = new Set(['10008', '10015']);

async function lookAt(call: DiscordCall, path: string, waits = LOOKS): Promise<JsonObject> {
  try {
    return await call({ doing: 'a look at its own answer', method: 'GET', path, repeatable: true });
  } catch (error) {
    const [wait, ...others] = waits;
    if (wait === undefined || !(error instanceof DiscordCallError) || !NOT_YET.has(error.code)) throw error;
    await sleep(wait);
    return lookAt(call, path, others);
  }
}

export function bearsMark(message: JsonObject, mark: string): boolean {
  return asObjects(message['embeds']).some(({ footer }) => asText(asObject(footer)['text'])?.endsWith(mark));
}

/** A “thinking…” that stays is ugly and harms nothing. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof DiscordCallError)) throw error;
}
