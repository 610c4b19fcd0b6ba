import { isByHand, lockOwner } from '../model/lock-owner';
import { noticeView } from '../views/notice-view';
import { type DirectCommand } from './command';
import { personRef } from './person-ref';

/** Only who took a lock, or a member of the strictest group, gives it back. */
export const unlock: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'unlock',
    summary: 'Give a lock back: your own, or as a lead anybody’s',
    example: '/unlock order-service production',
    who: 'who took the lock, and members of the strictest group',
    arguments: [
      { name: 'service', kind: 'service' },
      { name: 'environment', kind: 'environment' },
    ],
    options: [],
    changes: false,
  },
  changesRows: true,

  async run({ request: { args }, person }, tools) {
    const { locks, requests, company } = tools;
    const [service, environment] = [String(args['service']), String(args['environment'])];
    const what = `${service} in ${environment}`;
    const held = await locks.get(service, environment);
    if (!held) {
      const message = `${what} is not locked.`;
      return {
        view: noticeView('neutral', [message]),
        outcome: { result: 'success', reasonCode: 'nothing_to_do', message },
      };
    }
    const holder = { person: personRef(held.person, tools) };
    const lead = person.groups.includes(company.strictest.group);
    if (!lead && held.owner !== lockOwner(person)) {
      const title = company.groups.find(({ id }) => id === company.strictest.group)?.title ?? company.strictest.group;
      return {
        view: noticeView('bad', [`${what} is locked by `, holder, `: they or a ${title} can give it back.`]),
        outcome: { result: 'denied', reasonCode: 'not_lock_owner', message: `${what} is locked by @${held.person}.` },
      };
    }
    const working = held.usedBy ?? (isByHand(held.owner) ? undefined : held.owner);
    const command = working === undefined ? undefined : await requests.get(working);
    if (command && !command.outcome) {
      const message = `${what} is locked by a command that is under way; it gives the lock back itself.`;
      return {
        view: noticeView('bad', [message], [[{ code: command.request.text }, ' by ', holder]]),
        outcome: { result: 'denied', reasonCode: 'target_locked', message },
      };
    }
    if (held.usedBy) await locks.release(service, environment, held.usedBy);
    if (!(await locks.release(service, environment, held.owner))) {
      const message = `The lock of ${what} was taken or used in this very moment: please ask again.`;
      return {
        view: noticeView('bad', [message]),
        outcome: { result: 'failure', reasonCode: 'target_locked', message },
      };
    }
    const whose = held.person === person.id ? [] : [', which ', holder, ' had taken'];
    return { view: noticeView('good', [`🔓 ${what} is unlocked by `, { person }, ...whose, '.']), shared: true };
  },
};
