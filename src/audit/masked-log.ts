import { type AuditRecord } from '../model/audit-entry';
import { type AuditLog } from './audit-log';

/**
 * What people and vendors wrote is masked before it is hashed and stored: an entry can never be changed afterwards.
 * @param mask gives the texts masked, in their order
 */
export function maskedLog(log: AuditLog, mask: (texts: readonly string[]) => string[]): AuditLog {
  return { ...log, append: (record, chain) => log.append(masked(record, mask), chain) };
}

function masked(record: AuditRecord, mask: (texts: readonly string[]) => string[]): AuditRecord {
  const texts: string[] = [];
  eachText(record, (text) => (texts.push(text), text));
  const left = mask(texts).values();
  return eachText(record, () => left.next().value!);
}

/** The record with each text that somebody wrote in its turn replaced. */
function eachText(record: AuditRecord, replace: (text: string) => string): AuditRecord {
  return {
    ...record,
    command: replace(record.command),
    approvals: record.approvals.map((approval) => ({
      ...approval,
      reason: approval.reason === null ? null : replace(approval.reason),
    })),
    details: deep(record.details, replace) as AuditRecord['details'],
  };
}

function deep(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return HASH.test(value) ? value : replace(value);
  if (Array.isArray(value)) return value.map((item) => deep(item, replace));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, deep(inner, replace)]));
}

/** Ours and git's. */
const HASH = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
