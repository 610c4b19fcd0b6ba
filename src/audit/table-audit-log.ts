import { type AuditEntry } from '../model/audit-entry';
import { type Tables } from '../state/tables';
import { createAppender } from './appender';
import { type AuditLog } from './audit-log';
import { AUDIT_TABLE, entryKey, fromEntryRow, partitionOf, sequenceOfId } from './chain-rows';
import { createChainWriter } from './chain-writer';
import { listEntries } from './list-entries';
import { verifyChains } from './verify-chain';
import { hasItsHash } from './verify-day';

/** The one chain there is; keys and checks take more. */
export const CHAIN = 'main';

/** The audit log in Table Storage, in the format of docs/audit-format.md. `written` hears of entries once they are stored. */
export function createTableAuditLog(
  tables: Tables,
  now: () => Date = () => new Date(),
  written: (entries: AuditEntry[], day: string) => void = () => undefined,
): AuditLog {
  const table = tables.table(AUDIT_TABLE);
  return {
    append: createAppender(createChainWriter(table, CHAIN, now, written), now),
    list: (range) => listEntries(table, CHAIN, range),
    async read(id, day) {
      const row = await table.get(partitionOf(CHAIN, day), entryKey(sequenceOfId(CHAIN, id)));
      if (!row) return undefined;
      const entry = fromEntryRow(row);
      return entry.id === id && hasItsHash(row, entry) ? entry : 'altered';
    },
    verify: (options) => verifyChains(table, options),
  };
}
