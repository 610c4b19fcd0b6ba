import { newestRound } from '../commands/newest-round';
import { type PersonRef } from '../model/person';
import { type Plan } from '../model/plan';
import { type RoundRow } from '../state/rounds';
import { type Dependencies } from './dependencies';

interface Asked {
  request: { instanceId: string };
  requester: PersonRef;
  planned: { plan: Plan };
  /** ISO 8601. */
  openedAt: string;
}

/** How many requests back one is looked for that still waits. */
const LOOKED_AT = 3;

/** The request of the same requester for the same action and target that was asked before this one. */
export async function askedBeforeThis(
  { requests }: Pick<Dependencies, 'requests'>,
  { request: { instanceId }, requester, planned: { plan }, openedAt }: Asked,
): Promise<string | undefined> {
  const { action, service, environment } = plan;
  const wish = JSON.stringify([action, service, environment]);
  const before = await requests.askedBefore({ person: requester.id, text: wish, instanceId, at: openedAt });
  return before?.instanceId;
}

/** The older request that still waits, so that the newer one may replace it. */
export async function stillWaiting(
  { requests, now }: Pick<Dependencies, 'requests' | 'now'>,
  older: string | undefined,
  openedAt: string,
): Promise<Pick<RoundRow, 'instanceId' | 'openedAt'> | undefined> {
  let id = older;
  for (let looked = 0; id !== undefined && looked < LOOKED_AT; looked++) {
    const row: RoundRow | undefined = await newestRound(id, { requests });
    const waits = row?.state === 'open' && Date.parse(row.expiresAt) > now().getTime();
    if (row && waits && row.openedAt < openedAt) return row;
    id = row?.older;
  }
  return undefined;
}
