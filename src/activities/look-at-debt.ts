import { auditRecord } from '../audit/audit-record';
import { reviewers } from '../commands/reviewers';
import { type Durable } from '../model/durable';
import { reviewTimes } from '../policy/review-times';
import { type Debt } from '../state/debts';
import { reviewReminderView } from '../views/review-reminder-view';
import { alertOf, alertsOf } from './alert-of';
import { TIMER_MARGIN_MS } from './chase-voters';
import { type Dependencies, refer } from './dependencies';
import { showOnly, tellOnce } from './tell-once';

/**
 * Shows where the review of a break-glass stands, reminds those who owe it when it is time, and has itself woken for the next
 * reminder. An overdue one is in the audit log.
 */
export function lookAtDebt(dependencies: Dependencies) {
  return async ({ instanceId, now }: { instanceId: string; now: string }, durable: Durable): Promise<Debt['state']> => {
    const debt = await dependencies.debts.get(instanceId);
    if (!debt) throw new Error(`${instanceId} owes no review.`);
    const messages = await alertsOf(dependencies, instanceId);
    const view = await alertOf(dependencies, debt);
    for (const message of messages) {
      await showOnly(async () => (await dependencies.outbox(message.platform)).update(message, view));
    }
    if (debt.state !== 'open') return debt.state;
    const { due, overdue, next } = reviewTimes(debt, Date.parse(now) + TIMER_MARGIN_MS);
    if (overdue) await recordOverdue(dependencies, debt);
    if (due > 0) {
      const reminder = reviewReminderView(await stillToReview(dependencies, debt, overdue));
      for (const message of messages) {
        await tellOnce(dependencies, instanceId, `review-${due}-${message.platform}`, async () =>
          (await dependencies.outbox(message.platform)).reply(message, reminder),
        );
      }
    }
    const follower = `${instanceId}-debt`;
    await durable.start('alarm', `${follower}-t${due + 1}`, { instanceId: follower, at: next });
    return debt.state;
  };
}

async function stillToReview(dependencies: Dependencies, debt: Debt, overdue: boolean) {
  const { instanceId, person, request, reviews, dueAt } = debt;
  const { eligible } = await reviewers(debt, dependencies);
  const byId = refer(dependencies);
  const people = eligible.filter((id) => !reviews.some((one) => one.person === id)).map(byId);
  return { instanceId, text: request.text, debtor: byId(person), people, dueAt, overdue };
}

async function recordOverdue(dependencies: Dependencies, { instanceId, request, dueAt, reviews }: Debt) {
  await dependencies.audit.append({
    ...auditRecord(dependencies, request),
    instance_id: instanceId,
    step: 'review-overdue',
    kind: 'refusal',
    timestamp: dueAt,
    reason_code: 'review_overdue',
    details: { due: dueAt, reviewed_by: reviews.map(({ person }) => `@${person}`) },
  });
}
