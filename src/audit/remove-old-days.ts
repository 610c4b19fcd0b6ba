import { StorageError } from '../state/storage-error';
import { type Change, type Row, type Table } from '../state/table';
import { type Tables } from '../state/tables';
import { type AuditLog } from './audit-log';
import { createChainDays } from './chain-days';
import { chainNames } from './chain-names';
import { AUDIT_TABLE, dayOf, fromEntryRow, type Head, HEAD_KEY, partitionOf } from './chain-rows';
import { INDEX_TABLE, indexRows } from './index-rows';
import { removalRecord } from './removals';

const DAY_MS = 86_400_000;
const TOGETHER = 100;
const WRITE_MS = 8_000;

/**
 * Removes the entries of closed days of which every entry was received and written more than `retentionDays` ago, the oldest first, and their index
 * rows. It is recorded before it is done; the head of the day stays, so that the chain holds together and anchors can be
 * compared with it. Begun again, it goes on. Gives the days, of each chain.
 */
export async function removeOldDays(
  tables: Tables,
  log: AuditLog,
  retentionDays: number,
  now: Date,
): Promise<string[]> {
  const removed: string[] = [];
  for (const chain of await chainNames(tables.table(AUDIT_TABLE)))
    removed.push(...(await removeFrom(tables, chain, log, retentionDays, now)));
  return removed;
}

async function removeFrom(
  tables: Tables,
  chain: string,
  log: AuditLog,
  retentionDays: number,
  now: Date,
): Promise<string[]> {
  const table = tables.table(AUDIT_TABLE);
  const days = createChainDays(table, chain);
  const before = dayOf(now.getTime() - retentionDays * DAY_MS);
  const removed: string[] = [];
  let day = (await days.chainRow())?.first;
  while (day !== undefined && day < before) {
    const head: Head | undefined = await days.head(day);
    if (!head?.nextDay || (head.newest ?? '') >= before) break;
    if (!head.emptied) {
      await log.append(removalRecord(chain, head, retentionDays, now), chain);
      const key = { partitionKey: partitionOf(chain, day), rowKey: HEAD_KEY };
      if (!head.removed) await table.merge({ ...key, removed: now.toISOString() }, head.etag);
      await empty(tables, key.partitionKey, day);
      await table.merge({ ...key, emptied: true }, '*');
      removed.push(day);
    }
    day = head.nextDay;
  }
  return removed;
}

async function empty(tables: Tables, partition: string, day: string): Promise<void> {
  const table = tables.table(AUDIT_TABLE);
  const index = tables.table(INDEX_TABLE);
  for (;;) {
    const batch: Row[] = [];
    for await (const row of table.rows(`PartitionKey eq '${partition}' and RowKey ne '${HEAD_KEY}'`, TOGETHER)) {
      batch.push(row);
      if (batch.length === TOGETHER) break;
    }
    if (batch.length === 0) return;
    const entries = batch.filter(({ rowKey }) => rowKey.startsWith('entry:'));
    // First: an index row whose entry is gone could not be found again.
    await Promise.all(
      entries.flatMap((row) =>
        indexRows(fromEntryRow(row), day).map(({ partitionKey, rowKey }) => index.remove(partitionKey, rowKey, '*')),
      ),
    );
    await removeAll(table, batch);
  }
}

/** Whoever removes the same rows meanwhile is welcome to. */
async function removeAll(table: Table, rows: Row[]): Promise<void> {
  try {
    await table.transact(
      rows.map(({ partitionKey, rowKey }): Change => ['remove', { partitionKey, rowKey }]),
      WRITE_MS,
    );
  } catch (error) {
    if (!(error instanceof StorageError) || error.statusCode !== 404) throw error;
  }
}
