import { type ChatEvent } from '../model/chat-event';
import { personOf } from '../policy/person-of';
import { instanceId } from './instance-id';
import { type Intake } from './intake';

/**
 * Keeps a message that somebody marked in an incident's conversation, in an orchestration: what it says has to be read first. What a
 * stranger marks, or anybody anywhere else, means nothing.
 */
export async function takePin(
  { company, tenants, incidents, durable }: Pick<Intake, 'company' | 'tenants' | 'incidents' | 'durable'>,
  { key, origin, message, added, at }: Extract<ChatEvent, { kind: 'pin' }>,
): Promise<void> {
  const person = personOf(company, tenants, origin);
  const incident = person && (await incidents.at(origin));
  if (!incident) return;
  const id = instanceId(origin, key);
  await durable.start('keepPin', id, { instanceId: id, incident, by: person.id, message, added, at, origin });
}
