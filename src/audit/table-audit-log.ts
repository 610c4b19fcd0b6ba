import { type AuditEntry } from '../model/audit-entry';
import { type Tables } from '../state/tables';
import { createAppender } from './appender';
import { type AuditLog } from './audit-log';
import { AUDIT_TABLE, entryKey, fromEntryRow, partitionOf, sequenceOfId } from './chain-rows';
import { createChainDays } from './chain-days';
import { createChainWriter } from './chain-writer';
import { listEntries } from './list-entries';
import { verifyChains } from './verify-chain';
import { hasItsHash } from './verify-day';

/** The one chain there is; keys and checks take more. */
export const CHAIN = 'main';

/**
 * The audit log in Table Storage, in the format of docs/audit-format.md. `written` hears of entries once they are stored; `mayBegin`
 * throws where an empty table is not to be begun in.
 */
export function createTableAuditLog(
  tables: Tables,
  now: () => Date = () => new Date(),
  written: (entries: AuditEntry[], day: string) => void = () => undefined,
  mayBegin?: () => Promise<void>,
): AuditLog {
  const table = tables.table(AUDIT_TABLE);
  let wrote = false;
  const hear = (entries: AuditEntry[], day: string) => {
    wrote = true;
    written(entries, day);
  };
  return {
    append: createAppender(createChainWriter(table, CHAIN, now, hear, mayBegin), now),
    list: (range) => listEntries(table, CHAIN, range),
    async read(id, day) {
      const row = await table.get(partitionOf(CHAIN, day), entryKey(sequenceOfId(CHAIN, id)));
      if (!row) return undefined;
      const entry = fromEntryRow(row);
      return entry.id === id && hasItsHash(row, entry) ? entry : 'altered';
    },
    async entries() {
      const days = createChainDays(table, CHAIN);
      const newest = await days.newest(await days.chainRow());
      if (!newest && wrote) throw new Error('The audit table is gone while it was in use.');
      return newest?.sequence ?? 0;
    },
    verify: (options) => verifyChains(table, options),
  };
}
