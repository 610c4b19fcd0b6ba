import { deedsOf } from '../../commands/incident/deeds-of';
import { postmortemFile } from '../../commands/incident/postmortem-file';
import { type IncidentProgress } from '../../model/incident';
import { type IncidentStory } from '../../model/incident-story';
import { type Attachment } from '../../model/attachment';
import { postmortemMessage } from '../../views/postmortem-message';
import { attachOnce } from '../attach-once';
import { type Dependencies } from '../dependencies';
import { postStep } from '../post-once';
import { type Draft } from './incident-step';
import { peopleInvited } from './people-invited';
import { roomOf } from './room-of';

/**
 * What the postmortem is prepared with, once for each time that the incident was resolved: the document and an invitation as files
 * where it was talked about, and a meeting in the calendar where one is set up. Its alarm is set by whoever looks at its rows next.
 */
export async function advancePostmortem(
  dependencies: Dependencies,
  story: IncidentStory,
  draft: Draft,
  progress: IncidentProgress,
): Promise<void> {
  const parts = [
    { name: `document-${story.reopened}`, make: () => giveDocument(dependencies, story, progress) },
    { name: `invitation-${story.reopened}`, make: () => giveInvitation(dependencies, story, progress) },
    { name: `meeting-${story.reopened}`, make: () => putInCalendar(dependencies, story, draft) },
  ].filter(({ name }) => !draft.posted.includes(name));
  // One that fails keeps neither of the others from being there.
  const made = await Promise.allSettled(
    parts.map(async ({ name, make }) => {
      await make();
      draft.posted.push(name);
    }),
  );
  const failed = made.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

async function giveDocument(dependencies: Dependencies, story: IncidentStory, progress: IncidentProgress) {
  const deeds = await deedsOf(story, dependencies.now(), dependencies);
  await give(dependencies, story, progress, postmortemFile({ story, progress }, deeds, dependencies));
}

/** Calendars are loaded when there is something to be put in one. */
async function giveInvitation(dependencies: Dependencies, story: IncidentStory, progress: IncidentProgress) {
  const { postmortemInvitation } = await import('../../views/postmortem-invitation');
  const { incident, resolved, commander, reopened } = story;
  if (!resolved?.postmortem) return;
  const { at } = resolved.postmortem;
  const url = progress.channel?.made?.url;
  const content = postmortemInvitation({ incident, resolved, at, commander, reopened, url });
  const file = { name: `${incident.id}-postmortem.ics`, title: 'Invitation to the postmortem', type: 'text/calendar' };
  await give(dependencies, story, progress, { ...file, content });
}

/** Where a platform takes no files of ours, the document is a message, and the time is on the card. */
async function give(
  dependencies: Dependencies,
  { incident, reopened }: IncidentStory,
  progress: IncidentProgress,
  file: Attachment & { content: string },
): Promise<void> {
  const to = roomOf(incident, progress);
  if (!to) return;
  const step = `${file.type} ${reopened}`;
  const named = { ...file, name: reopened ? file.name.replace(/(?=\.\w+$)/, `-${reopened + 1}`) : file.name };
  const attached = await attachOnce(dependencies, { instanceId: incident.id, step: `file-${step}` }, to, named);
  if (attached !== 'unsupported' || file.type !== 'text/markdown') return;
  const posting = { instanceId: incident.id, step: `message-${step}`, key: `${incident.id}-${step}` };
  await postStep(dependencies, posting, to, postmortemMessage(incident, file.content));
}

/** A private incident is in no calendar that others look at. */
async function putInCalendar(dependencies: Dependencies, story: IncidentStory, draft: Draft): Promise<void> {
  const { company, connectors } = dependencies;
  const { incident, resolved, commander } = story;
  if (!company.incidents.calendar || incident.private || !resolved?.postmortem) return;
  const { POSTMORTEM_MINUTES, postmortemWords } = await import('../../views/postmortem-invitation');
  const calendar = await connectors.calendar();
  const from = new Date(resolved.postmortem.at);
  const to = new Date(from.getTime() + POSTMORTEM_MINUTES * 60_000);
  if (draft.made) return calendar.move(draft.made.id, from, to);
  const key = `${incident.id}-postmortem`;
  const { title, lines } = postmortemWords({ incident, resolved, commander });
  const invited = peopleInvited(company, story).flatMap(({ name, email }) => (email ? [{ name, email }] : []));
  draft.made = await calendar.schedule({ key, title, text: lines.join('\n'), from, to, invited });
}
