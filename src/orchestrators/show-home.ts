import { type OrchestrationContext } from 'durable-functions';
import { type Origin } from '../model/command-request';
import { act, type Step } from './act';

/** Shows somebody's own page: apart from the acknowledgement, which waits for nothing. */
export function* showHome(context: OrchestrationContext): Step<void> {
  yield* act(context, 'publishHome', context.df.getInput<Origin>(), 'long');
}
