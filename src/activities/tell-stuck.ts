import { newestRound } from '../commands/newest-round';
import { ChatError } from '../platforms/chat-error';
import { unlessBroken } from '../model/broken-row';
import { type RequestRow } from '../state/requests';
import { type Stuck, stuckView } from '../views/stuck-view';
import { type Dependencies, refer } from './dependencies';
import { placesOf } from './places-of';
import { postStep } from './post-once';

/** What the durable client says of an instance. */
export interface SeenInstance {
  instanceId: string;
  failed: boolean;
  /** ISO 8601. */
  lastUpdatedAt: string;
  status: string;
}

/** A run is followed for an hour and a lock waited for as long; what has not moved for longer is waiting for nothing. */
const SILENT_MS = 90 * 60_000;
/** An alarm may ring late by this much. */
const LATE_MS = 10 * 60_000;

/**
 * Tells the operations channel, once, of a command that failed inside, that has not moved for longer than anything it could wait for, or
 * whose row cannot be read. Without such a channel nobody is told here; the log has it either way.
 * @returns what is stuck, told or not; undefined when nothing is
 */
export async function tellStuck(dependencies: Dependencies, instance: SeenInstance): Promise<Stuck | undefined> {
  const { instanceId, lastUpdatedAt: since, status } = instance;
  let row: RequestRow | undefined;
  let how: Stuck['how'] | undefined;
  try {
    row = await dependencies.requests.get(instanceId);
    // Alarms and runs are told of by the command that they belong to.
    how = row && (await howStuck(dependencies, instance, row));
  } catch (error) {
    unlessBroken(error);
    how = 'broken';
  }
  if (!how) return undefined;
  const stuck: Stuck = { instanceId, how, since, status };
  await tell(dependencies, stuck, row);
  return stuck;
}

async function howStuck(
  { requests, now }: Dependencies,
  { instanceId, failed, lastUpdatedAt }: SeenInstance,
  { outcome }: RequestRow,
): Promise<Stuck['how'] | undefined> {
  // Also when its outcome was found out meanwhile: what made it fail is still there.
  if (failed) return 'failed';
  if (outcome) return undefined;
  if (now().getTime() - Date.parse(lastUpdatedAt) < SILENT_MS) return undefined;
  const round = await newestRound(instanceId, { requests });
  const waits = round?.state === 'open' && now().getTime() < Date.parse(round.expiresAt) + LATE_MS;
  return waits ? undefined : 'silent';
}

async function tell(dependencies: Dependencies, stuck: Stuck, row: RequestRow | undefined): Promise<void> {
  const { company } = dependencies;
  const { instanceId, how } = stuck;
  if (!company.operationsChannel) return;
  const { request, person } = row ?? {};
  const asked = request && { text: request.text, by: refer(dependencies)(person ?? '') };
  const places = placesOf(dependencies, company.operationsChannel, request?.origin.account ?? '');
  for (const place of places) {
    const step = `stuck-${how}-${place.platform}`;
    try {
      await postStep(dependencies, { instanceId, step, key: `${instanceId}-${step}` }, place, stuckView(stuck, asked));
    } catch (error) {
      if (!(error instanceof ChatError)) throw error;
      // The next sweep tries again; the other platforms are told all the same.
    }
  }
}
