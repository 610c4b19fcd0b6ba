import { createAuditIndex } from '../../src/audit/audit-index';
import { indexBehind } from '../../src/audit/index-behind';
import { removeOldDays } from '../../src/audit/remove-old-days';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { type Azurite, startAzurite } from '../../local/azurite';
import { allOf } from '../kit/all-of';
import { auditRecord } from '../kit/audit-record';
import { freshTables } from '../kit/fresh-tables';
import { watchedTables } from '../kit/watched-tables';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const everything = { from: '2000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' };
const days = ['2026-10-01', '2026-10-02', '2026-10-05', '2026-11-10', '2026-11-20'];

/** Two entries on each day, the last one today. */
async function openLog() {
  const watched = watchedTables(freshTables(azurite.connectionString)());
  const index = createAuditIndex(watched);
  const behind = indexBehind(index, () => undefined);
  let time = new Date();
  const log = createTableAuditLog(watched, () => time, behind.written);
  for (const day of days) {
    time = new Date(`${day}T10:00:01Z`);
    for (const n of [1, 2]) {
      await log.append(auditRecord({ instance_id: `${day}-${n}`, timestamp: `${day}T10:00:00Z`, user: '@zoe' }));
    }
  }
  await behind.flush();
  const remove = () => removeOldDays(watched, log, 30, time);
  return { watched, table: watched.table('CountersignAudit'), index, behind, log, remove };
}

const ids = async (log: Awaited<ReturnType<typeof openLog>>['log']) =>
  (await allOf(log.list(everything))).map(({ instance_id }) => instance_id);

test('entries of days past the retention are removed, index rows too; the rest is one intact chain that says so', async () => {
  const { watched, log, index, behind, remove } = await openLog();
  expect(await remove()).toEqual(['2026-10-01', '2026-10-02', '2026-10-05']);
  await behind.flush();
  expect(await ids(log)).toEqual([
    ...['2026-11-10-1', '2026-11-10-2', '2026-11-20-1', '2026-11-20-2'],
    ...['retention-main', 'retention-main', 'retention-main'],
  ]);
  const told = (await allOf(log.list(everything))).find(({ step }) => step === '2026-10-02');
  expect(told).toMatchObject({
    kind: 'notice',
    user: 'countersign',
    details: { retention_days: 30, removed: { chain: 'main', day: '2026-10-02', first: 3, last: 4 } },
  });
  expect(await log.verify()).toEqual({ intact: true, chains: 1, entries: 7 });
  const left = await allOf(watched.table('CountersignAuditIndex').rows());
  expect(JSON.stringify(left)).not.toContain('2026-10-01T');
  expect(await index.story('2026-10-05-1')).toEqual([]);
  expect(await remove()).toEqual([]);
});

test('what was cut off in the middle is gone on with, whatever was cut', async () => {
  for (const calls of [1, 3, 6, 10, 20, 30]) {
    const { watched, log, remove } = await openLog();
    const { fault } = watched;
    let left = calls;
    watched.fault = async (call, make) => {
      if (call === 'get') return make();
      left -= 1;
      if (left < 0) throw new Error('killed');
      return make();
    };
    const cut = await remove().then(
      () => false,
      () => true,
    );
    watched.fault = fault;
    expect(await log.verify()).toMatchObject({ intact: true });
    await remove();
    expect(await log.verify()).toEqual({ intact: true, chains: 1, entries: 7 });
    expect(await ids(log)).toHaveLength(7);
    if (!cut) break;
  }
}, 60_000);

test('a removal that nobody recorded is found, and so is a day that only claims to be removed', async () => {
  const { table, log, remove } = await openLog();
  const head = { partitionKey: 'main_2026-11-10', rowKey: 'head' };
  const claim = async (removed: string) => {
    for await (const row of table.rows(`PartitionKey eq '${head.partitionKey}' and RowKey ne 'head'`)) {
      await table.remove(row.partitionKey, row.rowKey, '*');
    }
    await table.merge({ ...head, removed, emptied: true }, '*');
  };
  await remove();
  await claim('2026-11-20T10:00:00.000Z');
  expect(await log.verify()).toMatchObject({
    bad: { partition: head.partitionKey, problem: expect.stringContaining('no entry tells of their removal') },
  });
  await claim('2026-10-02T10:00:00.000Z');
  expect(await log.verify()).toMatchObject({ intact: false });
});

test('an entry put back into an emptied day is found', async () => {
  const { table, log, remove } = await openLog();
  const [, entry] = await allOf(table.rows("PartitionKey eq 'main_2026-10-02'"));
  await remove();
  await table.put({ partitionKey: 'main_2026-10-02', rowKey: entry?.rowKey ?? '', hash: 'x' });
  expect(await log.verify()).toMatchObject({ bad: { problem: 'a row stands in a day whose entries were removed' } });
});

test('a range of days is verified alone, and its links with the others', async () => {
  const { table, log } = await openLog();
  expect(await log.verify({ from: '2026-10-02', to: '2026-10-05' })).toEqual({ intact: true, chains: 1, entries: 4 });
  const [entry] = await allOf(table.rows("PartitionKey eq 'main_2026-10-05' and RowKey lt 'head'"));
  await table.remove('main_2026-10-05', entry?.rowKey ?? '', '*');
  expect(await log.verify({ from: '2026-11-10' })).toMatchObject({ intact: true, entries: 4 });
  expect(await log.verify({ to: '2026-10-05' })).toMatchObject({
    intact: false,
    bad: { partition: 'main_2026-10-05' },
  });
});
