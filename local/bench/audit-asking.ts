import { performance } from 'node:perf_hooks';
import { createAuditIndex } from '../../src/audit/audit-index';
import { INDEX_TABLE, indexRows, PARTITIONS } from '../../src/audit/index-rows';
import { MAIN_CHAIN } from '../../src/audit/chain-names';
import { toEntry } from '../../src/audit/chain-rows';
import { FIRST_HASH } from '../../src/audit/record-hash';
import { type Change, type Table } from '../../src/state/table';
import { type Tables } from '../../src/state/tables';
import { auditRecord, prefixed } from './audit-record';
import { type Figure } from './figures';
import { median } from './ratio';

const ROUNDS = 15;
/** Rows of one transaction, and transactions at a time. */
const TOGETHER = 100;
const AT_A_TIME = 4;

/** A page and a search of so many entries against the bare query of the same rows. */
export async function asking(given: Tables, sizes: number[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) {
    const tables = prefixed(given, `Asked${size}`);
    const table = tables.table(INDEX_TABLE);
    await fill(table, size);
    const index = createAuditIndex(tables);
    const to = new Date(Date.now() + 60_000);
    const query = { from: new Date(0), to, without: [], words: [], visible: () => true, most: 50 };
    const within = `PartitionKey eq 'year:${new Date().getUTCFullYear()}'`;
    const [all, user] = ['all:', 'user:~40person7:'];
    const page = () => index.find({ ...query, from: new Date(Date.now() - 86_400_000) });
    const search = () => index.find({ ...query, user: '@person7', result: 'failure' });
    const rows = (filter: string) => take(table, filter, 50);
    for (const [what, ours, theirs] of [
      ['the newest 50', page, () => rows(`${within} and RowKey ge '${all}' and RowKey lt '${all}~'`)],
      [
        'failures of one person',
        search,
        () => rows(`${within} and RowKey ge '${user}' and RowKey lt '${user}~' and result eq 'failure'`),
      ],
    ] as const) {
      const times = await alternately(ours, theirs);
      figures.push({
        what: `${what} of ${size} entries`,
        value: `${median(times.ours).toFixed(1)} ms`,
        ratio: `bare query ${median(times.theirs).toFixed(1)} ms`,
        goal: { value: median(times.ours.map((ms, at) => ms / (times.theirs[at] ?? NaN))), most: 1.3 },
      });
    }
  }
  return figures;
}

/** Those rows of the index that are asked here, many transactions beside each other: of 100,000 entries within a minute. */
async function fill(table: Table, size: number): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  await table.put({ partitionKey: PARTITIONS, rowKey: `year:${day.slice(0, 4)}` });
  let [previous, sequence] = [FIRST_HASH, 0];
  const lane = async () => {
    while (sequence < size) {
      const changes: Change[] = [];
      while (sequence < size && changes.length < TOGETHER) {
        const entry = toEntry(MAIN_CHAIN, ++sequence, previous, auditRecord(sequence));
        previous = entry.hash;
        const asked = indexRows(entry, day).filter(({ rowKey }) => /^(?:all|user):/.test(rowKey));
        changes.push(...asked.map((row): Change => ['put', row]));
      }
      await table.transact(changes, 60_000);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
}

async function take(table: Table, filter: string, most: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const row of table.rows(filter, most * 2)) if (found.push(row) === most) break;
  return found;
}

async function alternately(ours: () => Promise<unknown>, theirs: () => Promise<unknown>) {
  const times = { ours: [] as number[], theirs: [] as number[] };
  await ours();
  await theirs();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of [['theirs', theirs] as const, ['ours', ours] as const]) {
      const began = performance.now();
      await run();
      times[name].push(performance.now() - began);
    }
  }
  return times;
}
