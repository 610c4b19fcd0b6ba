import { isByHand, lockOwner } from '../model/lock-owner';
import { type Outcome } from '../model/outcome';
import { noticeView } from '../views/notice-view';
import { requirementLabel } from '../policy/requirement-label';
import { type DirectCommand, type DirectTools } from './command';
import { isProduction } from './is-production';
import { personRef } from './person-ref';
import { refused } from './refused';

export const lock: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'lock',
    summary: 'Keep everybody else from changing a service in an environment',
    example: '/lock order-service production --reason "load test until noon"',
    who: 'everybody in the company file; in production, people of the groups in policy.locks',
    arguments: [
      { name: 'service', kind: 'service' },
      { name: 'environment', kind: 'environment' },
    ],
    options: [{ name: 'reason', kind: 'text', summary: 'why; shown to whoever is kept out' }],
    changes: false,
  },
  changesRows: true,

  async run({ request: { args }, person, now }, tools) {
    const [service, environment] = [String(args['service']), String(args['environment'])];
    const reason = args['reason'] === undefined ? undefined : String(args['reason']);
    if (isProduction(environment, tools) && !person.groups.some((group) => tools.company.lockers.includes(group)))
      return refused('denied', 'may_not_lock', mayNotLock(environment, tools));
    const owner = lockOwner(person);
    const taken = await tools.locks.acquire({
      service,
      environment,
      owner,
      person: person.id,
      since: now.toISOString(),
      reason,
    });
    const what = `${service} in ${environment}`;
    if (taken.held) {
      const view = noticeView('good', [
        `🔒 ${what} is locked by `,
        { person },
        `${reason ? `: ${reason}` : ''}. `,
        { code: `/unlock ${service} ${environment}` },
        ' gives it back.',
      ]);
      return { view, shared: true };
    }
    const { by } = taken;
    const holder = { person: personRef(by.person, tools) };
    const how = isByHand(by.owner) ? ' by ' : ', for as long as a command runs, by ';
    return {
      view: noticeView('bad', [`${what} is locked already${how}`, holder, ' since ', { time: by.since }, '.']),
      outcome: locked(`${what} is locked by @${by.person}.`),
    };
  },
};

/** Whose word keeps everybody from production is the policy's to say. */
function mayNotLock(environment: string, { company }: DirectTools): string {
  const asked = { count: 1, groups: company.lockers, people: [] };
  return `In ${environment}, ${requirementLabel(asked, company.groups)} takes locks (policy.locks in the company file).`;
}

function locked(message: string): Outcome {
  return { result: 'failure', reasonCode: 'target_locked', message };
}
