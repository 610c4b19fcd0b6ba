import { type Receipt } from '../platform';
import { asObject, asObjects, asText, type JsonObject } from '../shared/read-json';
import { toldAnswer } from './answers';
import { readCustomId } from './custom-id';
import { isoFromId } from './discord-time';
import { type Interaction } from './interaction';
import { REASON_FIELD } from './reason-form';

/** Reads the form that asks why a request is rejected, the only one there is. */
export function readForm({ id, data, origin }: Interaction): Receipt {
  const meaning = readCustomId(asText(data['custom_id']));
  const at = isoFromId(id);
  if (meaning?.kind !== 'reject' || !at) {
    const from = { key: { scope: 'form', key: id }, origin };
    return { event: { kind: 'unsupported', reason: 'That is no form of Countersign that I know.', from } };
  }
  const reason = fieldsOf(data).find(({ custom_id }) => custom_id === REASON_FIELD);
  const words = asText(reason?.['value'])?.trim();
  if (!words) return toldAnswer('Nothing was counted: say why, so that the requester knows what to change.');
  return {
    event: {
      kind: 'vote',
      key: { scope: 'form', key: id },
      decision: 'reject',
      on: { ballot: meaning.ballot },
      reason: words,
      at,
      origin,
      by: 'form',
      answerable: true,
    },
  };
}

/** A field is inside a label. */
function fieldsOf(data: JsonObject): JsonObject[] {
  return asObjects(data['components']).map(({ component }) => asObject(component));
}
