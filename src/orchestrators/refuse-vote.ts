import { type OrchestrationContext } from 'durable-functions';
import { type Refusal } from '../activities/refuse-vote';
import { act, type Step } from './act';

/** Records a vote that does not count and tells its voter: apart from the request, which goes on waiting. */
export function* refuseVote(context: OrchestrationContext): Step<void> {
  yield* act(context, 'tellRefusal', context.df.getInput<Refusal>(), 'long');
}
