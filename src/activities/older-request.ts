import { type RoundRow } from '../state/rounds';
import { type Dependencies } from './dependencies';
import { type Round } from './open-round';

/** The newest older request of the same requester for the same action and target that still waits: this one may replace it. */
export async function olderRequest(
  { requests }: Pick<Dependencies, 'requests'>,
  { request: { instanceId }, requester, planned: { plan }, openedAt }: Round,
): Promise<Pick<RoundRow, 'instanceId' | 'openedAt'> | undefined> {
  const alike = await requests.waiting({ requester: requester.id, plan });
  return alike
    .filter((one) => one.instanceId !== instanceId && one.openedAt < openedAt && one.expiresAt > openedAt)
    .reduce<RoundRow | undefined>(
      (newest, one) => (newest && newest.openedAt > one.openedAt ? newest : one),
      undefined,
    );
}
