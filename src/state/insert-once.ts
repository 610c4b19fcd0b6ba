import { randomUUID } from 'node:crypto';
import { type NewRow, type Row, type Table } from './table';

/**
 * Inserts a row that only one caller may write. Says whether it was this call: one whose answer was lost and which the
 * SDK sent again still finds its own. Gives the standing row when it was another's.
 */
export async function insertOnce(table: Table, row: NewRow): Promise<{ first: true } | { first: false; row: Row }> {
  const call = randomUUID();
  for (;;) {
    if ((await table.insert({ ...row, call })) === 'inserted') return { first: true };
    const standing = await table.get(row.partitionKey, row.rowKey);
    if (standing) return standing['call'] === call ? { first: true } : { first: false, row: standing };
  }
}
