import { type OrchestrationContext } from 'durable-functions';
import { type Step } from './act';

/** Waits some seconds on a durable timer. */
export function* pause(context: OrchestrationContext, seconds: number): Step<void> {
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + seconds * 1_000));
}

/** Seconds since an instant (ISO 8601), by the orchestration's own clock. */
export function secondsSince(context: OrchestrationContext, instant: string): number {
  return (context.df.currentUtcDateTime.getTime() - Date.parse(instant)) / 1_000;
}
