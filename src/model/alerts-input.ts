import { alertsInWords, type Proposal } from './alert-group';
import { type Incident, type IncidentInput } from './incident';

/** What an incident keeps of the alerts that it came of. */
export function alertsInput(
  { id, group, revision }: Pick<Proposal, 'id' | 'group' | 'revision'>,
  { origin }: Pick<Incident, 'origin'>,
  at: string,
): IncidentInput {
  return {
    id: `alerts-${id}-${revision}`,
    kind: 'alerts',
    by: '',
    byName: 'Alertmanager',
    at,
    text: group.firing > 0 ? alertsInWords(group) : '',
    origin,
  };
}
