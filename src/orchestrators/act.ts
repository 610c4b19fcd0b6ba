import { type OrchestrationContext, RetryOptions, type Task } from 'durable-functions';
import { type Activities } from '../activities/index';

/** What a step of an orchestration yields and gives back. */
export type Step<T> = Generator<Task, T, unknown>;

type Input<Name extends keyof Activities> = Parameters<Activities[Name]>[0];
type Output<Name extends keyof Activities> = Awaited<ReturnType<Activities[Name]>>;

/**
 * Calls an activity by name and gives its result. Retries are for a worker that died with the activity in flight and
 * for stores and chats that are briefly away; vendors are retried inside the activities.
 */
export function* act<Name extends keyof Activities>(
  context: OrchestrationContext,
  name: Name,
  input: Input<Name>,
  patience: Patience = 'ordinary',
): Step<Output<Name>> {
  return (yield taskOf(context, name, input, patience)) as Output<Name>;
}

/** The same call as a task, for several at a time. */
export function taskOf<Name extends keyof Activities>(
  context: OrchestrationContext,
  name: Name,
  input: Input<Name>,
  patience: Patience = 'ordinary',
): Task {
  return context.df.callActivityWithRetry(name, retryOptions(patience), input);
}

/** Beside what an attempt itself may take: `brief` gives up after 1 s, `ordinary` after 15 s, `long` after a quarter of an hour. */
export type Patience = keyof typeof ATTEMPTS;

const ATTEMPTS = { brief: 2, ordinary: 5, long: 20 };

function retryOptions(patience: Patience): RetryOptions {
  const options = new RetryOptions(1_000, ATTEMPTS[patience]);
  options.backoffCoefficient = 2;
  options.maxRetryIntervalInMilliseconds = 60_000;
  return options;
}
