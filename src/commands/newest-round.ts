import { type RoundRow } from '../state/rounds';
import { type DirectTools } from './command';

/** Rounds there may be of one request; the orchestrator gives up before. */
const MOST = 20;

/** The newest round of a request, open or not. */
export async function newestRound(
  instanceId: string,
  { requests }: Pick<DirectTools, 'requests'>,
): Promise<RoundRow | undefined> {
  let newest: RoundRow | undefined;
  for (let round = 1; round <= MOST; round++) {
    const row = await requests.round(instanceId, round);
    if (!row) return newest;
    newest = row;
  }
  return newest;
}
