import { type AuditEntry } from '../model/audit-entry';
import { type Table } from '../state/table';
import { type ChainDays } from './chain-days';
import { entryKey, fromEntryRow, type Head, partitionOf } from './chain-rows';

/** Looks for the entry that a record's earlier writing made. */
export interface FindWritten {
  inDay(idKey: string, day: string): Promise<AuditEntry | undefined>;
  /** In the days before `head`'s, back to `since`. They are closed, so what is not found there never will be. */
  before(idKey: string, head: Head, since: string): Promise<AuditEntry | undefined>;
}

export function createFindWritten(table: Table, chain: string, days: ChainDays): FindWritten {
  async function inDay(idKey: string, day: string): Promise<AuditEntry | undefined> {
    const partition = partitionOf(chain, day);
    const id = await table.get(partition, idKey);
    if (!id) return undefined;
    const row = await table.get(partition, entryKey(Number(id['sequence'])));
    if (!row) throw new Error(`The entry of ${partition} ${idKey} is gone; run the audit verification.`);
    return fromEntryRow(row);
  }

  return {
    inDay,
    async before(idKey, head, since) {
      let later: Head | undefined = head;
      while (later?.previousDay && later.previousDay >= since) {
        const found = await inDay(idKey, later.previousDay);
        if (found) return found;
        later = await days.head(later.previousDay);
      }
      return undefined;
    },
  };
}
