import { type ChatEvent } from '../../model/chat-event';
import { type FormValues } from '../../model/form';
import { asObject, asObjects, asText, type JsonObject, parseObject } from '../shared/read-json';
import { COMMAND_FORM, FLAGS } from './command-form';
import { readPlace } from './form-memory';

/**
 * Reads what somebody does in a command's form: sends it, chooses in it, or opens one of its menus. Undefined where the
 * payload is of no such form.
 */
export function readCommandForm(payload: JsonObject, account: string, tenant: string): ChatEvent | undefined {
  const view = asObject(payload['view']);
  if (view['callback_id'] !== COMMAND_FORM) return undefined;
  const id = asText(view['id']);
  const { command: named, chosen, place: written } = parseObject(asText(view['private_metadata']) ?? '') ?? {};
  const command = asText(named);
  const place = readPlace(written);
  if (!id || !command || !place) return { kind: 'unsupported', reason: 'A form whose command cannot be read.' };
  const entered = valuesOf(asObject(asObject(view['state'])['values']));
  const origin = { platform: 'slack', tenant, account, ...place } as const;
  const form = { command, values: { ...textsOf(asObject(chosen)), ...entered }, origin };
  switch (payload['type']) {
    case 'view_submission':
      return { kind: 'form', key: { scope: 'form', key: id }, command, values: entered, origin };
    case 'block_suggestion':
      return {
        kind: 'choices-wanted',
        field: asText(payload['block_id']) ?? '',
        typed: asText(payload['value']) ?? '',
        ...form,
      };
    default:
      return { kind: 'form-changed', formHandle: id, ...form };
  }
}

function textsOf(values: JsonObject): FormValues {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (asText(value) ? [[name, value]] : [])),
  ) as FormValues;
}

/** https://docs.slack.dev/reference/views/modal-views: `state.values`, by block and action. */
function valuesOf(values: JsonObject): FormValues {
  return Object.fromEntries(
    Object.entries(values).flatMap(([block, actions]) => {
      const { value, selected_option: one, selected_options: several } = asObject(asObject(actions)[block]);
      if (block === FLAGS)
        return asObjects(several).flatMap((option) => (asText(option['value']) ? [[option['value'], 'true']] : []));
      const text = asText(value) ?? asText(asObject(one)['value']);
      return text === undefined ? [] : [[block, text]];
    }),
  ) as FormValues;
}
