import { reviewers } from '../commands/reviewers';
import { type MessageRef } from '../model/message-ref';
import { type PlatformName } from '../model/person';
import { type View } from '../model/view';
import { type Debt } from '../state/debts';
import { alertView } from '../views/alert-view';
import { type Dependencies, headOf, refer } from './dependencies';

/** What the alert of a break-glass shows now. */
export async function alertOf(dependencies: Dependencies, debt: Debt): Promise<View> {
  const { request, person } = debt;
  const byId = refer(dependencies);
  const row = await dependencies.requests.get(debt.instanceId);
  return alertView(
    headOf(dependencies, request, byId(person)),
    {
      ...debt,
      text: request.text,
      review: await reviewers(debt, dependencies),
      outcome: row?.outcome,
    },
    byId,
  );
}

/** The step under which an alert's message on a platform is kept. */
export function alertStep(platform: PlatformName): string {
  return `alert-${platform}`;
}

/** Where the alert of an instance was posted. */
export async function alertsOf({ marks }: Dependencies, instanceId: string): Promise<MessageRef[]> {
  const platforms: PlatformName[] = ['slack', 'teams', 'discord', 'console'];
  const found = await Promise.all(platforms.map((name) => marks.get<MessageRef>(instanceId, alertStep(name))));
  return found.filter((message) => message !== undefined);
}
