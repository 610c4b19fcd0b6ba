import { type OrchestrationContext, RetryOptions, type Task } from 'durable-functions';
import { type Activities } from '../activities/index';
import { type Trace } from '../model/trace';

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
  return context.df.callActivityWithRetry(name, retryOptions(patience), traced(context, input));
}

/**
 * What is handed on, with the trace that this instance's own input belongs to. An activity that takes a bare ID gets it beside that
 * (functions/durable.ts takes both apart again).
 */
export function traced(context: OrchestrationContext, input: unknown): unknown {
  const { trace } = context.df.getInput<{ trace?: Trace } | undefined>() ?? {};
  if (!trace) return input;
  return typeof input === 'object' ? { ...input, trace } : { input, trace };
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
