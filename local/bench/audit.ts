import { performance } from 'node:perf_hooks';
import { createAuditIndex } from '../../src/audit/audit-index';
import { indexBehind } from '../../src/audit/index-behind';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { type Change } from '../../src/state/table';
import { createTables, type Tables } from '../../src/state/tables';
import { startAzurite } from '../azurite';
import { memoryTables } from '../kit/memory-tables';
import { mutateChain } from '../kit/mutate-chain';
import { asking } from './audit-asking';
import { auditRecord, prefixed } from './audit-record';
import { type Figure } from './figures';
import { median } from './ratio';
import { startWriters } from './writer-processes';

const ROUNDS = 5;
const MUTATIONS = 10_000;
/** How many at a time, and the share of the bare insert that is to be reached. */
const LANES = [
  [1, 0.6],
  [10, 0.7],
  [50, 0.7],
] as const;

/**
 * The audit log: appending against the bare insert, a page and a search against the bare query, both on Azurite in the same run;
 * verification and tampering on tables in memory, so that it is our code that is measured. What takes minutes is in audit-large.ts.
 */
export async function audit(): Promise<Figure[]> {
  const azurite = await startAzurite();
  try {
    return [
      ...(await appending(createTables(azurite.connectionString))),
      ...(await inProcesses(azurite.connectionString)),
      await together(createTables(azurite.connectionString)),
      ...(await asking(createTables(azurite.connectionString), [1_000, 10_000])),
      await verifying(50_000),
      await tampering(),
    ];
  } finally {
    await azurite.close();
  }
}

/**
 * Ours with the index behind it, as it is used, and without; beside a bare insert, and a bare transaction of the three rows that an entry is
 * (its own, its id's, the head). Each round has tables of its own, and what is left of its index is written before the next one begins.
 */
async function appending(tables: Tables): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [lanes, share] of LANES) {
    const rates = { ours: [] as number[], alone: [] as number[], insert: [] as number[], three: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      const own = prefixed(tables, `L${lanes}R${round}`);
      const bare = own.table('BenchBare');
      const behind = indexBehind(createAuditIndex(own), () => undefined);
      const log = createTableAuditLog(own, () => new Date(), behind.written);
      const alone = createTableAuditLog(prefixed(own, 'Alone'));
      let n = 0;
      const row = (key: string) => ({
        partitionKey: 'p',
        rowKey: `${key}${n++}`,
        record0: JSON.stringify(auditRecord(n)),
        hash: 'x',
      });
      const ways = {
        insert: () => bare.insert(row('r')),
        three: () => {
          const rows = [row('head'), row('entry'), { ...row('id'), record0: '' }];
          return bare.transact(
            rows.map((one): Change => ['insert', one]),
            8_000,
          );
        },
        alone: () => alone.append(auditRecord(n++)),
        ours: () => log.append(auditRecord(n++)),
      };
      for (const way of ['insert', 'three', 'alone', 'ours'] as const) {
        await ways[way]();
        rates[way].push(await perSecond(ways[way], lanes, 300));
      }
      await behind.flush();
    }
    const of = (part: number[]) => median(part.map((rate, at) => rate / (rates.insert[at] ?? NaN)));
    figures.push({
      what: `entries appended, ${lanes} at a time`,
      value: `${median(rates.ours).toFixed(0)}/s`,
      ratio: `${of(rates.ours).toFixed(2)} of bare insert (${median(rates.insert).toFixed(0)}/s); without the index behind ${of(rates.alone).toFixed(2)}; bare transaction of the three rows ${of(rates.three).toFixed(2)}`,
      goal: { value: 1 / of(rates.ours), most: Number((1 / share).toFixed(2)) },
    });
  }
  return figures;
}

/** Two processes that write one chain, the index behind each, against two that insert rows: each loses the head to the other now and then. */
async function inProcesses(connectionString: string): Promise<Figure[]> {
  const writers = await startWriters(2, connectionString);
  const figures: Figure[] = [];
  try {
    for (const [lanes, share] of LANES) {
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let round = 0; round < ROUNDS; round++) {
        const one = { prefix: `P${lanes}R${round}`, lanes, writers: 1 };
        await writers.write({ ...one, what: 'entries', times: 1 });
        await writers.write({ ...one, what: 'rows', times: 1 });
        theirs.push(await writers.write({ ...one, what: 'rows', times: 200 }));
        ours.push(await writers.write({ ...one, what: 'entries', times: 200 }));
      }
      figures.push({
        what: `entries appended by two processes to one chain, ${lanes} at a time each`,
        value: `${median(ours).toFixed(0)}/s`,
        ratio: `bare inserts by two processes ${median(theirs).toFixed(0)}/s`,
        goal: {
          value: median(ours.map((rate, at) => (theirs[at] ?? NaN) / rate)),
          most: Number((1 / share).toFixed(2)),
        },
      });
    }
    return figures;
  } finally {
    writers.close();
  }
}

/** Eight writers of one log, each with a head of its own as if it were a process: what they lose to each other, on one chain and on four. */
async function together(tables: Tables): Promise<Figure> {
  const rates: number[][] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, chains] of [1, 4].entries()) {
      const own = prefixed(tables, `C${chains}R${round}`);
      const earlier = new Date(Date.now() - 45 * 60_000);
      if (chains > 1) {
        const first = createTableAuditLog(own, () => earlier, undefined, undefined, chains);
        await first.append(auditRecord(0, earlier));
      }
      const logs = Array.from({ length: 8 }, () => createTableAuditLog(own));
      let n = 1;
      await Promise.all(logs.map((log) => log.append(auditRecord(n++))));
      rates[at]?.push(await perSecond(() => logs[n % logs.length]!.append(auditRecord(n++)), logs.length, 200));
    }
  }
  const [one = [], four = []] = rates;
  return {
    what: 'entries appended by 8 writers, each its own head, on 4 chains',
    value: `${median(four).toFixed(0)}/s`,
    ratio: `on 1 chain ${median(one).toFixed(0)}/s`,
  };
}

async function perSecond(run: () => Promise<unknown>, lanes: number, times: number): Promise<number> {
  const began = performance.now();
  let left = times;
  const lane = async () => {
    while (left-- > 0) await run();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return (times / (performance.now() - began)) * 1_000;
}

async function verifying(entries: number): Promise<Figure> {
  const tables = memoryTables();
  const log = createTableAuditLog(tables);
  for (let n = 0; n < entries; n += 245) {
    await Promise.all(Array.from({ length: Math.min(245, entries - n) }, (_, m) => log.append(auditRecord(n + m))));
  }
  const rows = 2 * entries + 2;
  const before = process.cpuUsage();
  const found = await log.verify();
  const { user, system } = process.cpuUsage(before);
  if (!found.intact) throw new Error('The chain of the bench is broken.');
  const seconds = (user + system) / 1e6;
  return {
    what: `verification of ${rows} rows in memory`,
    value: `${(rows / seconds).toFixed(0)} rows/s of CPU`,
    ratio: `10^6 rows in ${((1e6 / rows) * seconds).toFixed(0)} s of CPU, without reading them from Azure`,
    goal: { value: ((1e6 / rows) * seconds) / 60, most: 1 },
  };
}

async function tampering(): Promise<Figure> {
  const tables = memoryTables();
  let time = new Date('2026-11-01T10:00:00Z');
  const log = createTableAuditLog(tables, () => time);
  for (const day of [1, 2, 3]) {
    time = new Date(`2026-11-0${day}T10:00:00Z`);
    for (let n = 0; n < 10; n++) await log.append(auditRecord(day * 100 + n, time));
  }
  const rows = tables.rowsOf('CountersignAudit');
  let missed = 0;
  for (let n = 0; n < MUTATIONS; n++) {
    const { what, undo } = mutateChain(rows, (below) => Math.floor(Math.random() * below));
    const { intact } = await log.verify();
    undo();
    if (intact) console.log(`not found: ${what}`);
    if (intact) missed += 1;
  }
  return {
    what: 'single mutations of a chain',
    value: `${MUTATIONS - missed} of ${MUTATIONS} found`,
    ratio: '',
    goal: { value: missed, most: 0 },
  };
}
