import { type RefusalCode } from '../model/audit-entry';
import { type ChatEvent } from '../model/chat-event';
import { type Company } from '../model/company';
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
  if (!ballot) return;
  const refused = await refusal(intake, event, ballot);
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
  if (!stillListed(company, voter.id)) return 'voter_not_eligible';
  if (row.planHash !== planHash) return 'plan_changed';
  if (row.state !== 'open' || receivedAt.getTime() >= Date.parse(row.expiresAt)) return 'round_closed';
  const reasonMissing = event.decision === 'reject' && !event.reason && row.verdict.reasonRequired;
  return reasonMissing ? 'reason_required' : null;
}

function stillListed(company: Company, person: string): boolean {
  return company.people.some(({ id }) => id === person);
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
