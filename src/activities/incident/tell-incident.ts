import { createHash } from 'node:crypto';
import { type Origin } from '../../model/command-request';
import { type Durable } from '../../model/durable';
import { type MessageRef } from '../../model/message-ref';
import { type View } from '../../model/view';
import { incidentReminders } from '../../policy/incident-reminders';
import { ChatError } from '../../platforms/chat-error';
import { type IncidentRows, type Said } from '../../state/incidents';
import { type IncidentStage } from '../../views/incident-stage';
import { incidentAnswer, incidentCard, incidentReminder } from '../../views/incident-view';
import { type Dependencies, refer } from '../dependencies';
import { postStep } from '../post-once';
import { MARGIN_MS } from './look-at-incident';
import { ownFault } from './own-fault';
import { roomOf } from './room-of';

interface Message {
  name: string;
  to: Origin;
  view: View;
  /** Of a reminder: each turn is a message of its own. */
  turn?: string;
  pinned?: boolean;
}

/** A message that a platform does not take just now is tried again after this, seconds. */
const AGAIN_SECONDS = 15;

/**
 * Brings every message of an incident up to date: its card where it was opened, in the home channel and, pinned, in its own, and
 * the answers to what was said. One that a platform refuses holds up no other.
 */
export function tellIncident(dependencies: Dependencies) {
  return async ({ id, now }: { id: string; now: string }, durable: Durable): Promise<'told' | 'again'> => {
    const rows = await dependencies.incidents.get(id);
    if (!rows) return 'told';
    const told = await Promise.all(
      [...messagesOf(dependencies, rows), ...remindersOf(dependencies, rows, now)].map((one) =>
        tell(dependencies, rows, one),
      ),
    );
    if (!told.includes('again')) return 'told';
    const at = Math.ceil(Date.parse(now) / 1_000) + AGAIN_SECONDS;
    await durable.start('alarm', `${id}-t${at}`, { instanceId: id, at: new Date(at * 1_000).toISOString() });
    return 'again';
  };
}

function messagesOf(dependencies: Dependencies, { story, progress }: IncidentRows): Message[] {
  const { company } = dependencies;
  const { incident, inputs } = story;
  const service = company.services.find((one) => one.id === incident.service);
  const stage: IncidentStage = {
    story,
    progress,
    refer: refer(dependencies),
    team: service?.pager?.team,
    dashboard: service?.dashboard,
  };
  const { origin } = incident;
  const card = incidentCard(stage);
  const place = (channel: string): Origin => ({ ...origin, channel, channelName: undefined, thread: undefined });
  const home = company.channels.find(({ name }) => name === company.incidents.channel)?.places[origin.platform];
  const room = progress.channel?.made;
  return [
    ...(incident.private ? [] : [{ name: 'card', to: origin, view: card }]),
    ...(incident.private || !home || home === origin.channel ? [] : [{ name: 'home', to: place(home), view: card }]),
    ...(room ? [{ name: 'room', to: place(room.id), view: card, pinned: true }] : []),
    ...inputs.flatMap((input) => {
      const view = incidentAnswer(input, stage);
      const to = input.kind === 'pager' || input.kind === 'alerts' ? roomOf(story.incident, progress) : input.origin;
      return view && to ? [{ name: input.id, to, view }] : [];
    }),
  ];
}

function remindersOf(dependencies: Dependencies, rows: IncidentRows, now: string): Message[] {
  const { story, progress } = rows;
  const to = roomOf(story.incident, progress);
  if (!to) return [];
  const { due } = incidentReminders(story, dependencies.company, Date.parse(now) + MARGIN_MS);
  return due.map((reminder) => ({
    name: reminder.name,
    turn: reminder.turn,
    to,
    view: incidentReminder(reminder, { story, progress, refer: refer(dependencies) }),
  }));
}

async function tell(
  dependencies: Dependencies,
  { story, said }: IncidentRows,
  { name, to, view, pinned, turn }: Message,
): Promise<'told' | 'again'> {
  const { id } = story.incident;
  const digest = turn ?? createHash('sha256').update(JSON.stringify(view)).digest('base64url');
  const before = said.get(name);
  const standing = turn === undefined ? before?.message : undefined;
  if (before?.digest === digest) return 'told';
  const keep = (now: Said) => dependencies.incidents.keepSaid(id, name, now);
  try {
    const outbox = await dependencies.outbox(to.platform);
    const posting = placeOf(id, turn === undefined ? name : `${name} ${turn}`);
    const message = standing ?? (await postStep(dependencies, posting, to, view));
    if (standing) await outbox.update(message, view);
    if (pinned) await adorn(dependencies, id, said, message, view, standing === undefined);
    await keep({ message, digest });
  } catch (error) {
    const { temporary } = error instanceof ChatError ? error : ownFault(`Message ${name} of ${id}`, error);
    if (temporary) return 'again';
    // Refused for good: what comes next is tried, this is not.
    await keep({ message: before?.message, digest });
  }
  return 'told';
}

function placeOf(id: string, name: string) {
  return { instanceId: id, step: `message-${name}`, key: `${id}-${name}` };
}

/** What the card of an incident's own channel has beside it: a pin, and its links in the bar. It is read without them too. */
async function adorn(
  { outbox, incidents }: Dependencies,
  id: string,
  said: IncidentRows['said'],
  message: MessageRef,
  { links = [] }: View,
  isNew: boolean,
): Promise<void> {
  const { channels } = await outbox(message.platform);
  const bookmarks = links.filter(({ url }) => said.get(bookmarkName(url))?.digest !== url);
  const addBookmarks = async () => {
    // One after the other, so that they stand in the same order everywhere.
    for (const { text, url } of bookmarks) {
      await channels?.bookmark?.(message.channel, text, url);
      await incidents.keepSaid(id, bookmarkName(url), { digest: url });
    }
  };
  await Promise.all([isNew && quietly(async () => channels?.pin(message)), quietly(addBookmarks)]);
}

function bookmarkName(url: string): string {
  return `bookmark ${createHash('sha256').update(url).digest('base64url').slice(0, 16)}`;
}

async function quietly(what: () => Promise<void>): Promise<void> {
  try {
    await what();
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
  }
}
