import { VendorError } from '../../connectors/vendor-error';
import { type IncidentProgress, type IncidentStep, type StepProgress } from '../../model/incident';
import { attempt, type IncidentStory, wanted } from '../../model/incident-story';
import { ChatError } from '../../platforms/chat-error';
import { type Dependencies } from '../dependencies';
import { ownFault } from './own-fault';

/** What a step leaves behind while it works: kept also when it fails half way. */
export type Draft = Pick<StepProgress, 'made' | 'posted'>;

/** Brings one part of an incident up to date. Throws VendorError or ChatError; another try goes on from the draft. */
export type Advance = (
  dependencies: Dependencies,
  story: IncidentStory,
  draft: Draft,
  progress: IncidentProgress,
) => Promise<void>;

/** There is nothing to bring up to date, and why. */
export class NotSetUp extends Error {
  override name = 'NotSetUp';
}

/** Seconds until the next try, by failures in a row; then it is left to a button. */
const WAITS = [5, 15, 60, 300, 900, 900, 900];

/**
 * One step as an activity: what goes wrong is kept in its row and not thrown, unless its rows are away, so that no step holds up another.
 * Run again after it has reached what is wanted, it does nothing.
 */
export function incidentStep(dependencies: Dependencies, step: IncidentStep, advance: Advance) {
  return async (id: string): Promise<void> => {
    const rows = await dependencies.incidents.get(id);
    const want = rows && wanted(rows.story, step);
    const before = rows?.progress[step];
    if (!rows || want === undefined || before?.reached === want) return;
    const tried = attempt(rows.story, step) ?? want;
    const draft: Draft = { made: before?.made, posted: [...(before?.posted ?? [])] };
    const settled = await advance(dependencies, rows.story, draft, rows.progress).then(
      (): Pick<StepProgress, 'state' | 'reached' | 'attempts'> => ({ state: 'done', reached: want, attempts: 0 }),
      (error: unknown) => {
        const attempts = before?.tried === tried ? before.attempts : 0;
        return failure(`Step ${step} of ${id}`, error, attempts, want, dependencies.now());
      },
    );
    await dependencies.incidents.keepProgress(id, step, { reached: before?.reached, ...draft, tried, ...settled });
  };
}

function failure(what: string, error: unknown, attempts: number, want: string, now: Date) {
  if (error instanceof NotSetUp || (error instanceof ChatError && error.code === 'not_set_up')) {
    return { state: 'skipped' as const, reached: want, attempts: 0, message: error.message };
  }
  const told = error instanceof VendorError || error instanceof ChatError ? error : ownFault(what, error);
  const wait = told.temporary ? WAITS[attempts] : undefined;
  const kept = { attempts: attempts + 1, message: told.message };
  if (wait === undefined) return { ...kept, state: 'failed' as const };
  return { ...kept, state: 'again' as const, nextAt: new Date(now.getTime() + wait * 1_000).toISOString() };
}
