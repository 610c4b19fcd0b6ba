import { type Vote } from '../model/vote';
import { type Inline, type SayAction } from '../model/view';
import { tally } from '../policy/tally';
import { type RoundRow } from '../state/rounds';
import { noticeView } from '../views/notice-view';
import { type Asked, type DirectCommand, type DirectTools } from './command';
import { debtsList } from './debts-list';
import { personRef } from './person-ref';

export const approvals: DirectCommand = {
  kind: 'direct',
  spec: {
    name: 'approvals',
    summary: 'Show what waits for approval, and what of it waits for you',
    example: '/approvals',
    arguments: [],
    options: [],
    changes: false,
  },
  changesRows: false,

  async run(asked, tools) {
    const open = (await tools.requests.waiting()).filter(
      ({ expiresAt }) => Date.parse(expiresAt) > asked.now.getTime(),
    );
    const debts = await debtsList(asked, tools);
    if (open.length === 0 && debts.lists.length === 0)
      return { view: noticeView('good', ['Nothing waits for approval.']) };
    const all = await Promise.all(open.sort(byAge).map((round) => waitingOn(round, asked, tools)));
    const mine = all.filter(({ decidable }) => decidable);
    const others = all.filter(({ decidable }) => !decidable);
    return {
      view: {
        kind: 'notice',
        tone: 'waiting',
        icon: '⏳',
        headline: [
          `${all.length} ${all.length === 1 ? 'request waits' : 'requests wait'}, ${mine.length} for you`,
          ...(debts.mine ? [`; ${debts.mine} to review`] : []),
        ],
        lists: [
          ...(mine.length ? [{ title: 'For you', items: mine.map(({ line }) => line) }] : []),
          ...(others.length ? [{ title: 'For others', items: others.map(({ line }) => line) }] : []),
          ...debts.lists,
        ],
        actions: [...mine.flatMap(({ buttons }) => buttons), ...debts.actions],
      },
    };
  },
};

function byAge(a: RoundRow, b: RoundRow): number {
  return Date.parse(a.openedAt) - Date.parse(b.openedAt);
}

async function waitingOn(row: RoundRow, { person }: Asked, tools: DirectTools) {
  const { instanceId, round, planHash, requester, openedAt, expiresAt, verdict } = row;
  const [request, votes] = await Promise.all([tools.requests.get(instanceId), tools.votes.ofRound(instanceId, round)]);
  const text = request?.request.text ?? instanceId;
  const requirements = verdict.kind === 'approval' ? verdict.requirements : [];
  const decidable =
    requester !== person.id &&
    requirements.some(({ eligible }) => eligible.includes(person.id)) &&
    !votes.some((vote) => vote.person === person.id && vote.decision === 'approve');
  const ballot = { instanceId, round, planHash };
  const line: Inline[] = [
    { code: text },
    ' by ',
    { person: personRef(requester, tools) },
    ', waits for ',
    standing(row, votes),
    ', since ',
    { time: openedAt },
    ', until ',
    { time: expiresAt },
  ];
  const buttons: SayAction[] = decidable
    ? [
        { kind: 'approve', ballot, about: text },
        { kind: 'reject', ballot, about: text },
      ]
    : [];
  return { decidable, line, buttons };
}

/** e.g. `a team lead (0 of 1)`, or the confirmation of the one who asked. */
function standing({ verdict, planHash, round, requester }: RoundRow, votes: Vote[]): string {
  if (verdict.kind !== 'approval') return 'nobody';
  const { state, requirements } = tally(verdict, votes, { planHash, number: round }, requester);
  if (state === 'unconfirmed') return 'the confirmation of the one who asked';
  return requirements
    .map(({ label, count, approvedBy }) => `${label} (${approvedBy.length} of ${count})`)
    .join(' and ');
}
