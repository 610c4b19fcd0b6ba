import { type Company } from '../model/company';
import { type IncidentInput } from '../model/incident';
import { actionsOf, type IncidentStory } from '../model/incident-story';

const DAY_MS = 24 * 3_600_000;

/** Something to be said once. `name` tells which, `turn` the how manieth time. */
export type Reminder = { name: string; turn: string } & (
  { kind: 'update' } | { kind: 'postmortem'; at: string } | { kind: 'action'; action: IncidentInput }
);

/**
 * What is to be said by now, the newest turn of each alone, and when there is more: a status update that is owed, by severity; the
 * postmortem when it begins; an action that is late, each day until it is done.
 */
export function incidentReminders(
  story: IncidentStory,
  { incidents }: Pick<Company, 'incidents'>,
  now: number,
): { due: Reminder[]; nextAt?: number } {
  const due: Reminder[] = [];
  const next: number[] = [];
  const repeat = (first: number, every: number, say: (turn: string) => Reminder) => {
    const turns = Math.floor((now - first) / every);
    if (now >= first) due.push(say(String(turns)));
    next.push(now >= first ? first + (turns + 1) * every : first);
  };
  const { resolved, toldAt, severity, reopened } = story;
  const minutes = incidents.remindMinutes[severity];
  if (!resolved && minutes !== undefined) {
    const every = minutes * 60_000;
    repeat(Date.parse(toldAt) + every, every, (turn) => ({ kind: 'update', name: 'owed', turn: `${toldAt} ${turn}` }));
  }
  const at = resolved?.postmortem?.at;
  if (at !== undefined && now >= Date.parse(at)) {
    due.push({ kind: 'postmortem', name: `postmortem-${reopened}`, turn: at, at });
  } else if (at !== undefined) next.push(Date.parse(at));
  for (const { action, done } of actionsOf(story)) {
    if (done || !action.dueAt) continue;
    repeat(Date.parse(action.dueAt), DAY_MS, (turn) => ({ kind: 'action', name: `action-${action.id}`, turn, action }));
  }
  return { due, ...(next.length > 0 && { nextAt: Math.min(...next) }) };
}
