import { type AuditRecord } from '../model/audit-entry';
import { type AuditLog } from './audit-log';

/** What people and vendors wrote is masked before it is hashed and stored: an entry can never be changed afterwards. */
export function maskedLog(log: AuditLog, mask: (text: string) => string): AuditLog {
  return { ...log, append: (record, chain) => log.append(masked(record, mask), chain) };
}

function masked(record: AuditRecord, mask: (text: string) => string): AuditRecord {
  return {
    ...record,
    command: mask(record.command),
    approvals: record.approvals.map((approval) => ({
      ...approval,
      reason: approval.reason === null ? null : mask(approval.reason),
    })),
    details: deep(record.details, mask) as AuditRecord['details'],
  };
}

function deep(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return HASH.test(value) ? value : mask(value);
  if (Array.isArray(value)) return value.map((item) => deep(item, mask));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, deep(inner, mask)]));
}

/** Ours and git's. */
const HASH = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
