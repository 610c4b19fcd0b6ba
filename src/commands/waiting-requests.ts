import { unlessBroken } from '../model/broken-row';
import { type Person, type PersonRef } from '../model/person';
import { type Vote } from '../model/vote';
import { type Inline, type SayAction, type View } from '../model/view';
import { deciders } from '../policy/in-force';
import { tally } from '../policy/tally';
import { type RoundRow } from '../state/rounds';
import { type DirectTools } from './command';
import { debtsList } from './debts-list';
import { personRef } from './person-ref';

type Tools = Pick<DirectTools, 'company' | 'requests' | 'votes' | 'electorate' | 'delegations' | 'debts'>;

interface Viewer {
  person: Person;
  now: Date;
  /** The conversation in which it is shown; absent: what others wait for is left out. */
  place?: { platform: string; channel: string };
}

/**
 * What waits, as one person may see it: what they may decide, with buttons, what they asked, and of the rest what was
 * asked where others read along. Requests from private talk are for those whom they concern.
 */
export async function waitingRequests(viewer: Viewer, tools: Tools): Promise<View> {
  const { now } = viewer;
  const open = (await tools.requests.waiting()).filter(({ expiresAt }) => Date.parse(expiresAt) > now.getTime());
  const [known, standIns, debts] = await Promise.all([
    Promise.all(open.sort(byAge).map((round) => waitingOn(round, viewer, tools))),
    tools.delegations.active(now),
    debtsList(viewer, tools),
  ]);
  const all = known.filter(({ concerns }) => concerns !== 'nobody here');
  const lines = (concerns: Concern) => all.filter((one) => one.concerns === concerns).map(({ line }) => line);
  const [mine, own, others] = [lines('decides'), lines('asked'), lines('others')];
  const waits = all.length > 0 || debts.lists.length > 0;
  return {
    kind: 'notice',
    tone: waits ? 'waiting' : 'good',
    icon: waits ? '⏳' : '✅',
    headline: [
      waits
        ? `${all.length} ${all.length === 1 ? 'request waits' : 'requests wait'}, ${mine.length} for you`
        : 'Nothing waits for approval.',
      ...(debts.mine ? [`; ${debts.mine} to review`] : []),
    ],
    lists: [
      ...(mine.length ? [{ title: 'For you', items: mine }] : []),
      ...(own.length ? [{ title: 'Asked by you', items: own }] : []),
      ...(others.length ? [{ title: 'For others', items: others }] : []),
      ...debts.lists,
      ...(standIns.length ? [{ title: 'Who stands in', items: standIns.map((one) => standInLine(one, tools)) }] : []),
    ],
    actions: [...all.flatMap(({ buttons }) => buttons), ...debts.actions],
  };
}

const DECIDED = new Set<Vote['decision']>(['approve', 'reject']);

type Concern = 'decides' | 'asked' | 'others' | 'nobody here';

function byAge(a: RoundRow, b: RoundRow): number {
  return Date.parse(a.openedAt) - Date.parse(b.openedAt);
}

async function waitingOn(row: RoundRow, { person, place }: Viewer, tools: Tools) {
  const { instanceId, round, planHash, requester, openedAt, expiresAt } = row;
  const [request, votes, verdict] = await Promise.all([
    tools.requests.get(instanceId).catch(unlessBroken),
    tools.votes.ofRound(instanceId, round),
    row.verdict.kind === 'approval' ? tools.electorate.now({ ...row, verdict: row.verdict }) : row.verdict,
  ]);
  const text = request?.request.text ?? instanceId;
  const may = requester !== person.id && verdict.kind === 'approval' && deciders(verdict).includes(person.id);
  const decidable = may && !votes.some(({ person: voter, decision }) => voter === person.id && DECIDED.has(decision));
  const ballot = { instanceId, round, planHash };
  const line: Inline[] = [
    { code: text },
    ' by ',
    { person: personRef(requester, tools) },
    ', waits for ',
    standing({ ...row, verdict }, votes),
    ', since ',
    { time: openedAt },
    ', until ',
    { time: expiresAt },
  ];
  // Nobody decides here what cannot be shown here.
  const buttons: SayAction[] =
    decidable && request
      ? [
          { kind: 'approve', ballot, about: text },
          { kind: 'reject', ballot, about: text },
        ]
      : [];
  return { concerns: concern(), line, buttons };

  function concern(): Concern {
    if (decidable) return 'decides';
    if (requester === person.id) return 'asked';
    if (!place) return 'nobody here';
    return may || isReadHere(request?.request.origin, place, tools) ? 'others' : 'nobody here';
  }
}

/** Whether others may read of it: it was asked in this very conversation, or in a channel of the company file. */
function isReadHere(
  origin: Viewer['place'],
  place: NonNullable<Viewer['place']>,
  { company }: Pick<Tools, 'company'>,
): boolean {
  if (!origin) return false;
  if (origin.platform === place.platform && origin.channel === place.channel) return true;
  return company.channels.some(({ places }) =>
    Object.entries(places).some(([name, id]) => name === origin.platform && id === origin.channel),
  );
}

function standInLine(
  { of, to, until, reason }: { of: string; to: string; until: string; reason?: string },
  tools: Tools,
): Inline[] {
  const person = (id: string): { person: PersonRef } => ({ person: personRef(id, tools) });
  return [person(to), ' in place of ', person(of), ' until ', { time: until }, ...(reason ? [`: ${reason}`] : [])];
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
