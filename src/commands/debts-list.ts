import { type Inline, type View } from '../model/view';
import { type Asked, type DirectTools } from './command';
import { personRef } from './person-ref';
import { reviewers } from './reviewers';

/** What was run without approval and waits for its review, for `/approvals`; with a button for whoever may. */
export async function debtsList(
  { person, now }: Pick<Asked, 'person' | 'now'>,
  tools: Pick<DirectTools, 'debts' | 'company' | 'electorate'>,
): Promise<{ lists: NonNullable<View['lists']>; actions: NonNullable<View['actions']>; mine: number }> {
  const debts = await tools.debts.outstanding();
  if (debts.length === 0) return { lists: [], actions: [], mine: 0 };
  const waiting = await Promise.all(
    debts.map(async (debt) => {
      const { instanceId, request, reviews, dueAt } = debt;
      const { label, count, eligible } = await reviewers(debt, tools);
      const overdue = Date.parse(dueAt) <= now.getTime();
      const item: Inline[] = [
        ...(overdue ? [{ bold: 'overdue ' }] : []),
        { code: request.text },
        ' by ',
        { person: personRef(debt.person, tools) },
        `, waits for review by ${label} (${reviews.length} of ${count}), `,
        overdue ? 'since ' : 'until ',
        { time: dueAt },
      ];
      const mine = eligible.includes(person.id) && !reviews.some((one) => one.person === person.id);
      const action = { kind: 'run', label: `Reviewed: ${request.text}`, line: `/review ${instanceId}` } as const;
      return { item, actions: mine ? [action] : [] };
    }),
  );
  const actions = waiting.flatMap((one) => one.actions);
  return {
    lists: [{ title: 'Run without approval, to be reviewed', items: waiting.map(({ item }) => item) }],
    actions,
    mine: actions.length,
  };
}
