import { type MessageRef } from '../model/message-ref';
import { type Vote } from '../model/vote';
import { type Verdict } from '../model/verdict';
import { escalated } from '../policy/escalated';
import { deciders } from '../policy/in-force';
import { reminderView } from '../views/reminder-view';
import { callVoters } from './call-voters';
import { type Dependencies } from './dependencies';
import { type Round } from './open-round';

type Approval = Extract<Verdict, { kind: 'approval' }>;

/** A timer may fire up to this much early in Azure. */
export const TIMER_MARGIN_MS = 1_000;

/**
 * Reminds those who have not voted, once, and lets the next group decide, once, when the time for each has come.
 * @param asked the verdict of the row
 * @param inForce the same, with those who may decide now
 * @returns whether the next group has just been let in
 */
export async function chaseVoters(
  dependencies: Dependencies,
  { request, round, message, now, openedAt }: Round & { message: MessageRef; now: string },
  asked: Approval,
  inForce: Approval,
  votes: Vote[],
): Promise<boolean> {
  const { instanceId } = request;
  const age = Date.parse(now) - Date.parse(openedAt) + TIMER_MARGIN_MS;
  const due = (seconds: number | undefined) => seconds !== undefined && age >= seconds * 1_000;
  const say = async (step: string, people: string[], label?: string) => {
    const silent = people.filter((person) => !votes.some((vote) => vote.person === person));
    if (silent.length === 0) return;
    await callVoters(dependencies, { instanceId, message, step: `${step}-${round}` }, silent, (called) =>
      reminderView({ text: request.text, people: called, instanceId, label }),
    );
  };
  if (due(inForce.remindSeconds)) await say('remind', deciders(inForce));
  const { escalation } = inForce;
  if (!escalation || !due(escalation.afterSeconds)) return false;
  // Told first: once they are let in, a run that was cut off sees nothing left to tell.
  await say('escalate', escalation.eligible, escalation.label);
  await dependencies.requests.escalateRound(instanceId, round, escalated(asked));
  return true;
}
