import { type Table } from '../state/table';
import { type ChainDays } from './chain-days';
import {
  CHAINS_PARTITION,
  type ChainRow,
  fromHeadRow,
  type Head,
  HEAD_KEY,
  partitionOf,
  toHeadRow,
} from './chain-rows';
import { FIRST_HASH } from './record-hash';

/**
 * Gives the head to write under today, and opens the day when it is the first to. Several processes may do so at
 * once, and each step may be the last before a crash: close the day before (from then on nobody can write there), make
 * the new day's head, move the hint. Whoever comes next goes on where it stopped. Days never go back, whatever a clock says.
 *
 * `known` is where to begin looking, to save a read. Where that was written to and nothing is left, somebody deleted the table: nothing
 * is begun anew. `mayBegin` throws where there must have been a chain.
 */
export async function openDay(
  table: Table,
  chain: string,
  days: ChainDays,
  today: string,
  known?: Head,
  mayBegin?: () => Promise<void>,
): Promise<Head> {
  for (;;) {
    const start = known && (await days.head(known.day));
    const row = start ? undefined : await days.chainRow();
    if (known && !start && !row)
      throw new Error(`The audit table is gone while it was in use (${chain} had entry ${known.sequence}).`);
    const newest = start ? await days.newestFrom(start) : await days.newest(row);
    if (!newest) {
      await begin(row?.first);
    } else if (newest.nextDay) {
      await continueIn(newest.nextDay, newest);
    } else if (newest.day < today) {
      await table.merge(
        { partitionKey: partitionOf(chain, newest.day), rowKey: HEAD_KEY, next_day: today },
        newest.etag,
      );
    } else {
      if (known?.day !== newest.day) await moveHint(newest.day, row ?? (await days.chainRow()));
      return newest;
    }
  }

  /** Writes the chain row, then the head of the day that it names. A lost chain row is made again from the heads there are. */
  async function begin(first: string | undefined): Promise<void> {
    if (first) {
      const origin = { sequence: 0, hash: FIRST_HASH, previousSequence: 0, previousHash: FIRST_HASH };
      await table.insert(toHeadRow(partitionOf(chain, first), origin));
      return;
    }
    const found = [];
    const filter = `RowKey eq '${HEAD_KEY}' and PartitionKey ge '${partitionOf(chain, '')}' and PartitionKey lt '${partitionOf(chain, '~')}'`;
    for await (const head of table.rows(filter)) found.push(fromHeadRow(head).day);
    if (found.length === 0) await mayBegin?.();
    found.sort();
    await table.insert({
      partitionKey: CHAINS_PARTITION,
      rowKey: chain,
      first: found[0] ?? today,
      newest: found.at(-1),
    });
  }

  async function continueIn(day: string, { day: previousDay, sequence, hash }: Head): Promise<void> {
    const head = { sequence, hash, previousDay, previousSequence: sequence, previousHash: hash };
    await table.insert(toHeadRow(partitionOf(chain, day), head));
  }

  async function moveHint(day: string, row: ChainRow | undefined): Promise<void> {
    if (!row || (row.newest ?? '') >= day) return;
    await table.merge({ partitionKey: CHAINS_PARTITION, rowKey: chain, newest: day }, row.etag);
  }
}
