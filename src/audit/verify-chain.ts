import { type Table } from '../state/table';
import { type AuditVerification } from './audit-log';
import { BrokenChain } from './broken-chain';
import { createChainDays } from './chain-days';
import { CHAINS_PARTITION, entryKey, fromChainRow, type Head, partitionOf } from './chain-rows';
import { createDayCheck } from './verify-day';
import { verifyLinks } from './verify-links';

interface Day {
  chain: string;
  head: Head;
}

/**
 * Reads every row once and checks each chain from its first entry to its last head, also while others write: the heads are
 * read first, and of what is written after that it is only checked that the head, as it is then, knows it.
 */
export async function verifyChains(table: Table): Promise<AuditVerification> {
  let entries = 0;
  try {
    const chains = await linkedChains(table);
    const days = new Map(chains.flat().map((day) => [partitionOf(day.chain, day.head.day), day]));
    for await (const checked of checkedDays(table, days)) entries += checked;
    return { intact: true, chains: chains.length, entries };
  } catch (error) {
    if (!(error instanceof BrokenChain)) throw error;
    const { chain, partition, row, problem } = error;
    return { intact: false, entries, bad: { chain, partition, row, problem } };
  }
}

async function linkedChains(table: Table): Promise<Day[][]> {
  const chains: Day[][] = [];
  for await (const row of table.rows(`PartitionKey eq '${CHAINS_PARTITION}'`)) {
    const heads = await verifyLinks(table, row.rowKey, fromChainRow(row));
    chains.push(heads.map((head) => ({ chain: row.rowKey, head })));
  }
  return chains;
}

/** Goes through the whole table, by partition and row key; gives the number of entries of each day that is right. */
async function* checkedDays(table: Table, days: Map<string, Day>): AsyncGenerator<number> {
  const unseen = new Map(days);
  const strays = new Map<string, string>();
  let partition = '';
  let check: ReturnType<typeof createDayCheck> | undefined;

  for await (const row of table.rows()) {
    if (row.partitionKey === CHAINS_PARTITION) continue;
    if (row.partitionKey !== partition) {
      yield await finish();
      partition = row.partitionKey;
      const day = days.get(partition);
      check = day && createDayCheck(day.chain, day.head);
      unseen.delete(partition);
      if (!day) strays.set(partition, row.rowKey);
    }
    check?.row(row);
  }
  yield await finish();

  for (const [missing, { chain }] of unseen)
    throw new BrokenChain(chain, missing, 'head', 'the head of the day is missing');
  for (const [stray, row] of strays) await checkStray(table, stray, row);

  async function finish(): Promise<number> {
    const day = days.get(partition);
    if (!day || !check) return 0;
    const { entries, beyond } = check.end();
    if (beyond !== undefined) await checkBeyond(table, day, beyond);
    return entries;
  }
}

/** Rows above a head are right when they were written since it was read. */
async function checkBeyond(table: Table, { chain, head }: Day, beyond: number): Promise<void> {
  const now = await createChainDays(table, chain).head(head.day);
  if (now && now.sequence >= beyond) return;
  throw new BrokenChain(
    chain,
    partitionOf(chain, head.day),
    entryKey(beyond),
    'the row lies beyond the head of the day',
  );
}

/** A day that no head led to is right when it was opened since the heads were read. */
async function checkStray(table: Table, partition: string, row: string): Promise<void> {
  const chain = partition.split('_')[0] ?? '';
  const chainRow = await createChainDays(table, chain).chainRow();
  const heads = chainRow ? await verifyLinks(table, chain, chainRow) : [];
  if (heads.some(({ day }) => partitionOf(chain, day) === partition)) return;
  throw new BrokenChain(chain, partition, row, 'the row belongs to no day of the chain');
}
