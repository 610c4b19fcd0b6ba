import { type StatusPage } from '../../connectors/status-page';
import { type IncidentInput, type Severity } from '../../model/incident';
import { type IncidentStory, publicInputs } from '../../model/incident-story';
import { type Dependencies } from '../dependencies';
import { type Draft, NotSetUp } from './incident-step';

const IMPACTS: Record<Severity, 'critical' | 'major' | 'minor'> = { sev1: 'critical', sev2: 'major', sev3: 'minor' };

/**
 * What the public is told: the incident, then each update in its order. Status pages take no idempotency key, so each is marked
 * before it is sent, and one whose answer was lost is looked for before it is sent again.
 */
export async function advanceStatusPage(dependencies: Dependencies, story: IncidentStory, draft: Draft): Promise<void> {
  const { company, connectors } = dependencies;
  const { incident } = story;
  const service = company.services.find(({ id }) => id === incident.service);
  if (!company.services.some(({ statusComponents }) => statusComponents)) {
    throw new NotSetUp('none (no service has statusComponents)');
  }
  const page = await connectors.statusPage();
  const components = service?.statusComponents ?? [];
  draft.made ??= await openOnce(dependencies, page, story, components, 0);
  let opened = 0;
  for (const input of publicInputs(story)) {
    if (input.kind === 'reopen') opened += 1;
    if (draft.posted.includes(input.id)) continue;
    if (input.kind === 'reopen') draft.made = await openOnce(dependencies, page, story, components, opened);
    else await updateOnce(dependencies, page, incident.id, draft.made.id, input, components);
    draft.posted.push(input.id);
  }
}

/** One incident of the page for each time it was opened: customers read of a new one where ours is reopened. */
async function openOnce(
  { marks, now }: Dependencies,
  page: StatusPage,
  { incident, severity }: IncidentStory,
  components: string[],
  reopened: number,
): Promise<{ id: string; url?: string }> {
  const key = reopened ? `${incident.id}-again-${reopened}` : incident.id;
  const step = `page-${reopened}`;
  const { first } = await marks.mark(incident.id, step, now().toISOString());
  const known = first
    ? undefined
    : ((await marks.get<{ id: string; url?: string }>(incident.id, step)) ?? (await page.find(key)) ?? undefined);
  const opened = known ?? (await page.open({ key, title: incident.title, impact: IMPACTS[severity], components }));
  return marks.settle(incident.id, step, opened);
}

async function updateOnce(
  { marks, now }: Dependencies,
  page: StatusPage,
  incident: string,
  id: string,
  { id: input, kind, status = 'investigating', text }: IncidentInput,
  components: string[],
): Promise<void> {
  const step = `page-update-${input}`;
  const { first, at } = await marks.mark(incident, step, now().toISOString());
  if (!first && (await marks.get(incident, step))) return;
  const update = { status: kind === 'resolve' ? ('resolved' as const) : status, text, components };
  if (first || !(await page.hasUpdate(id, update, at))) await page.update(id, update);
  await marks.settle(incident, step, true);
}
