import { isByHand } from '../model/lock-owner';
import { noticeView } from '../views/notice-view';
import { type Inline } from '../model/view';
import { type DirectCommand } from './command';
import { personRef } from './person-ref';

export const locks: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'locks',
    summary: 'Show what is locked, by whom and since when',
    example: '/locks',
    arguments: [],
    options: [],
    changes: false,
  },
  changesRows: false,

  async run(_asked, tools) {
    const all = await tools.locks.list();
    if (all.length === 0) return { view: noticeView('good', ['Nothing is locked.']) };
    const using = await Promise.all(all.map(async ({ usedBy }) => (usedBy ? tools.requests.get(usedBy) : undefined)));
    const items = all.map(({ service, environment, person, since, reason, owner, usedBy }, index): Inline[] => [
      { bold: `${service} in ${environment}` },
      ' by ',
      { person: personRef(person, tools) },
      ' since ',
      { time: since },
      ...(reason ? [`: ${reason}`] : []),
      ...(isByHand(owner) ? [] : [' (a command that is under way)']),
      ...(usedBy ? [', and just now ', { code: using[index]?.request.text ?? usedBy }, ' works under it'] : []),
    ]);
    return {
      view: {
        kind: 'notice',
        tone: 'neutral',
        icon: '🔒',
        headline: [`${all.length} ${all.length === 1 ? 'lock' : 'locks'}`],
        lists: [{ title: '', items }],
        footer: [[{ code: '/unlock <service> <environment>' }, ' gives one back.']],
      },
    };
  },
};
