import { type OrchestrationContext } from 'durable-functions';
import { type Outcome } from '../model/outcome';

/** A step that failed for good. What went wrong inside stays in the logs; people get what it means for them. */
export function failed(context: OrchestrationContext, error: unknown): Outcome {
  if (!context.df.isReplaying) context.error(error);
  return { result: 'failure', reasonCode: 'internal_error' };
}
