import { type Durable } from '../../model/durable';
import { type Incidents } from '../../state/incidents';
import { type Proposals } from '../../state/proposals';
import { eachAlone } from '../each-alone';

/** How long after its resolution an incident is still looked at, ms: an input may have come when it was just ending. */
const AFTERWARDS_MS = 2 * 24 * 3_600_000;

/**
 * Wakes every incident and every group of alerts that may have something to do, and starts again what has ended: a wake-up that was
 * lost is only late, and a summary that cannot be read is written again by the incident that it is of.
 */
export async function wakeIncidents(
  { incidents, proposals }: { incidents: Incidents; proposals: Proposals },
  durable: Durable,
  now: Date,
  log: { error(line: string): void },
): Promise<void> {
  const sweep = { name: 'sweepIncidents', log };
  const groups = await proposals.since(new Date(now.getTime() - AFTERWARDS_MS).toISOString());
  await eachAlone(groups, { ...sweep, called: String }, async (id) => {
    await durable.start('alertGroup', id, { id });
    await durable.wake(id);
  });
  await eachAlone(await incidents.all(), { ...sweep, called: ({ id }) => id }, async ({ id, resolvedAt }) => {
    if (resolvedAt && now.getTime() - Date.parse(resolvedAt) > AFTERWARDS_MS) return;
    await durable.start('incident', id, { id });
    await durable.wake(id);
  });
}
