import { type AuditRecord } from '../model/audit-entry';
import { type CommandRequest } from '../model/command-request';
import { type Company } from '../model/company';
import { type HomeTenants, personOf } from '../policy/person-of';

/** The fields that every entry about a request shares; each kind of entry puts its own over them. */
export function auditRecord(
  { company, tenants }: { company: Company; tenants: HomeTenants },
  request: CommandRequest,
): Omit<AuditRecord, 'step' | 'kind'> {
  const { origin, args } = request;
  const person = personOf(company, tenants, origin);
  const channel = origin.channelName ?? company.channels.find(({ slack }) => slack === origin.channel)?.name;
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
    action: request.problem ? null : request.command,
    service: textOrNull(args['service']),
    environment: textOrNull(args['environment']),
    approvals: [],
    reason_code: null,
    details: {},
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
