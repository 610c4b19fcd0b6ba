import { type AuditEntry } from '../model/audit-entry';
import { type Row, type Table } from '../state/table';
import { type AuditRange } from './audit-log';
import { createChainDays } from './chain-days';
import { entryKey, fromEntryRow, type Head, partitionOf, sequenceOfId } from './chain-rows';
import { firstDayOf } from './pending';

/** Rows of one query. A page of Table Storage has up to 1,000; entries may be large. */
const BLOCK = 200;

/** Entries of one chain whose `timestamp` is in [from, to), in the order in which they were written. */
export async function* listEntries(table: Table, chain: string, range: AuditRange): AsyncIterable<AuditEntry> {
  for await (const { entry } of listWithDays(table, chain, range)) yield entry;
}

/** The same, each with the day under which it stands. */
export async function* listWithDays(
  table: Table,
  chain: string,
  { from, to, after }: AuditRange,
): AsyncIterable<{ entry: AuditEntry; day: string }> {
  const [start, end] = [instant(from), instant(to)];
  const known = after === undefined ? 0 : sequenceOfId(chain, after);
  for (const day of await daysSince(table, chain, firstDayOf(start), known)) {
    if (!day.oldest || !day.newest || day.removed) continue;
    if (Date.parse(day.newest) < start || Date.parse(day.oldest) >= end) continue;
    for (let sequence = Math.max(day.previousSequence, known) + 1; sequence <= day.sequence; sequence += BLOCK) {
      const rows: Row[] = [];
      const last = Math.min(sequence + BLOCK - 1, day.sequence);
      const filter = `PartitionKey eq '${partitionOf(chain, day.day)}' and RowKey ge '${entryKey(last)}' and RowKey le '${entryKey(sequence)}'`;
      for await (const row of table.rows(filter)) rows.push(row);
      for (const row of rows.reverse()) {
        const entry = fromEntryRow(row);
        const received = Date.parse(entry.timestamp);
        if (received >= start && received < end) yield { entry, day: day.day };
      }
    }
  }
}

/** Oldest first. Nothing received later was written before `since`, and days that end at `known` have nothing new. */
async function daysSince(table: Table, chain: string, since: string, known: number): Promise<Head[]> {
  const days = createChainDays(table, chain);
  const found: Head[] = [];
  let day = await days.newest(await days.chainRow());
  while (day && day.day >= since && day.sequence > known) {
    found.unshift(day);
    day = day.previousDay ? await days.head(day.previousDay) : undefined;
  }
  return found;
}

function instant(time: string): number {
  const parsed = Date.parse(time);
  if (Number.isNaN(parsed)) throw new RangeError(`${JSON.stringify(time)} is not an ISO 8601 time.`);
  return parsed;
}
