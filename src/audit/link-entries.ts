import { type AuditEntry, type AuditRecord } from '../model/audit-entry';
import { type Change } from '../state/table';
import { type Head, idKey, partitionOf, toEntry, toEntryRow, toHeadRow } from './chain-rows';

/** The next links of a chain, and the one transaction that writes them: the head first, so that a stale one is told as such. */
export function linkEntries(
  chain: string,
  head: Head,
  records: AuditRecord[],
): { entries: AuditEntry[]; head: Omit<Head, 'etag'>; changes: Change[] } {
  const partition = partitionOf(chain, head.day);
  const { etag, ...next } = head;
  const entries: AuditEntry[] = [];
  const inserts: Change[] = [];
  for (const record of records) {
    const entry = toEntry(chain, next.sequence + 1, next.hash, record);
    const received = new Date(record.timestamp).toISOString();
    next.sequence += 1;
    next.hash = entry.hash;
    if (!next.oldest || received < next.oldest) next.oldest = received;
    if (!next.newest || received > next.newest) next.newest = received;
    entries.push(entry);
    inserts.push(
      ['insert', toEntryRow(partition, next.sequence, entry)],
      ['insert', { partitionKey: partition, rowKey: idKey(record), sequence: next.sequence }],
    );
  }
  return { entries, head: next, changes: [['merge', toHeadRow(partition, next), etag], ...inserts] };
}
