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

/**
 * Pages the service's team, tells its pager who has taken it, or that it is over. The key makes each of it repeatable; what was
 * said is kept all the same, since a page that was resolved in the pager meanwhile would be a new one.
 */
export async function advancePager(dependencies: Dependencies, story: IncidentStory, draft: Draft): Promise<void> {
  const { incident, severity, resolved, reopened, inputs } = story;
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
    if (resolved) {
      await pager.resolve(about);
      continue;
    }
    const asked = inputs.filter(({ kind, whom }) => kind === 'page' && whom === id);
    const summary = `${severityName(severity)}: ${incident.title}`;
    await once(draft, `triggered ${id} ${severity} ${reopened} ${asked.length}`, () =>
      pager.trigger({ ...about, summary, severity: SEVERITIES[severity], source: id }),
    );
    if (!draft.posted.includes(id)) draft.posted.push(id);
    const taken = inputs.findLast(({ kind }) => kind === 'ack');
    // Whoever took it before this team was called has not taken their page.
    const called = id === incident.service ? incident.openedAt : asked[0]?.at;
    if (taken && called !== undefined && called <= taken.at)
      await once(draft, `acknowledged ${id} ${taken.id}`, () => pager.acknowledge(about));
  }
}

async function once({ posted }: Draft, what: string, say: () => Promise<void>): Promise<void> {
  if (posted.includes(what)) return;
  await say();
  posted.push(what);
}
