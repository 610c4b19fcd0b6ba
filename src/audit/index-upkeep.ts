import { StorageError } from '../state/storage-error';
import { type Table } from '../state/table';
import { type Tables } from '../state/tables';
import { type AuditIndex } from './audit-index';
import { AUDIT_TABLE, chainOf, entryId, entryKey, fromEntryRow, partitionOf, sequenceOfId } from './chain-rows';
import { createChainDays } from './chain-days';
import { chainNames } from './chain-names';
import { chainPartition, entryRowKey, fromIndexRow, INDEX_TABLE, indexRows, PARTITIONS } from './index-rows';
import { listWithDays } from './list-entries';

const EVER = { from: '0001-01-01T00:00:00.000Z', to: '9999-12-31T00:00:00.000Z' };
/** Entries whose rows are written together. */
const TOGETHER = 400;
/** Through which entry of each chain the index is known to be whole. */
const WHOLE = 'whole';

/** Indexes what a process that died, or storage that was away, left out since the last time. Gives how many entries that were. */
export async function catchUp(tables: Tables, index: AuditIndex): Promise<number> {
  let added = 0;
  for (const chain of await chainNames(tables.table(AUDIT_TABLE))) added += await catchUpWith(tables, chain, index);
  return added;
}

async function catchUpWith(tables: Tables, chain: string, index: AuditIndex): Promise<number> {
  const [chainTable, indexTable] = [tables.table(AUDIT_TABLE), tables.table(INDEX_TABLE)];
  const days = createChainDays(chainTable, chain);
  const head = await days.newest(await days.chainRow());
  const row = await indexTable.get(WHOLE, chain);
  const through = Number(row?.['sequence'] ?? 0);
  if (!head || head.sequence <= through) return 0;
  const there = await indexed(indexTable, chain, through, head.sequence);
  let added = 0;
  if (there.size < head.sequence - through) {
    added = await write(
      index,
      missing(listWithDays(chainTable, chain, { ...EVER, ...afterOf(chain, through) }), there, chain, head.sequence),
    );
  }
  await indexTable.put({ partitionKey: WHOLE, rowKey: chain, sequence: head.sequence });
  return added;
}

/** Writes every row again, and takes away those that no entry has. Works while the bot runs. */
export async function reindex(tables: Tables, index: AuditIndex): Promise<{ entries: number; removed: number }> {
  const [chainTable, indexTable] = [tables.table(AUDIT_TABLE), tables.table(INDEX_TABLE)];
  let entries = 0;
  for (const chain of await chainNames(chainTable))
    entries += await write(index, listWithDays(chainTable, chain, EVER));
  let removed = 0;
  for await (const row of indexTable.rows()) {
    if (row.partitionKey === WHOLE || row.partitionKey === PARTITIONS) continue;
    if (await belongs(chainTable, row)) continue;
    if ((await indexTable.remove(row.partitionKey, row.rowKey, row.etag)) === 'removed') removed += 1;
  }
  return { entries, removed };
}

async function indexed(table: Table, chain: string, from: number, to: number): Promise<Set<number>> {
  const filter = `PartitionKey eq '${chainPartition(chain)}' and RowKey gt '${entryRowKey(from)}' and RowKey le '${entryRowKey(to)}'`;
  const found = new Set<number>();
  for await (const row of table.rows(filter)) found.add(Number(row.rowKey.slice(entryRowKey(0).length - 12)));
  return found;
}

type Listed = { entry: Parameters<typeof indexRows>[0]; day: string };

async function* missing(
  all: AsyncIterable<Listed>,
  there: Set<number>,
  chain: string,
  last: number,
): AsyncIterable<Listed> {
  for await (const listed of all) {
    const sequence = sequenceOfId(chain, listed.entry.id);
    if (sequence > last) return;
    if (!there.has(sequence)) yield listed;
  }
}

async function write(index: AuditIndex, all: AsyncIterable<Listed>): Promise<number> {
  let count = 0;
  let batch: Listed[] = [];
  const flush = async () => {
    const day = batch[0]?.day;
    if (day === undefined) return;
    await index.add(
      batch.map(({ entry }) => entry),
      day,
    );
    count += batch.length;
    batch = [];
  };
  for await (const listed of all) {
    if (batch.length === TOGETHER || (batch[0] && batch[0].day !== listed.day)) await flush();
    batch.push(listed);
  }
  await flush();
  return count;
}

/** Whether the entry that an index row names is there and makes just this row. */
async function belongs(chainTable: Table, row: Parameters<typeof fromIndexRow>[0]): Promise<boolean> {
  try {
    const { id, day } = fromIndexRow(row);
    const chain = chainOf(id);
    const found = await chainTable.get(partitionOf(chain, day), entryKey(sequenceOfId(chain, id)));
    const own = found && indexRows(fromEntryRow(found), day);
    return !!own?.some(
      ({ partitionKey, rowKey, entry0 }) =>
        partitionKey === row.partitionKey && rowKey === row.rowKey && entry0 === row['entry0'],
    );
  } catch (error) {
    if (error instanceof StorageError) throw error;
    return false;
  }
}

function afterOf(chain: string, sequence: number) {
  return sequence > 0 ? { after: entryId(chain, sequence) } : {};
}
