import { type Severity } from '../../model/incident';
import { type IncidentStory } from '../../model/incident-story';
import { severityName } from '../../views/incident-view';
import { type Dependencies } from '../dependencies';
import { type Draft, NotSetUp } from './incident-step';

const SEVERITIES: Record<Severity, 'critical' | 'error' | 'warning'> = {
  sev1: 'critical',
  sev2: 'error',
  sev3: 'warning',
};

/** Pages the service's team, or tells its pager that it is over. The key makes each of it repeatable. */
export async function advancePager(dependencies: Dependencies, story: IncidentStory, draft: Draft): Promise<void> {
  const { incident, severity, resolved, inputs } = story;
  const { services } = dependencies.company;
  const paged = [incident.service, ...inputs.filter(({ kind }) => kind === 'page').map(({ whom }) => whom)];
  const pagers = services.flatMap(({ id, pager }) => (pager && paged.includes(id) ? [{ id, ...pager }] : []));
  if (pagers.length === 0) {
    throw new NotSetUp(incident.service ? `nobody (${incident.service} has no pager)` : 'nobody (no service is named)');
  }
  const pager = await dependencies.connectors.pager();
  for (const { id, routingKey } of pagers) {
    // One alert for each service: two of one routing key would be one.
    const key = id === incident.service || !incident.service ? incident.id : `${incident.id}/${id}`;
    const about = { key, ...(routingKey && { routingKey }) };
    if (resolved) await pager.resolve(about);
    else {
      const summary = `${severityName(severity)}: ${incident.title}`;
      await pager.trigger({ ...about, summary, severity: SEVERITIES[severity], source: id });
      if (!draft.posted.includes(id)) draft.posted.push(id);
    }
  }
}
