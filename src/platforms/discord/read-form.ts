import { type ChatEvent } from '../../model/chat-event';
import { type Receipt } from '../platform';
import { asObject, asObjects, asText, type JsonObject } from '../shared/read-json';
import { toldAnswer } from './answers';
import { COMMAND_FORM, FLAGS } from './command-form';
import { readCustomId } from './custom-id';
import { isoFromId } from './discord-time';
import { type Interaction } from './interaction';
import { REASON_FIELD, TYPING_FIELD } from './reason-form';

/** Reads a form that was sent: a command's, the one that asks why a request is rejected, or the one in which a confirmation is typed. */
export function readForm(interaction: Interaction): Receipt {
  const { id, data, origin } = interaction;
  const name = asText(data['custom_id']) ?? '';
  if (name.startsWith(COMMAND_FORM)) return { event: readCommandForm(interaction, name.slice(COMMAND_FORM.length)) };
  const meaning = readCustomId(name);
  const at = isoFromId(id);
  if ((meaning?.kind !== 'reject' && meaning?.kind !== 'type') || !at) {
    const from = { key: { scope: 'form', key: id }, origin };
    return { event: { kind: 'unsupported', reason: 'That is no form of Countersign that I know.', from } };
  }
  const vote = {
    kind: 'vote',
    key: { scope: 'form', key: id },
    on: { ballot: meaning.ballot },
    at,
    origin,
    by: 'form',
  } as const;
  if (meaning.kind === 'type') {
    const field = fieldsOf(data).find(({ custom_id }) => custom_id === TYPING_FIELD);
    return { event: { ...vote, decision: 'confirm', typed: asText(field?.['value']), answerable: true } };
  }
  const reason = fieldsOf(data).find(({ custom_id }) => custom_id === REASON_FIELD);
  const words = asText(reason?.['value'])?.trim();
  if (!words) return toldAnswer('Nothing was counted: say why, so that the requester knows what to change.');
  return { event: { ...vote, decision: 'reject', reason: words, answerable: true } };
}

function readCommandForm({ id, data, origin }: Interaction, command: string): ChatEvent {
  const entered = fieldsOf(data).flatMap(({ custom_id: field, value, values }): [string, string][] => {
    const chosen = Array.isArray(values) ? values.filter((one) => typeof one === 'string') : [];
    if (field === FLAGS) return chosen.map((flag) => [flag, 'true']);
    const text = asText(value)?.trim() ?? chosen[0];
    return typeof field === 'string' && text ? [[field, text]] : [];
  });
  const values = Object.fromEntries(entered);
  return { kind: 'form', key: { scope: 'form', key: id }, command, values, origin, answerable: true };
}

/** A field is inside a label. */
function fieldsOf(data: JsonObject): JsonObject[] {
  return asObjects(data['components']).map(({ component }) => asObject(component));
}
