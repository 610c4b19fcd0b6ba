import { type IncidentStory } from '../../model/incident-story';
import { type Deed } from '../../views/incident-timeline';
import { type DirectTools } from '../command';

const CHANGES = ['deploy', 'rollback', 'scale', 'migrate'];
const MOST = 20;

/** What was changed of the incident's service while it was open, from the audit log. */
export async function deedsOf(
  { incident, resolved }: IncidentStory,
  now: Date,
  { auditIndex }: Pick<DirectTools, 'auditIndex'>,
): Promise<Deed[]> {
  if (!incident.service) return [];
  const { entries } = await auditIndex.find({
    service: incident.service,
    from: new Date(incident.openedAt),
    to: resolved ? new Date(resolved.at) : now,
    without: [],
    words: [],
    visible: ({ kind, action }) => kind === 'outcome' && CHANGES.includes(action ?? ''),
    most: MOST,
  });
  return entries;
}
