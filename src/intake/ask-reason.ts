import { type ChatEvent } from '../model/chat-event';
import { type Outbox } from '../platforms/platform';
import { type Intake } from './intake';
import { refusal, refuse } from './take-vote';

/** Somebody clicked Reject: asks them why, unless their vote would not count anyway. */
export async function askReason(
  intake: Intake,
  event: Extract<ChatEvent, { kind: 'reason-wanted' }>,
  outbox: () => Promise<Outbox>,
): Promise<void> {
  const { ballot, origin, key, formHandle } = event;
  const vote = { origin, key, decision: 'reject', by: 'button', at: intake.receivedAt.toISOString() } as const;
  const refused = await refusal(intake, { ...vote, reason: 'asked for' }, ballot);
  if (refused) {
    await refuse(intake, vote, ballot, refused);
    return;
  }
  const request = await intake.requests.get(ballot.instanceId);
  await (await outbox()).askReason(formHandle, ballot, request?.request.text ?? '', origin);
}

/** The requester clicked a confirmation that has to be typed: asks for the text, unless it would not count anyway. */
export async function askToType(
  intake: Intake,
  { ballot, origin, key, formHandle }: Extract<ChatEvent, { kind: 'typing-wanted' }>,
  outbox: () => Promise<Outbox>,
): Promise<void> {
  const { instanceId, round } = ballot;
  const wanted = (await intake.requests.round(instanceId, round))?.plan.typeToConfirm;
  const vote = { origin, key, decision: 'confirm', by: 'button', at: intake.receivedAt.toISOString() } as const;
  const refused = await refusal(intake, { ...vote, typed: wanted }, ballot);
  if (refused) {
    await refuse(intake, vote, ballot, refused);
    return;
  }
  const request = await intake.requests.get(instanceId);
  await (await outbox()).askToType(formHandle, ballot, request?.request.text ?? '', wanted ?? '', origin);
}
