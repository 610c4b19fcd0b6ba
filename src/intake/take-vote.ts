import { type RefusalCode } from '../model/audit-entry';
import { type ChatEvent } from '../model/chat-event';
import { type CommandRequest } from '../model/command-request';
import { type Vote } from '../model/vote';
import { type Ballot } from '../model/view';
import { personOf } from '../policy/person-of';
import { instanceId } from './instance-id';
import { type Intake } from './intake';

type VoteEvent = Extract<ChatEvent, { kind: 'vote' }>;

/**
 * Counts a vote, or says privately why not. The vote is a row before anybody is woken, so a lost wake-up loses no vote.
 * A reaction on a message that is no request means nothing.
 */
export async function takeVote(intake: Intake, event: VoteEvent): Promise<void> {
  const ballot = await ballotOf(intake, event);
  if (!ballot) return event.by === 'words' ? noRequestHere(intake, event) : undefined;
  const refused = await refusal(intake, event, ballot);
  // Whoever takes back what never counted, or counted long ago, has nothing to be told.
  if (refused && event.decision === 'withdraw') return;
  if (refused) return refuse(intake, event, ballot, refused);
  const voter = personOf(intake.company, intake.tenants, event.origin);
  if (!voter) return;
  const vote: Vote = {
    person: voter.id,
    decision: event.decision === 'withdraw' ? 'withdrawn' : event.decision,
    withdraws: event.withdraws,
    reason: event.reason,
    at: event.at,
    by: event.by,
    planHash: ballot.planHash,
    round: ballot.round,
    platform: event.origin.platform,
    tenant: event.origin.tenant,
    account: event.origin.account,
  };
  await intake.votes.cast(ballot.instanceId, vote);
  await intake.durable.wake(ballot.instanceId);
}

/** Whether this account may decide this round now; the requester is told so before any group is looked at. */
export async function refusal(
  { company, tenants, requests, receivedAt }: Intake,
  event: Pick<VoteEvent, 'origin' | 'decision' | 'by' | 'reason'>,
  { instanceId, round, planHash }: Ballot,
): Promise<RefusalCode | null> {
  const voter = personOf(company, tenants, event.origin);
  if (!voter) return 'voter_unknown';
  const [request, row] = await Promise.all([requests.get(instanceId), requests.round(instanceId, round)]);
  if (!request || row?.verdict.kind !== 'approval') return 'round_closed';
  if (row.requester === voter.id) return 'voter_is_requester';
  if (!row.verdict.requirements.some(({ eligible }) => eligible.includes(voter.id))) return 'voter_not_eligible';
  if (row.planHash !== planHash || (await requests.round(instanceId, round + 1))) return 'plan_changed';
  if (row.state !== 'open' || receivedAt.getTime() >= Date.parse(row.expiresAt)) return 'round_closed';
  const reasonMissing = event.decision === 'reject' && !event.reason && row.verdict.reasonRequired;
  return reasonMissing ? 'reason_required' : null;
}

/** `approve` or `reject` was said where no request stands: answered as a line that was not understood. */
async function noRequestHere({ durable, receivedAt }: Intake, { decision, key, origin }: VoteEvent): Promise<void> {
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
      problem: 'No request stands at the top of this thread: click or react on the request itself.',
      understood: {},
    },
  };
  await durable.start('runCommand', request.instanceId, request);
}

async function ballotOf({ messages }: Intake, { on, origin }: VoteEvent): Promise<Ballot | undefined> {
  if ('ballot' in on) return on.ballot;
  const { platform, tenant } = origin;
  return messages.find({ platform, tenant, channel: on.channel, message: on.message });
}

/** Recorded and told by an orchestration of its own, so that the acknowledgement waits for neither. */
export async function refuse(
  { durable }: Intake,
  event: Pick<VoteEvent, 'key' | 'origin' | 'decision' | 'at'>,
  { instanceId: request, round }: Ballot,
  code: RefusalCode,
): Promise<void> {
  const { key, origin, decision, at } = event;
  const refusalId = instanceId(origin, key);
  await durable.start('refuseVote', refusalId, { refusalId, instanceId: request, round, decision, code, at, origin });
}
