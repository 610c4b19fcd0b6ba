import { type IncidentInput } from '../../model/incident';
import { type IncidentRows } from '../../state/incidents';
import { type Asked, type DirectTools } from '../command';

type Saying = Omit<IncidentInput, 'id' | 'by' | 'at' | 'origin' | 'text'> & { text?: string };

/** Adds an input to an incident and wakes it. Gives the one that stands, which may be somebody else's. */
export async function say(
  { request, person }: Asked,
  { incidents, durable }: DirectTools,
  { story }: IncidentRows,
  saying: Saying,
): Promise<IncidentInput> {
  const origin = { ...request.origin, replyUrl: undefined };
  const { instanceId: id, receivedAt: at } = request;
  const input = { text: '', ...saying, id, by: person.id, at, origin };
  const standing = await incidents.add(story.incident.id, input, story.reopened);
  // One that is over has ended; it is started again, and one that goes on takes no second.
  await durable.start('incident', story.incident.id, { id: story.incident.id });
  await durable.wake(story.incident.id);
  return standing;
}
