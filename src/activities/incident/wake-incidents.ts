import { type Durable } from '../../model/durable';
import { type Incidents } from '../../state/incidents';
import { type Proposals } from '../../state/proposals';

/** How long after its resolution an incident is still looked at, ms: an input may have come when it was just ending. */
const AFTERWARDS_MS = 2 * 24 * 3_600_000;

/**
 * Wakes every incident and every group of alerts that may have something to do, and starts again what has ended: a wake-up that was
 * lost is only late.
 */
export async function wakeIncidents(
  { incidents, proposals }: { incidents: Incidents; proposals: Proposals },
  durable: Durable,
  now: Date,
): Promise<void> {
  for (const id of await proposals.since(new Date(now.getTime() - AFTERWARDS_MS).toISOString())) {
    await durable.start('alertGroup', id, { id });
    await durable.wake(id);
  }
  for (const { id, resolvedAt } of await incidents.list()) {
    if (resolvedAt && now.getTime() - Date.parse(resolvedAt) > AFTERWARDS_MS) continue;
    await durable.start('incident', id, { id });
    await durable.wake(id);
  }
}
