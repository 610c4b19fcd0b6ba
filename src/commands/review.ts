import { noticeView } from '../views/notice-view';
import { type DirectCommand } from './command';
import { refused } from './refused';
import { reviewers } from './reviewers';

/** The review that is owed after a break-glass. */
export const review: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'review',
    summary: 'Say that you have reviewed what was run without approval',
    who: 'whom the break-glass rule names; never who asked for the change',
    example: '/review <request>',
    arguments: [{ name: 'request', kind: 'text' }],
    options: [{ name: 'reason', kind: 'text', summary: 'what you found; shown to all and recorded' }],
    changes: false,
  },
  changesRows: true,

  async run({ request: { args, origin, receivedAt }, person }, tools) {
    const id = String(args['request']);
    const debt = await tools.debts.get(id);
    if (!debt) return refused('invalid', 'target_not_found', `Nothing was run without approval under ${id}.`);
    const { text } = debt.request;
    if (debt.person === person.id)
      return refused('denied', 'own_request', 'You asked for this yourself: others have to review it.');
    const { label, eligible, count } = await reviewers(debt, tools, { fresh: true });
    if (!eligible.includes(person.id))
      return refused(
        'denied',
        'not_reviewer',
        `This is reviewed by ${label}: ${eligible.map((one) => `@${one}`).join(', ') || 'nobody is left'}.`,
      );
    const platform = await tools.outbox(origin.platform);
    if ((await platform.standing(origin.account, origin.tenant)) !== 'ours') {
      return refused(
        'denied',
        'account_not_ours',
        'Your account may not review: it is deactivated, a guest, a bot, or of another workspace.',
      );
    }
    const note = args['reason'] === undefined ? undefined : String(args['reason']);
    const noted = await tools.debts.review(
      id,
      { person: person.id, at: receivedAt, ...(note && { note }) },
      (all) => all.filter((one) => eligible.includes(one.person)).length >= count,
    );
    // Also when it was noted before: whoever was to be woken then may not have been.
    await tools.durable.wake(`${id}-debt`);
    if (!noted?.added) {
      const already =
        noted?.debt.state === 'reviewed' ? 'It has been reviewed already.' : 'You have reviewed it already.';
      return refused('failure', 'request_over', already);
    }
    const { reviews, state } = noted.debt;
    const settled = state === 'reviewed';
    const message = settled
      ? `The break-glass \`${text}\` is reviewed.`
      : `Your review of \`${text}\` is noted, ${reviews.length} of ${count}.`;
    return {
      view: noticeView('good', [
        settled ? 'The break-glass ' : 'Your review of ',
        { code: text },
        settled ? ' is reviewed.' : ` is noted, ${reviews.length} of ${count}.`,
      ]),
      outcome: { result: 'success', reasonCode: settled ? 'debt_settled' : 'review_noted', message },
    };
  },
};
