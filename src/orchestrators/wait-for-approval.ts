import { type OrchestrationContext } from 'durable-functions';
import { type Round } from '../activities/open-round';
import { type Decision } from '../activities/tally-votes';
import { WAKE } from '../model/durable';
import { type MessageRef } from '../model/message-ref';
import { act, type Step } from './act';
import { pause } from './pause';

/** How often, and after how long, votes are tried again that the audit log did not take. */
const MOST_UNRECORDED = 4;
const SECONDS_UNTIL_RECORDED = 10;

/**
 * Waits until a round is approved, rejected or expired. Rows decide; an event only says "look again", so one that is
 * lost, doubled or early changes nothing. Only one thing is waited for at a time.
 */
export function* waitForApproval(
  context: OrchestrationContext,
  round: Round & { message: MessageRef },
): Step<Decision> {
  let recorded: string[] = [];
  let unrecorded = 0;
  for (;;) {
    const now = context.df.currentUtcDateTime.toISOString();
    const decision = yield* act(context, 'tallyVotes', { ...round, now, recorded }, 'long');
    recorded = decision.recorded;
    if (decision.state === 'unrecorded' && ++unrecorded < MOST_UNRECORDED) {
      yield* pause(context, SECONDS_UNTIL_RECORDED);
      continue;
    }
    if (decision.state !== 'waiting') return decision;
    unrecorded = 0;
    yield context.df.waitForExternalEvent(WAKE);
  }
}
