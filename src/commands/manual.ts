import { type Inline } from '../model/view';
import { noticeView } from '../views/notice-view';
import { type ChangingCommand, type DirectCommand } from './command';
import { newestRound } from './newest-round';
import { refused } from './refused';

/** How to do by hand what a request would do; takes the commands that change something. */
export function manual(changing: ChangingCommand[]): DirectCommand {
  return {
    kind: 'direct',
    spec: {
      name: 'manual',
      summary: 'Show how to do by hand what a request would do',
      example: '/manual <request>',
      arguments: [{ name: 'request', kind: 'text' }],
      options: [],
      changes: false,
    },
    changesRows: false,

    async run({ request: { args } }, tools) {
      const id = String(args['request']);
      const round = await newestRound(id, tools);
      const command = changing.find(({ spec }) => spec.name === round?.plan.action);
      if (!round || !command) {
        return refused(
          'invalid',
          'target_not_found',
          `There is no request ${id}. The button on a request shows its steps.`,
        );
      }
      const steps = command.fallback(round.plan, tools).map((line): Inline[] => [{ code: line }]);
      return { view: noticeView('neutral', ['By hand, on the day the bot is down:'], steps) };
    },
  };
}
