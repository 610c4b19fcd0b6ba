import { noticeView } from '../views/notice-view';
import { type DirectCommand } from './command';
import { newestRound } from './newest-round';
import { refused } from './refused';

export const cancel: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'cancel',
    summary: 'Take a request that waits back: your own, or one that you may decide',
    example: '/cancel <request>',
    who: 'who asked for the request, and who may decide it',
    arguments: [{ name: 'request', kind: 'text' }],
    options: [{ name: 'reason', kind: 'text', summary: 'why; recorded' }],
    changes: false,
  },
  changesRows: true,

  async run({ request: { args, origin, receivedAt }, person, now }, tools) {
    const id = String(args['request']);
    const row = await newestRound(id, tools);
    if (row?.verdict.kind !== 'approval')
      return refused('invalid', 'target_not_found', `There is no request ${id} that waits.`);
    const { round, planHash, verdict, state, expiresAt } = row;
    const mayDecide = verdict.requirements.some(({ eligible }) => eligible.includes(person.id));
    if (row.requester !== person.id && !mayDecide) {
      return refused('denied', 'not_requester', 'Only the one who asked, or who may decide, can cancel a request.');
    }
    if (state !== 'open' || now.getTime() >= Date.parse(expiresAt))
      return refused('failure', 'request_over', 'That request is no longer open.');
    const { platform, tenant, account } = origin;
    const reason = args['reason'] === undefined ? undefined : String(args['reason']);
    const vote = {
      person: person.id,
      decision: 'cancel',
      reason,
      at: receivedAt,
      receivedAt,
      by: 'words',
      round,
      planHash,
    } as const;
    await tools.votes.cast(id, { ...vote, platform, tenant, account });
    await tools.durable.wake(id);
    return { view: noticeView('good', ['The request is being cancelled.']) };
  },
};
