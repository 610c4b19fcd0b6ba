import { type AuditEntry } from '../model/audit-entry';
import { type Tables } from '../state/tables';
import { createAppender } from './appender';
import { type AuditLog } from './audit-log';
import { AUDIT_TABLE, chainOf, entryKey, fromEntryRow, partitionOf, sequenceOfId } from './chain-rows';
import { createChainDays } from './chain-days';
import { createChainLayout } from './chain-layout';
import { chainNames, MAIN_CHAIN } from './chain-names';
import { createChainWriter } from './chain-writer';
import { listChains } from './list-chains';
import { verifyChains } from './verify-chain';
import { hasItsHash } from './verify-day';

/**
 * The audit log in Table Storage, in the format of docs/audit-format.md. `written` hears of entries once they are stored; `mayBegin`
 * throws where a chain is not to be begun; `chains` is how many there shall be at least.
 */
export function createTableAuditLog(
  tables: Tables,
  now: () => Date = () => new Date(),
  written: (entries: AuditEntry[], day: string) => void = () => undefined,
  mayBegin?: (chain: string) => Promise<void>,
  chains = 1,
): AuditLog {
  const table = tables.table(AUDIT_TABLE);
  const wrote = new Set<string>();
  const layout = createChainLayout(table, chains, now, (record) => append(record, MAIN_CHAIN));
  const append = createAppender(layout.chainOf, writerOf, now);

  function writerOf(chain: string) {
    const hear = (entries: AuditEntry[], day: string) => {
      wrote.add(chain);
      written(entries, day);
    };
    const begin = async () => {
      await layout.stillThere();
      await mayBegin?.(chain);
    };
    return createChainWriter(table, chain, now, hear, begin);
  }

  return {
    append,
    list: (range) => listChains(table, range),
    async read(id, day) {
      const chain = chainOf(id);
      const row = await table.get(partitionOf(chain, day), entryKey(sequenceOfId(chain, id)));
      if (!row) return undefined;
      const entry = fromEntryRow(row);
      return entry.id === id && hasItsHash(row, entry) ? entry : 'altered';
    },
    async entries() {
      const names = await chainNames(table);
      if ([...wrote].some((chain) => !names.includes(chain)))
        throw new Error('The audit table is gone while it was in use.');
      const sequences = await Promise.all(
        names.map(async (chain) => {
          const days = createChainDays(table, chain);
          const newest = await days.newest(await days.chainRow());
          if (!newest && wrote.has(chain)) throw new Error('The audit table is gone while it was in use.');
          return newest?.sequence ?? 0;
        }),
      );
      return sequences.reduce((sum, one) => sum + one, 0);
    },
    verify: (options) => verifyChains(table, options),
  };
}
