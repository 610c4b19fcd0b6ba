import { performance } from 'node:perf_hooks';
import { createAuditIndex } from '../../src/audit/audit-index';
import { toJsonl } from '../../src/audit/export';
import { indexBehind } from '../../src/audit/index-behind';
import { reindex } from '../../src/audit/index-upkeep';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { type AuditRecord } from '../../src/model/audit-entry';
import { type Table } from '../../src/state/table';
import { createTables, type Tables } from '../../src/state/tables';
import { startAzurite } from '../azurite';
import { memoryTables } from '../kit/memory-tables';
import { mutateChain } from '../kit/mutate-chain';
import { type Figure } from './figures';
import { median } from './ratio';

const ROUNDS = 5;
const EVER = { from: '2000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' };
const MUTATIONS = 10_000;

/**
 * The audit log: appending against the bare insert, a page and a search against the bare query, both on Azurite in the same run;
 * verification, export and tampering on tables in memory, so that it is our code that is measured.
 */
export async function audit(): Promise<Figure[]> {
  const azurite = await startAzurite();
  try {
    return [
      ...(await appending(createTables(azurite.connectionString))),
      ...(await asking(createTables(azurite.connectionString), [1_000, 10_000])),
      ...(await verifying(50_000)),
      await tampering(),
    ];
  } finally {
    await azurite.close();
  }
}

function record(n: number, now = new Date()): AuditRecord {
  return {
    instance_id: `instance-${n}`,
    step: 'outcome',
    kind: 'outcome',
    timestamp: now.toISOString(),
    user: `@person${n % 20}`,
    command: `/deploy order-service v2.4.${n} production`,
    approved_by: '@bob',
    result: n % 7 ? 'success' : 'failure',
    duration_seconds: 42,
    channel: '#deployments',
    platform: 'slack',
    conversation: 'slack/T0DEMO/C0DEPLOY',
    action: 'deploy',
    service: `service-${n % 5}`,
    environment: n % 3 ? 'staging' : 'production',
    approvals: [],
    reason_code: n % 7 ? 'completed' : 'run_failed',
    details: { run: `https://github.example/runs/${n}`, message: 'Deploy complete. Health check passed.' },
  };
}

async function appending(tables: Tables): Promise<Figure[]> {
  const bare = tables.table('BenchBare');
  const index = createAuditIndex(tables);
  const behind = indexBehind(index, () => undefined);
  const log = createTableAuditLog(tables, () => new Date(), behind.written);
  let n = 0;
  const append = () => log.append(record(n++));
  const insert = () =>
    bare.insert({ partitionKey: 'p', rowKey: `r${n++}`, record0: JSON.stringify(record(n)), hash: 'x' });
  await append();
  await insert();
  const figures: Figure[] = [];
  for (const [lanes, share] of [
    [1, 0.6],
    [10, 0.7],
    [50, 0.7],
  ] as const) {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await perSecond(insert, lanes, 300));
      ours.push(await perSecond(append, lanes, 300));
      await behind.flush();
    }
    const ratios = ours.map((rate, at) => (theirs[at] ?? NaN) / rate);
    figures.push({
      what: `entries appended, ${lanes} at a time`,
      value: `${median(ours).toFixed(0)}/s`,
      ratio: `bare insert ${median(theirs).toFixed(0)}/s, index rows follow behind`,
      goal: { value: median(ratios), most: 1 / share },
    });
  }
  return figures;
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

async function asking(given: Tables, sizes: number[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) {
    const tables: Tables = { table: (name) => given.table(`Asked${size}${name}`) };
    const log = createTableAuditLog(tables);
    const index = createAuditIndex(tables);
    await Promise.all(Array.from({ length: size }, (_, n) => n).map((n) => inTurn(n, () => log.append(record(n)))));
    await reindex(tables, index);
    const to = new Date(Date.now() + 60_000);
    const query = { from: new Date(0), to, without: [], words: [], visible: () => true, most: 50 };
    const table = tables.table('CountersignAuditIndex');
    const within = `PartitionKey eq 'year:${new Date().getUTCFullYear()}'`;
    const [all, user] = ['all:', 'user:~40person7:'];
    const page = () => index.find({ ...query, from: new Date(Date.now() - 86_400_000) });
    const search = () => index.find({ ...query, user: '@person7', result: 'failure' });
    const rows = (filter: string, most: number) => take(table, filter, most);
    for (const [what, ours, theirs] of [
      ['the newest 50', page, () => rows(`${within} and RowKey ge '${all}' and RowKey lt '${all}~'`, 50)],
      [
        'failures of one person',
        search,
        () => rows(`${within} and RowKey ge '${user}' and RowKey lt '${user}~' and result eq 'failure'`, 50),
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

/** Not all at once: a record has ten seconds. */
let running = Promise.resolve<unknown>(undefined);
function inTurn<T>(n: number, run: () => Promise<T>): Promise<T> {
  if (n % 200 === 0) running = running.then(() => new Promise((resolve) => setImmediate(resolve)));
  const mine = running.then(run);
  if (n % 200 === 199) running = mine;
  return mine;
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
  for (let round = 0; round < ROUNDS * 3; round++) {
    for (const [name, run] of [['theirs', theirs] as const, ['ours', ours] as const]) {
      const began = performance.now();
      await run();
      times[name].push(performance.now() - began);
    }
  }
  return times;
}

async function verifying(entries: number): Promise<Figure[]> {
  const tables = memoryTables();
  const log = createTableAuditLog(tables);
  for (let n = 0; n < entries; n += 245) {
    await Promise.all(Array.from({ length: Math.min(245, entries - n) }, (_, m) => log.append(record(n + m))));
  }
  const rows = 2 * entries + 2;
  const before = process.cpuUsage();
  const found = await log.verify();
  const { user, system } = process.cpuUsage(before);
  if (!found.intact) throw new Error('The chain of the bench is broken.');
  const seconds = (user + system) / 1e6;
  return [
    {
      what: `verification of ${rows} rows in memory`,
      value: `${(rows / seconds).toFixed(0)} rows/s of CPU`,
      ratio: `10^6 rows in ${((1e6 / rows) * seconds).toFixed(0)} s of CPU, without reading them from Azure`,
      goal: { value: ((1e6 / rows) * seconds) / 60, most: 1 },
    },
    await exporting(log, entries),
  ];
}

/** What an export holds beyond what was there: the most of the heap after each collection that Node makes by itself. */
async function exporting(log: ReturnType<typeof createTableAuditLog>, entries: number): Promise<Figure> {
  const held: number[] = [];
  let count = 0;
  let bytes = 0;
  const start = process.memoryUsage().heapUsed;
  for await (const chunk of toJsonl(log.list(EVER))) {
    bytes += chunk.length;
    if (++count % 1_000 === 0) held.push(process.memoryUsage().heapUsed - start);
  }
  const half = held.length / 2;
  const [first, second] = [Math.max(...held.slice(0, half)), Math.max(...held.slice(half))];
  return {
    what: `export of ${entries} entries, ${(bytes / 1e6).toFixed(0)} MB`,
    value: `${(second / 1e6).toFixed(0)} MB of heap at most in its second half`,
    ratio: `${(first / 1e6).toFixed(0)} MB in its first half`,
  };
}

async function tampering(): Promise<Figure> {
  const tables = memoryTables();
  let time = new Date('2026-11-01T10:00:00Z');
  const log = createTableAuditLog(tables, () => time);
  for (const day of [1, 2, 3]) {
    time = new Date(`2026-11-0${day}T10:00:00Z`);
    for (let n = 0; n < 10; n++) await log.append(record(day * 100 + n, time));
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
