import { type ChatEvent } from '../../model/chat-event';
import { asObject, asText } from '../shared/read-json';
import { isId, isoFromId } from './discord-time';
import { type Interaction } from './interaction';
import { typedText } from './typed-text';

/** In the menu of a message: it is kept in the timeline of the incident that is talked about there. */
export const KEEP = 'Keep in timeline';

/**
 * Reads whose message it is and what it says, which Discord tells with the choice, also to an app that is told of no messages. Undefined
 * where it does not. https://docs.discord.com/developers/events/gateway#message-content-intent
 */
export function readKeep({ id, data, origin }: Interaction): ChatEvent | undefined {
  const target = asText(data['target_id']);
  const at = isoFromId(id);
  const saidAt = isoFromId(target);
  const message = asObject(asObject(asObject(data['resolved'])['messages'])[target ?? '']);
  const account = asText(asObject(message['author'])['id']);
  if (!target || !at || !saidAt || !isId(account)) return undefined;
  return {
    kind: 'pin',
    key: { scope: 'pin', key: id },
    message: target,
    added: true,
    at,
    origin,
    said: { text: typedText(asText(message['content']) ?? ''), account, at: saidAt },
    answerable: true,
  };
}
