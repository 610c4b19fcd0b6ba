import { type AuditApproval, type AuditRecord } from '../model/audit-entry';
import { type CommandRequest } from '../model/command-request';
import { type Company } from '../model/company';
import { type Vote } from '../model/vote';
import { type HomeTenants, personOf } from '../policy/person-of';

/** The fields that every entry about a request shares; each kind of entry puts its own over them. */
export function auditRecord(
  { company, tenants }: { company: Company; tenants: HomeTenants },
  request: CommandRequest,
): Omit<AuditRecord, 'step' | 'kind'> {
  const { origin, args } = request;
  const person = personOf(company, tenants, origin);
  const channel =
    origin.channelName ?? company.channels.find(({ places }) => places[origin.platform] === origin.channel)?.name;
  return {
    instance_id: request.instanceId,
    timestamp: request.receivedAt,
    user: person ? `@${person.id}` : origin.account,
    command: request.text,
    approved_by: null,
    result: null,
    duration_seconds: null,
    channel: channel ? `#${channel}` : origin.channel,
    platform: origin.platform,
    conversation: conversationOf(origin),
    action: request.problem ? null : request.command || null,
    service: textOrNull(args['service']),
    environment: textOrNull(args['environment']),
    approvals: [],
    reason_code: null,
    details: {},
  };
}

/** A conversation as entries name it, told from every other by whatever name. */
function conversationOf({
  platform,
  tenant,
  channel,
}: Pick<CommandRequest['origin'], 'platform' | 'tenant' | 'channel'>): string {
  return [platform, tenant, channel].join('/');
}

/** A vote as entries tell it. */
export function auditApproval({ person, at, decision, reason, planHash, round }: Vote): AuditApproval {
  return { user: `@${person}`, at, decision, reason: reason ?? null, plan_hash: planHash, round };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
