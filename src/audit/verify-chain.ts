import { type AuditEntry } from '../model/audit-entry';
import { type Row, type Table } from '../state/table';
import { type Expected } from './anchors/check-anchors';
import { type AuditVerification, type VerifyOptions } from './audit-log';
import { BrokenChain } from './broken-chain';
import { createChainDays } from './chain-days';
import { CHAINS_PARTITION, entryKey, fromChainRow, type Head, HEAD_KEY, partitionOf } from './chain-rows';
import { createRemovalCheck } from './removals';
import { createDayCheck } from './verify-day';
import { verifyLinks } from './verify-links';
import { createWidthCheck } from './verify-widths';

interface Day {
  chain: string;
  head: Head;
}

type Bad = Extract<AuditVerification, { intact: false }>['bad'];

interface Chain {
  chain: string;
  widths?: string;
  heads: Head[];
}

/**
 * Reads every row once and checks each chain from its first entry to its last head, also while others write: the heads are
 * read first, and of what is written after that it is only checked that the head, as it is then, knows it. With a range of days
 * only their rows are read; how all days hang together is checked all the same.
 */
export async function verifyChains(table: Table, options: VerifyOptions = {}): Promise<AuditVerification> {
  for (let again = 0; ; again++) {
    const found = await verifyOnce(table, options);
    if (found.intact || again === MOST_AGAIN || !(await isBeingRemoved(table, found.bad))) return found;
  }
}

/** Entries that retention removes while they are read are no break: then it is read again. */
const MOST_AGAIN = 3;

async function isBeingRemoved(table: Table, { chain, partition, row }: Bad): Promise<boolean> {
  if (!partition.startsWith(`${chain}_`) || row === HEAD_KEY) return false;
  const head = await createChainDays(table, chain).head(partition.slice(chain.length + 1));
  return head?.removed !== undefined && !head.emptied;
}

async function verifyOnce(table: Table, { expected, from, to }: VerifyOptions): Promise<AuditVerification> {
  let entries = 0;
  try {
    const chains = await linkedChains(table);
    checkEnds(chains, expected);
    const all = chains.flatMap(({ chain, heads }) => heads.map((head): Day => ({ chain, head })));
    const days = all.filter(({ head: { day } }) => (!from || day >= from) && (!to || day <= to));
    const removals = createRemovalCheck();
    const widths = createWidthCheck(chains);
    const known = new Map(days.map((day) => [partitionOf(day.chain, day.head.day), day]));
    const whole = !from && !to;
    const rows = whole ? table.rows() : rowsOf(table, days);
    const seen = (entry: AuditEntry) => {
      removals.seen(entry);
      widths.seen(entry);
    };
    const check = ({ chain, head }: Day) => createDayCheck(chain, head, expected, seen);
    for await (const checked of checkedDays(table, rows, known, check)) entries += checked;
    if (whole) for (const { chain, heads } of chains) removals.end(chain, heads);
    if (whole) widths.end();
    return { intact: true, chains: chains.length, entries };
  } catch (error) {
    if (!(error instanceof BrokenChain)) throw error;
    const { chain, partition, row, problem } = error;
    return { intact: false, entries, bad: { chain, partition, row, problem } };
  }
}

async function linkedChains(table: Table): Promise<Chain[]> {
  const chains: Chain[] = [];
  for await (const row of table.rows(`PartitionKey eq '${CHAINS_PARTITION}'`)) {
    const chainRow = fromChainRow(row);
    const heads = await verifyLinks(table, row.rowKey, chainRow);
    chains.push({ chain: row.rowKey, widths: chainRow.widths, heads });
  }
  return chains;
}

/** A chain that ends before an anchor was cut off. */
function checkEnds(chains: Chain[], expected: Expected = new Map()): void {
  for (const [chain, entries] of expected) {
    const last = chains.find((known) => known.chain === chain)?.heads.at(-1);
    const sequence = Math.max(...entries.keys());
    if (last && last.sequence >= sequence) continue;
    const anchor = entries.get(sequence)?.anchor ?? '';
    const end = last ? `ends at entry ${last.sequence}` : 'is gone';
    throw new BrokenChain(
      chain,
      last ? partitionOf(chain, last.day) : CHAINS_PARTITION,
      entryKey(sequence),
      `the chain ${end}, but had entry ${sequence} when it was anchored (${anchor}): its end was cut off`,
    );
  }
}

async function* rowsOf(table: Table, days: Day[]): AsyncGenerator<Row> {
  for (const { chain, head } of days) yield* table.rows(`PartitionKey eq '${partitionOf(chain, head.day)}'`);
}

/** Goes through rows by partition and row key; gives the number of entries of each day that is right. */
async function* checkedDays(
  table: Table,
  rows: AsyncIterable<Row>,
  days: Map<string, Day>,
  begin: (day: Day) => ReturnType<typeof createDayCheck>,
): AsyncGenerator<number> {
  const unseen = new Map(days);
  const strays = new Map<string, string>();
  let partition = '';
  let check: ReturnType<typeof createDayCheck> | undefined;

  for await (const row of rows) {
    if (row.partitionKey === CHAINS_PARTITION) continue;
    if (row.partitionKey !== partition) {
      yield await finish();
      partition = row.partitionKey;
      const day = days.get(partition);
      check = day && begin(day);
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
