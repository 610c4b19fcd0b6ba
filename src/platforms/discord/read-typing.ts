import { type ChatEvent } from '../../model/chat-event';
import { asObjects, asText } from '../shared/read-json';
import { type Interaction } from './interaction';
import { given } from './read-command';

/** Somebody types in a field of a slash command that is offered something. */
export function readTyping({ data, origin }: Interaction): ChatEvent {
  const field = asObjects(data['options']).find(({ focused }) => focused === true);
  return {
    kind: 'choices-wanted',
    command: asText(data['name']) ?? '',
    field: asText(field?.['name']) ?? '',
    typed: asText(field?.['value']) ?? '',
    values: Object.fromEntries(given(data).map(({ name, value }) => [name, String(value)])),
    origin,
  };
}
