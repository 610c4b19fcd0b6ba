import { unlessBroken } from '../model/broken-row';
import { type CommandRequest } from '../model/command-request';
import { type MessageRef } from '../model/message-ref';
import { type PersonRef } from '../model/person';
import { type Plan } from '../model/plan';
import { type Dependencies } from './dependencies';
import { showRunning } from './poll-action';

/** `stoppedBy`: somebody does not want it any more, so that the lock need not be waited for. */
export type LockResult = { held: true } | { held: false; message: string; stoppedBy?: string };

interface LockInput {
  request: CommandRequest;
  requester: PersonRef;
  round: number;
  plan: Plan;
  approvedBy: string[];
  /** The message to show on that the lock is waited for. */
  shown?: MessageRef;
}

/**
 * Takes the single-writer lock of the plan's target for this instance. Its own lock again is fine; one that was given back is
 * not kept again by a run that comes late, as Azure may make it minutes later.
 */
export function lockTarget(dependencies: Dependencies) {
  const { locks, marks, now, requests } = dependencies;
  return async (input: LockInput): Promise<LockResult> => {
    const { service, environment } = input.plan;
    const { instanceId, text } = input.request;
    const { round } = input;
    const { first } = await marks.mark(instanceId, stepOf(round), now().toISOString());
    const taken = await locks.acquire({
      service,
      environment,
      owner: instanceId,
      round,
      person: input.requester.id,
      since: now().toISOString(),
      reason: text,
    });
    if (taken.held) {
      const over = !first && (await marks.get(instanceId, stepOf(round))) === GIVEN_BACK;
      if (over) await locks.release(service, environment, instanceId, round);
      return taken;
    }
    const { by } = taken;
    const [owner, stop] = await Promise.all([requests.get(by.owner).catch(unlessBroken), requests.stopped(instanceId)]);
    const what = owner ? ` (${owner.request.text})` : '';
    if (input.shown) await showRunning(dependencies, { ...input, message: input.shown }, { at: 'locked' });
    return {
      held: false,
      ...(stop && { stoppedBy: stop.by }),
      message: `${service} in ${environment} is locked by @${by.person} since ${by.since.slice(11, 16)} UTC${what}. Ask again when that has ended; an approval would have to be given again.`,
    };
  };
}

/** Gives back the lock if this instance holds it. */
export function unlockTarget({ locks, marks }: Dependencies) {
  return async ({ instanceId, round, plan }: { instanceId: string; round: number; plan: Plan }): Promise<void> => {
    await marks.settle(instanceId, stepOf(round), GIVEN_BACK);
    await locks.release(plan.service, plan.environment, instanceId, round);
  };
}

const GIVEN_BACK = 'given back';

function stepOf(round: number): string {
  return `lock-${round}`;
}
