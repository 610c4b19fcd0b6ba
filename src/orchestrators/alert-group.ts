import { type OrchestrationContext } from 'durable-functions';
import { WAKE } from '../model/durable';
import { act, type Step } from './act';

/** Looks before it begins anew, so that its history stays small. */
const LOOKS_PER_EXECUTION = 50;

/**
 * Shows people a group of alerts, and asks them about it, until none fires. Rows decide: it is woken by what is told of the group and by
 * each decision, and looks. One instance for a group shows it in one message, however fast its alerts come.
 */
export function* alertGroup(context: OrchestrationContext): Step<void> {
  const input = context.df.getInput<{ id: string }>();
  for (let count = 0; count < LOOKS_PER_EXECUTION; count++) {
    const now = context.df.currentUtcDateTime.toISOString();
    const state = yield* act(context, 'proposeIncident', { ...input, now }, 'long');
    if (state === 'over') return;
    context.df.setCustomStatus('alerts: waits for what people make of them, or for their end');
    yield context.df.waitForExternalEvent(WAKE);
  }
  context.df.continueAsNew(input);
}
