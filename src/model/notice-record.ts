import { type AuditRecord } from './audit-entry';

type Told = 'instance_id' | 'step' | 'timestamp' | 'command' | 'action' | 'details';

/** What is noted without anybody having asked the bot for it: of the log itself, of instances, of what vendors tell. It has no result. */
export function noticeRecord(notice: Pick<AuditRecord, Told> & Partial<AuditRecord>): AuditRecord {
  return {
    kind: 'notice',
    user: 'countersign',
    approved_by: null,
    result: null,
    duration_seconds: null,
    channel: '',
    platform: 'countersign',
    conversation: null,
    service: null,
    environment: null,
    approvals: [],
    reason_code: null,
    ...notice,
  };
}
