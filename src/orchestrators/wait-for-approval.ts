import { type OrchestrationContext } from 'durable-functions';
import { type Round } from '../activities/open-round';
import { type Decision } from '../activities/tally-votes';
import { WAKE } from '../model/durable';
import { type MessageRef } from '../model/message-ref';
import { act, type Step } from './act';

/**
 * Waits until a round is approved, rejected or expired. Rows decide; an event only says "look again", so one that is
 * lost, doubled or early changes nothing. Only one thing is waited for at a time.
 */
export function* waitForApproval(
  context: OrchestrationContext,
  round: Round & { message: MessageRef },
): Step<Decision> {
  let recorded: string[] = [];
  for (;;) {
    const now = context.df.currentUtcDateTime.toISOString();
    const decision = yield* act(context, 'tallyVotes', { ...round, now, recorded }, 'long');
    if (decision.state !== 'waiting') return decision;
    recorded = decision.recorded;
    yield context.df.waitForExternalEvent(WAKE);
  }
}
