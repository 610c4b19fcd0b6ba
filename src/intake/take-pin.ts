import { type ChatEvent } from '../model/chat-event';
import { type View } from '../model/view';
import { keptText } from '../policy/kept-text';
import { personOf } from '../policy/person-of';
import { notPinnedView, pinView } from '../views/pin-view';
import { instanceId } from './instance-id';
import { type Intake } from './intake';

/**
 * Keeps a message that somebody marked in an incident's conversation, in an orchestration: what it says may have to be read first. What
 * a stranger marks, or anybody anywhere else, means nothing. Gives what whoever marked it can be told.
 */
export async function takePin(
  { company, tenants, incidents, durable }: Pick<Intake, 'company' | 'tenants' | 'incidents' | 'durable'>,
  { key, origin, message, added, at, said: told }: Extract<ChatEvent, { kind: 'pin' }>,
): Promise<View> {
  const person = personOf(company, tenants, origin);
  if (!person) return notPinnedView('unknown person');
  const incident = await incidents.at(origin);
  if (!incident) return notPinnedView('no incident');
  const said = told && { ...told, text: keptText({ company, tenants }, origin, told.text) };
  if (added && said?.text === '') return notPinnedView('no text');
  const id = instanceId(origin, key);
  await durable.start('keepPin', id, { instanceId: id, incident, by: person.id, message, added, at, origin, said });
  return pinView(incident, added, said?.text ?? '');
}
