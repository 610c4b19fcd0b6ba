import { type OrchestrationContext } from 'durable-functions';
import { WAKE } from '../model/durable';
import { act, type Step } from './act';

/** Looks before it begins anew, so that its history stays small. */
const LOOKS_PER_EXECUTION = 50;

/**
 * Follows a break-glass until it is reviewed. Rows decide: it is woken by each review, by the end of the command and by the
 * alarms of its reminders, and looks. What is raised while it begins anew is seen by its first look.
 */
export function* followDebt(context: OrchestrationContext): Step<void> {
  const input = context.df.getInput<{ instanceId: string }>();
  for (let count = 0; count < LOOKS_PER_EXECUTION; count++) {
    const now = context.df.currentUtcDateTime.toISOString();
    const state = yield* act(context, 'lookAtDebt', { ...input, now }, 'long');
    if (state !== 'open') return;
    context.df.setCustomStatus('a broken glass: waits for its review');
    yield context.df.waitForExternalEvent(WAKE);
  }
  context.df.continueAsNew(input);
}
