import { type ChatEvent } from '../../model/chat-event';
import { asObject, asText } from '../shared/read-json';
import { isId, isoFromId } from './discord-time';
import { type Interaction } from './interaction';
import { typedText } from './typed-text';

/** In the menu of a message: whether it is kept in the timeline of the incident that is talked about there. */
export const PINS: Record<string, boolean> = { 'Keep in timeline': true, 'Take out of timeline': false };

/**
 * Reads whose message it is and what it says, which Discord tells with the choice, also to an app that is told of no messages. Undefined
 * where it does not. https://docs.discord.com/developers/events/gateway#message-content-intent
 */
export function readPin({ id, data, origin }: Interaction, added: boolean): ChatEvent | undefined {
  const target = asText(data['target_id']);
  const at = isoFromId(id);
  const saidAt = isoFromId(target);
  const message = asObject(asObject(asObject(data['resolved'])['messages'])[target ?? '']);
  const account = asText(asObject(message['author'])['id']);
  if (!target || !at || !saidAt || !isId(account)) return undefined;
  const said = { text: typedText(asText(message['content']) ?? ''), account, at: saidAt };
  return { kind: 'pin', key: { scope: 'pin', key: id }, message: target, added, at, origin, said, answerable: true };
}
