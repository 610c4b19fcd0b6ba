import { type CommandRequest } from '../model/command-request';
import { type Durable } from '../model/durable';
import { type PersonRef } from '../model/person';
import { type View } from '../model/view';
import { ChatError } from '../platforms/chat-error';
import { type Debt } from '../state/debts';
import { alertOf, alertStep } from './alert-of';
import { type Dependencies } from './dependencies';
import { type Planned } from './plan-command';
import { placesOf } from './places-of';
import { postStep } from './post-once';

export type DebtOpened = { state: 'opened' } | { state: 'unheard'; message: string };

/**
 * Alarms the channel, and notes who owes a review, before a change runs without approval. An alert that nobody can be shown
 * keeps it from running: breaking the glass is never silent.
 */
export function openDebt(dependencies: Dependencies) {
  return async (
    input: { request: CommandRequest; requester: PersonRef; planned: Planned },
    durable: Durable,
  ): Promise<DebtOpened> => {
    const { request, requester, planned } = input;
    const { company, marks, debts, now } = dependencies;
    const { verdict, plan } = planned;
    const { instanceId } = request;
    const rule = company.breakGlass;
    if (verdict.kind !== 'allowed' || !verdict.breakGlass || !rule) throw new Error('There is no glass to break.');
    const { withinSeconds, alert } = verdict.breakGlass;
    // One instant for every run of this.
    const { at: openedAt } = await marks.mark(instanceId, 'debt', now().toISOString());
    const debt: Debt = {
      instanceId,
      person: requester.id,
      request,
      plan,
      rule: verdict.rule,
      review: rule.review,
      openedAt,
      dueAt: new Date(Date.parse(openedAt) + withinSeconds * 1_000).toISOString(),
      state: 'open',
      reviews: [],
    };
    const trouble = await alarm(dependencies, request, alert, await alertOf(dependencies, debt));
    if (trouble !== undefined) return { state: 'unheard', message: `#${alert} cannot be alarmed: ${trouble}` };
    await debts.open(debt);
    await durable.start('followDebt', `${instanceId}-debt`, { instanceId });
    return { state: 'opened' };
  };
}

/** Shows the alert wherever the channel is. @returns why nobody could be shown it */
async function alarm(
  dependencies: Dependencies,
  { instanceId, origin }: CommandRequest,
  alert: string,
  view: View,
): Promise<string | undefined> {
  const places = placesOf(dependencies, alert, origin.account);
  const told = await Promise.allSettled(
    places.map((place) => {
      const step = alertStep(place.platform);
      return postStep(dependencies, { instanceId, step, key: `${instanceId}-${step}` }, place, view);
    }),
  );
  if (told.some(({ status }) => status === 'fulfilled')) return undefined;
  const errors = told.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  const passing = errors.find((error) => !(error instanceof ChatError) || error.temporary);
  if (passing) throw passing;
  return errors.map(({ message }) => message).join(' ') || 'it is on no platform that is connected.';
}
