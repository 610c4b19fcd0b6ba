import { auditRecord } from '../audit/audit-record';
import { type ChatEvent } from '../model/chat-event';
import { instanceId } from './instance-id';
import { type Intake } from './intake';

type Unsupported = Extract<ChatEvent, { kind: 'unsupported' }>;

/** Records, behind the acknowledgement, that somebody pressed what is no button of ours. */
export function recordUnsupported(intake: Intake, reason: string, { key, origin }: NonNullable<Unsupported['from']>) {
  const request = {
    instanceId: instanceId(origin, key),
    command: '',
    args: {},
    text: '(a click)',
    receivedAt: intake.receivedAt.toISOString(),
    origin,
    answered: true,
  };
  intake.record({
    ...auditRecord(intake, request),
    step: 'outcome',
    kind: 'outcome',
    result: 'invalid',
    reason_code: 'not_understood',
    duration_seconds: 0,
    details: { reason },
  });
}
