import { type Durable } from '../../model/durable';
import { type Incidents } from '../../state/incidents';

/** How long after its resolution an incident is still looked at, ms: an input may have come when it was just ending. */
const AFTERWARDS_MS = 2 * 24 * 3_600_000;

/** Wakes every incident that may have something to do, and starts again what has ended: a wake-up that was lost is only late. */
export async function wakeIncidents(incidents: Incidents, durable: Durable, now: Date): Promise<void> {
  for (const { id, resolvedAt } of await incidents.list()) {
    if (resolvedAt && now.getTime() - Date.parse(resolvedAt) > AFTERWARDS_MS) continue;
    await durable.start('incident', id, { id });
    await durable.wake(id);
  }
}
