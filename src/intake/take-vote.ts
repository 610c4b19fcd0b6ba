import { type RefusalCode } from '../model/audit-entry';
import { type ChatEvent } from '../model/chat-event';
import { type CommandRequest, type Origin } from '../model/command-request';
import { type Vote } from '../model/vote';
import { type Ballot, type SayAction, type View } from '../model/view';
import { deciders } from '../policy/in-force';
import { personOf } from '../policy/person-of';
import { tally } from '../policy/tally';
import { type RoundRow } from '../state/rounds';
import { noticeView } from '../views/notice-view';
import { refusalView } from '../views/refusal-view';
import { instanceId } from './instance-id';
import { type Intake } from './intake';
import { look } from './look';

type VoteEvent = Extract<ChatEvent, { kind: 'vote' }>;

/**
 * Counts a vote, or says privately why not. The vote is a row before anybody is woken, so a lost wake-up loses no vote.
 * A reaction on a message that is no request means nothing. Gives what the voter can be shown with the acknowledgement.
 */
export async function takeVote(intake: Intake, event: VoteEvent): Promise<View | undefined> {
  const ballot = await ballotOf(intake, event);
  if (!ballot) {
    if (event.by === 'words') await askWhich(intake, event);
    return undefined;
  }
  const refused = await refusal(intake, event, ballot);
  const delivery = deliveryOf(event);
  if (refused && (await wasHeard(intake, event, ballot, delivery))) {
    if (!event.answerable) return undefined;
    // Words get the answer that was lost; a button's card is shown as it is by now.
    return event.by === 'words' ? counted(event) : look(intake, ballot);
  }
  // Whoever takes back what never counted, or counted long ago, has nothing to be told.
  if (refused && event.decision === 'withdraw') return undefined;
  if (refused === 'confirmation_mistyped') {
    // Told at the field or by the answer to the press, wherever it was typed.
    const view = await refuse(intake, { ...event, answerable: true }, ballot, refused);
    const told = await mistyped(intake, ballot);
    return view && { ...view, lines: [[told]], faults: { typed: told } };
  }
  if (refused) return refuse(intake, event, ballot, refused);
  const voter = personOf(intake.company, intake.tenants, event.origin);
  if (!voter) return undefined;
  const vote: Vote = {
    person: voter.id,
    decision: event.decision === 'withdraw' ? 'withdrawn' : event.decision,
    withdraws: event.withdraws,
    reason: event.reason,
    at: event.at,
    receivedAt: intake.receivedAt.toISOString(),
    delivery,
    by: event.by,
    planHash: ballot.planHash,
    round: ballot.round,
    platform: event.origin.platform,
    tenant: event.origin.tenant,
    account: event.origin.account,
  };
  const standing = await intake.votes.cast(ballot.instanceId, vote);
  await intake.durable.wake(ballot.instanceId);
  if (standing === 'superseded')
    return noticeView('bad', ['Your vote was not counted. You have said something newer.']);
  return counted(event);
}

function counted({ decision }: VoteEvent): View {
  return noticeView('good', [COUNTED[decision]]);
}

const COUNTED: Record<VoteEvent['decision'], string> = {
  approve: 'Your approval is counted.',
  reject: 'Your rejection is counted.',
  withdraw: 'Your vote is taken back.',
  confirm: 'Confirmed.',
  cancel: 'The request is being cancelled.',
};

/** A button that is pressed again has the same key, but another time; of words each has a key of its own. */
function deliveryOf({ origin, key, by, at }: VoteEvent): string {
  return instanceId(origin, by === 'words' ? key : { ...key, key: `${key.key}@${at}` });
}

/** A vote that counted is delivered again when it may be too late for it: that is none to be refused. */
async function wasHeard(
  { company, tenants, votes }: Intake,
  { origin }: VoteEvent,
  { instanceId, round, planHash }: Ballot,
  delivery: string,
): Promise<boolean> {
  const person = personOf(company, tenants, origin)?.id;
  return person !== undefined && votes.wasHeard(instanceId, { round, person, planHash, delivery });
}

/** A click is to be acknowledged within three seconds. */
function hurried(): { signal: AbortSignal } {
  return { signal: AbortSignal.timeout(1_500) };
}

/** Whether this account may decide this round now; the requester is told so before any group is looked at. */
export async function refusal(
  { company, tenants, requests, votes, electorate, receivedAt }: Intake,
  event: Pick<VoteEvent, 'origin' | 'decision' | 'by' | 'reason' | 'typed'>,
  { instanceId, round, planHash }: Ballot,
): Promise<RefusalCode | null> {
  const voter = personOf(company, tenants, event.origin);
  if (!voter) return 'voter_unknown';
  const [request, row] = await Promise.all([requests.get(instanceId), requests.round(instanceId, round)]);
  if (!request || row?.verdict.kind !== 'approval') return 'round_closed';
  const { decision } = event;
  const isRequester = row.requester === voter.id;
  if (decision === 'confirm' && !isRequester) return 'voter_is_not_requester';
  if (isRequester && decision !== 'confirm' && decision !== 'cancel') return 'voter_is_requester';
  if (!isRequester) {
    const inForce = await electorate.now({ ...row, verdict: row.verdict }, hurried());
    if (!deciders(inForce).includes(voter.id)) return inForce.down ? 'group_source_down' : 'voter_not_eligible';
  }
  if (row.planHash !== planHash || (await requests.round(instanceId, round + 1))) return 'plan_changed';
  if (row.state !== 'open' || receivedAt.getTime() >= Date.parse(row.expiresAt)) return 'round_closed';
  if (row.verdict.confirm && (decision === 'approve' || decision === 'reject')) {
    const { state } = tally(
      row.verdict,
      await votes.ofRound(instanceId, round),
      { planHash, number: round },
      row.requester,
    );
    if (state === 'unconfirmed') return 'not_confirmed';
  }
  const { typeToConfirm } = row.plan;
  if (decision === 'confirm' && typeToConfirm !== undefined && event.typed?.trim() !== typeToConfirm) {
    return 'confirmation_mistyped';
  }
  const reasonMissing = event.decision === 'reject' && !event.reason && row.verdict.reasonRequired;
  return reasonMissing ? 'reason_required' : null;
}

async function mistyped({ requests }: Intake, { instanceId, round }: Ballot): Promise<string> {
  const wanted = (await requests.round(instanceId, round))?.plan.typeToConfirm ?? '';
  return `That is not it, so nothing is confirmed. Type ${wanted}, exactly so.`;
}

/** It is not clear which request `approve` or `reject` was said of: answered as a line that was not understood, with a choice. */
async function askWhich(intake: Intake, { decision, key, origin }: VoteEvent): Promise<void> {
  const { durable, receivedAt } = intake;
  const kind = decision === 'reject' ? 'reject' : 'approve';
  const waiting = await decidable(intake, origin);
  const offers = await Promise.all(
    waiting.slice(0, OFFERED).map(async ({ instanceId, round, planHash }): Promise<SayAction> => {
      const about = (await intake.requests.get(instanceId))?.request.text;
      return { kind, ballot: { instanceId, round, planHash }, about };
    }),
  );
  const request: CommandRequest = {
    instanceId: instanceId(origin, key),
    command: '',
    args: {},
    text: decision,
    receivedAt: receivedAt.toISOString(),
    origin,
    answered: false,
    problem: {
      ok: false,
      code: 'unknown_command',
      text: decision,
      problem: offers.length
        ? `It is not clear which request you mean by “${decision}”. These wait for you:`
        : `It is not clear which request you mean by “${decision}”, and none waits for you.`,
      understood: {},
      offers,
    },
  };
  await durable.start('runCommand', request.instanceId, request);
}

/** Buttons in one answer; `/approvals` lists them all. */
const OFFERED = 10;

/** The open rounds that whoever has this account may decide now. */
async function decidable(
  { company, tenants, requests, electorate, receivedAt }: Intake,
  origin: Origin,
): Promise<RoundRow[]> {
  const person = personOf(company, tenants, origin);
  if (!person) return [];
  const asking = hurried();
  const mine = await Promise.all(
    (await requests.waiting()).map(async (row) => {
      const { requester, verdict, expiresAt } = row;
      const open = requester !== person.id && receivedAt.getTime() < Date.parse(expiresAt);
      if (!open || verdict.kind !== 'approval') return [];
      return deciders(await electorate.now({ ...row, verdict }, asking)).includes(person.id) ? [row] : [];
    }),
  );
  return mine.flat();
}

async function ballotOf({ messages, requests }: Intake, { on, origin }: VoteEvent): Promise<Ballot | undefined> {
  if ('ballot' in on) return on.ballot;
  const { platform, tenant } = origin;
  const { channel, message, thread } = on;
  const bound = message === undefined ? undefined : await messages.find({ platform, tenant, channel, message });
  if (bound || thread === undefined) return bound;
  const here = await Promise.all(
    (await requests.waiting()).map(async (round) => {
      const shown = await messages.of(round.instanceId);
      return shown.some((one) => one.round === round.round && one.message.channel === thread) ? [round] : [];
    }),
  );
  const [only, ...others] = here.flat();
  return others.length === 0 ? only : undefined;
}

/**
 * Recorded by an orchestration of its own, so that the acknowledgement does not wait for it; told by it too, where the
 * voter does not see the acknowledgement.
 */
export async function refuse(
  intake: Intake,
  event: Pick<VoteEvent, 'key' | 'origin' | 'decision' | 'at' | 'answerable'> & Partial<Pick<VoteEvent, 'by'>>,
  ballot: Ballot,
  code: RefusalCode,
): Promise<View | undefined> {
  const { company, durable, requests, electorate } = intake;
  const { instanceId: request, round } = ballot;
  const { key, origin, decision, at, answerable: told = false } = event;
  // One button can be made to name several requests, and one press can be refused twice, its form for another reason:
  // each is refused for itself.
  const named = [key.key, request, round, ballot.planHash, code].join('|');
  const refusalId = instanceId(origin, { scope: key.scope, key: named });
  const refusal = { refusalId, instanceId: request, round, decision, code, at, origin, told };
  await durable.start('refuseVote', refusalId, refusal);
  if (!told) return undefined;
  const row = await requests.round(request, round);
  if (code === 'round_closed' || code === 'plan_changed') {
    const late = lateView(await look(intake, ballot), code);
    // What they came too late for may have gone well; that their words do not count is no good news.
    return event.by === 'words' ? { ...late, tone: 'bad' } : late;
  }
  const inForce =
    row?.verdict.kind === 'approval' ? await electorate.now({ ...row, verdict: row.verdict }, hurried()) : undefined;
  const eligible = inForce ? deciders(inForce) : [];
  return refusalView(
    code,
    company.people.filter(({ id }) => eligible.includes(id)),
    row ? { instanceId: request, round, planHash: row.planHash } : null,
    Object.values(inForce?.down ?? {}),
  );
}

/** Who comes too late gets what the message shows by now, with a word that says so and nothing left to press. */
function lateView(shown: View, code: RefusalCode): View {
  const [word] = refusalView(code, [], null).headline.slice(1);
  if (shown.kind === 'notice' || word === undefined) return shown;
  return { ...shown, lines: [[word], ...(shown.lines ?? [])], actions: undefined };
}
