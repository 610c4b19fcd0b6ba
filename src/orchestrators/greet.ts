import { type OrchestrationContext } from 'durable-functions';
import { type Origin } from '../model/command-request';
import { act, type Step } from './act';

/** Says hello in a conversation that we were added to. */
export function* greet(context: OrchestrationContext): Step<void> {
  yield* act(context, 'greetConversation', context.df.getInput<Origin>(), 'long');
}
