import { type CommandRequest } from '../model/command-request';
import { type PersonRef } from '../model/person';
import { type Plan } from '../model/plan';
import { type Dependencies } from './dependencies';

/** How long the same line by the same person may be a slip, seconds. */
const SLIP_SECONDS = 60;

/** The plan, to be confirmed also when the same person has just asked the same and that is running. */
export async function withConfirmation(
  { requests }: Dependencies,
  { instanceId, text, receivedAt }: CommandRequest,
  requester: PersonRef,
  plan: Plan,
): Promise<Plan> {
  if (plan.confirm) return plan;
  const earlier = await requests.askedBefore({ person: requester.id, text, instanceId, at: receivedAt });
  if (!earlier) return plan;
  const seconds = Math.round((Date.parse(receivedAt) - Date.parse(earlier.at)) / 1_000);
  if (seconds > SLIP_SECONDS || (await requests.get(earlier.instanceId))?.outcome) return plan;
  // One that still waits for somebody's say runs by no slip.
  if ((await requests.waiting()).some(({ instanceId }) => instanceId === earlier.instanceId)) return plan;
  return { ...plan, confirm: `you asked the same ${seconds} seconds ago, and that is still running.` };
}
