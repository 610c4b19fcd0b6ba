import { type ChatEvent } from '../../model/chat-event';
import { asText } from '../shared/read-json';
import { EPHEMERAL } from './answers';
import { readCustomId } from './custom-id';
import { isoFromId } from './discord-time';
import { type Interaction } from './interaction';

/** Reads a pressed button. */
export function readClick({ id, token, data, message, origin, place }: Interaction): ChatEvent {
  const name = asText(data['custom_id']);
  const on = asText(message['id']);
  const at = isoFromId(id);
  const meaning = readCustomId(name);
  if (!name || !on || !at || !meaning) {
    const from = { key: { scope: 'button', key: id }, origin };
    return { kind: 'unsupported', reason: 'That is no button of Countersign that I know.', from };
  }
  // A double click is two interactions.
  const key = { scope: 'button', key: [place, on, name, origin.account].join(':') };
  if (meaning.kind === 'run') {
    const pressed = Number(message['flags']) & EPHEMERAL ? { pressed: on } : {};
    return { kind: 'command', key, text: meaning.line, origin: { ...origin, ...pressed }, answerable: true };
  }
  if (meaning.kind === 'fill') return { kind: 'form-wanted', text: meaning.line, formHandle: token, origin };
  const { kind: decision, ballot } = meaning;
  if (decision === 'type') return { kind: 'typing-wanted', key, ballot, formHandle: token, origin };
  return decision === 'reject'
    ? { kind: 'reason-wanted', key, ballot, formHandle: token, origin }
    : { kind: 'vote', key, decision, on: { ballot }, at, origin, by: 'button', answerable: true };
}
