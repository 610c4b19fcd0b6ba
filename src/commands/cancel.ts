import { type CommandRequest } from '../model/command-request';
import { type Person } from '../model/person';
import { type RoundRow } from '../state/rounds';
import { deciders } from '../policy/in-force';
import { noticeView } from '../views/notice-view';
import { type Asked, type ChangingCommand, type DirectAnswer, type DirectCommand, type DirectTools } from './command';
import { newestRound } from './newest-round';
import { personRef } from './person-ref';
import { refused } from './refused';

/** Takes back what waits, or stops what is under way; takes the commands that change something. */
export function cancel(changing: ChangingCommand[]): DirectCommand {
  return {
    kind: 'direct',
    spec: {
      name: 'cancel',
      summary: 'Take a request back that waits, or stop one that is under way: your own, or one that you may decide',
      example: '/cancel <request>',
      who: 'who asked for the request, who may decide it, and once it is under way without anybody’s approval, members of the strictest group',
      arguments: [{ name: 'request', kind: 'text' }],
      options: [{ name: 'reason', kind: 'text', summary: 'why; recorded' }],
      changes: false,
    },
    changesRows: true,

    async run(asked, tools) {
      const id = String(asked.request.args['request']);
      const [round, row] = await Promise.all([newestRound(id, tools), tools.requests.get(id)]);
      const command = changing.find(({ spec }) => spec.name === row?.request.command);
      if (!row || !command) return refused('invalid', 'target_not_found', `There is no request ${id} to cancel.`);
      const { person } = asked;
      if (row.person !== person.id && !(await mayDecide(person, round, tools))) {
        return refused('denied', 'not_requester', 'Only the one who asked, or who may decide, can cancel a request.');
      }
      if (round?.state === 'open') return takeBack(asked, round, tools);
      if (row.outcome || (round && round.state !== 'approved' && round.state !== 'void')) return over();
      return stop(asked, command, row.request, tools);
    },
  };
}

async function mayDecide(
  { id, groups }: Person,
  round: RoundRow | undefined,
  { company, electorate }: DirectTools,
): Promise<boolean> {
  if (round?.verdict.kind !== 'approval' || round.verdict.requirements.length === 0)
    return round?.state !== 'open' && groups.includes(company.strictest.group);
  return deciders(await electorate.now({ ...round, verdict: round.verdict })).includes(id);
}

function over(): DirectAnswer {
  return refused('failure', 'request_over', 'That request is over already.');
}

/** A request that waits: cancelling is a vote in its round. */
async function takeBack({ request, person, now }: Asked, row: RoundRow, tools: DirectTools): Promise<DirectAnswer> {
  const { instanceId, round, planHash, expiresAt } = row;
  if (now.getTime() >= Date.parse(expiresAt)) return over();
  const { origin, receivedAt } = request;
  const { platform, tenant, account } = origin;
  await tools.votes.cast(instanceId, {
    person: person.id,
    decision: 'cancel',
    reason: reasonOf(request),
    at: receivedAt,
    receivedAt,
    by: 'words',
    round,
    planHash,
    platform,
    tenant,
    account,
  });
  await tools.durable.wake(instanceId);
  return { view: noticeView('good', ['The request is being cancelled.']) };
}

/** One that is under way is noted as unwanted; whoever follows it asks the vendor. */
async function stop(
  { request, person }: Asked,
  command: ChangingCommand,
  { instanceId, args }: CommandRequest,
  tools: DirectTools,
): Promise<DirectAnswer> {
  const [service, environment] = [String(args['service']), String(args['environment'])];
  const lock = await tools.locks.get(service, environment);
  if (!command.cancel && (lock?.owner === instanceId || lock?.usedBy === instanceId)) {
    const message = `/${command.spec.name} cannot be stopped once it has begun. When it has ended, ask for what there was before.`;
    return refused('failure', 'not_stoppable', message);
  }
  const at = request.receivedAt;
  const first = await tools.requests.stop(instanceId, { by: person.id, at, reason: reasonOf(request) });
  if (first.by !== person.id || first.at !== at) {
    const by = { person: personRef(first.by, tools) };
    return {
      view: noticeView('neutral', ['It is being stopped already: ', by, ' asked for it ', { time: first.at }, '.']),
    };
  }
  return {
    view: noticeView(
      'good',
      ['It is being stopped.'],
      [['That takes some seconds, and may come too late: its message says what became of it.']],
    ),
  };
}

function reasonOf({ args }: CommandRequest): string | undefined {
  return args['reason'] === undefined ? undefined : String(args['reason']);
}
