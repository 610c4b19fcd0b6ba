import { noticeView } from '../views/notice-view';
import { type DirectCommand } from './command';
import { newestRound } from './newest-round';
import { refused } from './refused';

export const extend: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'extend',
    summary: 'Give your request the same time once more, once',
    example: '/extend <request>',
    who: 'who asked for the request',
    arguments: [{ name: 'request', kind: 'text' }],
    options: [],
    changes: false,
  },
  changesRows: true,

  async run({ request: { args, instanceId }, person, now }, tools) {
    const id = String(args['request']);
    const row = await newestRound(id, tools);
    if (row?.verdict.kind !== 'approval')
      return refused('invalid', 'target_not_found', `There is no request ${id} that waits.`);
    if (row.requester !== person.id)
      return refused('denied', 'not_requester', 'Only the one who asked can ask for more time.');
    if (now.getTime() >= Date.parse(row.expiresAt)) return refused('failure', 'request_over', OVER);
    const time = row.verdict.expiresSeconds * 1_000;
    const expiresAt = new Date(Date.parse(row.openedAt) + 2 * time).toISOString();
    const done = await tools.requests.extendRound(id, row.round, expiresAt, instanceId);
    if (done === 'over') return refused('failure', 'request_over', OVER);
    if (done === 'again')
      return refused('denied', 'extended_already', 'That request was given more time already, and once is all.');
    const at = new Date(Date.parse(expiresAt) + 2_000).toISOString();
    await tools.durable.start('alarm', `${id}-t${row.round}-extended`, { instanceId: id, at });
    await tools.durable.wake(id);
    return { view: noticeView('good', ['More time: it now expires ', { time: expiresAt }, '.']), shared: true };
  },
};

const OVER = 'That request is no longer open.';
