import { type Durable } from '../../model/durable';
import { INCIDENT_STEPS, type IncidentStep, type StepProgress } from '../../model/incident';
import { attempt, type IncidentStory, wanted } from '../../model/incident-story';
import { incidentReminders } from '../../policy/incident-reminders';
import { type Dependencies } from '../dependencies';

export interface Look {
  /** What is behind what its rows want, and may be tried now. */
  steps: IncidentStep[];
  /** People read what is about to be posted before it is. */
  sayFirst: boolean;
  /** Nothing is left to be done or waited for. */
  over: boolean;
}

/** A timer may fire up to this much early in Azure. */
export const MARGIN_MS = 1_000;

/** Reads an incident's rows and says what is due; sets the alarm for what will be. Undefined where there is no such incident. */
export function lookAtIncident({ incidents, company }: Dependencies) {
  return async ({ id, now }: { id: string; now: string }, durable: Durable): Promise<Look | null> => {
    const rows = await incidents.get(id);
    if (!rows) return null;
    const { story, progress, said } = rows;
    const time = Date.parse(now) + MARGIN_MS;
    const steps = INCIDENT_STEPS.filter((step) => isDue(story, step, progress[step], time));
    const later = INCIDENT_STEPS.map((step) => progress[step])
      .flatMap((one) => (one?.state === 'again' && one.nextAt ? [Date.parse(one.nextAt)] : []))
      .filter((at) => at > time);
    const reminders = incidentReminders(story, company, time);
    if (reminders.nextAt !== undefined) later.push(reminders.nextAt);
    const next = later.length > 0 ? Math.min(...later) : undefined;
    await Promise.all([
      incidents.keepSummary(story),
      next !== undefined &&
        durable.start('alarm', `${id}-t${Math.floor(next / 1_000)}`, {
          instanceId: id,
          at: new Date(next + MARGIN_MS).toISOString(),
        }),
    ]);
    const unsaid = story.inputs.some(({ id: input, inferred }) => inferred && !said.has(input));
    return { steps, sayFirst: unsaid, over: story.resolved !== undefined && steps.length === 0 && next === undefined };
  };
}

function isDue(story: IncidentStory, step: IncidentStep, progress: StepProgress | undefined, now: number): boolean {
  const want = wanted(story, step);
  if (want === undefined || progress?.reached === want) return false;
  if (!progress || progress.tried !== attempt(story, step)) return true;
  return progress.state === 'again' && Date.parse(progress.nextAt ?? '') <= now;
}
