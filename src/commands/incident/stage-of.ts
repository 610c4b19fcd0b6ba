import { type IncidentRows } from '../../state/incidents';
import { type IncidentStage } from '../../views/incident-stage';
import { type DirectTools } from '../command';
import { personRef } from '../person-ref';

/** What an incident's views are made from. */
export function stageOf(
  { story, progress }: Pick<IncidentRows, 'story' | 'progress'>,
  tools: Pick<DirectTools, 'company'>,
): IncidentStage {
  const service = tools.company.services.find(({ id }) => id === story.incident.service);
  return {
    story,
    progress,
    refer: (person) => personRef(person, tools),
    team: service?.pager?.team,
    dashboard: service?.dashboard,
  };
}
