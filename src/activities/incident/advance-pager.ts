import { type Severity } from '../../model/incident';
import { type IncidentStory, pageKey, pagersCalled } from '../../model/incident-story';
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
  const pagers = pagersCalled(story, dependencies.company.services);
  const [first] = pagers;
  if (!first) {
    throw new NotSetUp(incident.service ? `nobody (${incident.service} has no pager)` : 'nobody (no service is named)');
  }
  const pager = await dependencies.connectors.pager();
  for (const { id, routingKey } of pagers) {
    const key = pageKey(incident, id);
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
  if (!resolved) await callPeople(dependencies, story, draft, pageKey(incident, first.id));
}

/** Calls people to what is paged already. PagerDuty takes no key for it, so each call is marked before it is made. */
async function callPeople(
  { company, connectors, marks, now }: Dependencies,
  { incident, severity, inputs }: IncidentStory,
  draft: Draft,
  key: string,
): Promise<void> {
  for (const { id, kind, whom = '', by } of inputs) {
    if (kind !== 'page' || !whom.startsWith('@') || draft.posted.includes(`called ${id}`)) continue;
    const called = company.people.find((person) => `@${person.id}` === whom);
    const from = company.people.find((person) => person.id === by)?.email;
    // Whoever has left the company file since is called by nobody.
    if (!called || !from) continue;
    const { first, at } = await marks.mark(incident.id, `call-${id}`, now().toISOString());
    const responders = await connectors.responders();
    const message = `@${by} calls you to ${severityName(severity)}: ${incident.title}`;
    const person = { id: called.pagerduty, email: called.email };
    await responders.call({ key, whom: person, from, message }, first ? undefined : at);
    draft.posted.push(`called ${id}`, whom);
  }
}

async function once({ posted }: Draft, what: string, say: () => Promise<void>): Promise<void> {
  if (posted.includes(what)) return;
  await say();
  posted.push(what);
}
