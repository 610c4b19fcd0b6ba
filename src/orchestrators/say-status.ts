import { type OrchestrationContext } from 'durable-functions';
import { type PersonRef } from '../model/person';
import { type Plan } from '../model/plan';

/** What the portal shows of a running instance, in a few words: what is done, for whom, and what it waits for. */
export function sayStatus(
  context: OrchestrationContext,
  { requester, plan }: { requester: PersonRef; plan: Pick<Plan, 'action' | 'service' | 'environment'> },
  now: string,
): void {
  const { action, service, environment } = plan;
  context.df.setCustomStatus(
    `${action} ${service} ${environment} for @${requester.id}: ${now}`.slice(0, MOST_CHARACTERS),
  );
}

/** Durable hangs on a status over 16 KB. */
const MOST_CHARACTERS = 500;
