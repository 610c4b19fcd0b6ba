import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isAnchored } from '../../src/audit/anchors/is-anchored';
import { fileSigner } from '../../src/audit/anchors/file-signer';
import { fileStore } from '../../src/audit/anchors/file-store';
import { writeAnchor } from '../../src/audit/anchors/write-anchor';
import { createAuditIndex } from '../../src/audit/audit-index';
import { chainFor } from '../../src/audit/chain-widths';
import { chainOf } from '../../src/audit/chain-rows';
import { indexBehind } from '../../src/audit/index-behind';
import { catchUp, reindex } from '../../src/audit/index-upkeep';
import { removeOldDays } from '../../src/audit/remove-old-days';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { memoryTables } from '../../local/kit/memory-tables';
import vectors from '../fixtures/audit/chains.json';
import { allOf } from '../kit/all-of';
import { auditRecord } from '../kit/audit-record';
import { answered, watchedTables } from '../kit/watched-tables';

const ever = { from: '2000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' };
const CHAINS = 'CountersignAudit';

/** A log of one chain that has been split into four for an hour. */
async function openLog() {
  const tables = memoryTables();
  const watched = watchedTables(tables);
  let time = new Date('2026-11-02T09:00:00Z');
  const now = () => time;
  const index = createAuditIndex(watched);
  const behind = indexBehind(index, () => undefined);
  const open = (wanted: number) => createTableAuditLog(watched, now, behind.written, undefined, wanted);
  const log = open(4);
  const record = (instance_id: string, over: object = {}) =>
    auditRecord({ instance_id, timestamp: now().toISOString(), ...over });
  const first = await log.append(record('first'));
  const at = (iso: string) => {
    time = new Date(iso);
  };
  at('2026-11-02T10:00:00Z');
  const write = (count: number, to = log) =>
    Promise.all(Array.from({ length: count }, (_, n) => to.append(record(`i${n}`))));
  return { tables, watched, log, open, record, write, at, now, index, behind, first };
}

test('an entry belongs to the chain that another implementation gives it', () => {
  for (const one of vectors.cases) expect([one, chainFor(auditRecord(one), vectors.widths)]).toEqual([one, one.chain]);
});

test('half an hour after it was told in the main chain, records are spread over the chains, a command always in one', async () => {
  const { log, write, record, at, first, open } = await openLog();
  expect(chainOf(first.id)).toBe('main');
  await write(40);
  await Promise.all(Array.from({ length: 40 }, (_, n) => log.append(record(`i${n}`, { step: 'vote' }))));
  const entries = await allOf(log.list(ever));
  expect(entries.filter(({ action }) => action === 'chains')).toMatchObject([
    { id: 'main-000000000001', kind: 'notice', details: { before: 1, chains: 4, from: '2026-11-02T09:30:00.000Z' } },
  ]);
  const chains = new Map<string, Set<string>>();
  for (const { id, instance_id } of entries)
    chains.set(instance_id, (chains.get(instance_id) ?? new Set()).add(chainOf(id)));
  expect([...chains.values()].every(({ size }) => size === 1)).toBe(true);
  expect(new Set(entries.map(({ id }) => chainOf(id)))).toEqual(new Set(['main', 'main2', 'main3', 'main4']));
  expect(await log.verify()).toEqual({ intact: true, chains: 4, entries: 82 });
  expect(await log.entries()).toBe(82);

  // A process with another setting, and a growth later, find what was written.
  for (const [wanted, time] of [
    [1, '2026-11-02T11:00:00Z'],
    [7, '2026-11-03T11:00:00Z'],
    [7, '2026-11-03T12:00:00Z'],
  ] as const) {
    at(time);
    const other = open(wanted);
    const again = auditRecord({ instance_id: 'i7', timestamp: '2026-11-02T10:00:00.000Z' });
    expect(await other.append(again)).toEqual(
      entries.find((one) => one.instance_id === 'i7' && one.step === again.step),
    );
  }
  expect(await log.verify()).toMatchObject({ intact: true, entries: 83 });
});

test('processes that start at once with several settings agree on the chains', async () => {
  const { open, at, record, tables } = await openLog();
  const logs = [open(9), open(9), open(2), open(9)];
  await Promise.all(logs.map((log, n) => log.append(record(`start${n}`))));
  at('2026-11-02T10:45:00Z');
  const twice = await Promise.all(
    logs.flatMap((log) => Array.from({ length: 30 }, (_, n) => log.append(record(`x${n}`)))),
  );
  expect(new Set(twice.map(({ hash }) => hash)).size).toBe(30);
  expect(new Set(twice.map(({ id }) => chainOf(id))).size).toBeGreaterThan(5);
  const row = await tables.table(CHAINS).get('chains', 'main');
  expect(JSON.parse(String(row?.['widths']))).toMatchObject([{ chains: 4 }, { chains: 9 }]);
  expect(await open(1).verify()).toMatchObject({ intact: true });
});

test('an export goes through all chains, each in its order, and goes on after what one has of each', async () => {
  const { log, write } = await openLog();
  await write(30);
  const all = await allOf(log.list(ever));
  const times = all.map(({ timestamp }) => timestamp);
  expect(times).toEqual([...times].sort());
  const last = new Map(all.slice(0, 12).map(({ id }) => [chainOf(id), id]));
  const rest = await allOf(log.list({ ...ever, after: [...last.values()].join(',') }));
  expect([...all.slice(0, 12), ...rest].map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
  await expect(allOf(log.list({ ...ever, after: 'main99-000000000001' }))).rejects.toThrow(RangeError);
});

test('the index finds and tells entries of all chains, again after a loss, and one command that lies in two of them', async () => {
  const { log, write, record, index, behind, tables, at } = await openLog();
  at('2026-11-02T09:10:00Z');
  await log.append(record('i3', { step: 'vote', kind: 'vote' }));
  at('2026-11-02T10:00:00Z');
  const entries = await write(30);
  await behind.flush();
  const newest = () =>
    index.find({
      ...{ from: new Date(0), to: new Date('2026-11-03') },
      without: [],
      words: [],
      visible: () => true,
      most: 99,
    });
  const before = (await newest()).entries;
  expect(before).toHaveLength(33);
  const story = await index.story('i3');
  expect(story.map(({ kind }) => kind)).toEqual(['vote', 'outcome']);
  expect(new Set(story.map(({ id }) => chainOf(id))).size).toBe(2);
  const other = entries.find(({ id }) => chainOf(id) === 'main3')!;
  expect(await index.entry(other.id)).toMatchObject({ instance_id: other.instance_id });
  for (const row of await allOf(tables.table('CountersignAuditIndex').rows()))
    await tables.table('CountersignAuditIndex').remove(row.partitionKey, row.rowKey, '*');
  expect(await catchUp(tables, index)).toBe(33);
  expect((await newest()).entries).toEqual(before);
  expect(await reindex(tables, index)).toEqual({ entries: 33, removed: 0 });
});

test('old days of every chain are removed, each recorded in its own', async () => {
  const { log, write, record, at, tables, now } = await openLog();
  await write(20);
  at('2026-12-20T10:00:00Z');
  for (let n = 0; n < 20; n++) await log.append(record(`later${n}`));
  expect(await removeOldDays(tables, log, 30, now())).toEqual(Array.from({ length: 4 }, () => '2026-11-02'));
  const told = (await allOf(log.list(ever))).filter(({ action }) => action === 'retention');
  expect(told.map(({ id, details }) => [chainOf(id), (details['removed'] as { chain: string }).chain]).sort()).toEqual(
    ['main', 'main2', 'main3', 'main4'].map((chain) => [chain, chain]),
  );
  expect(await log.verify()).toMatchObject({ intact: true, chains: 4, entries: 24 });
});

test('anchors tell the end of every chain, and a chain that one tells of is not begun anew', async () => {
  const { log, write, tables, record, now } = await openLog();
  await write(20);
  const folder = mkdtempSync(join(tmpdir(), 'anchors-'));
  const store = fileStore(pathToFileURL(folder));
  expect(await isAnchored('main', store)).toBe(false);
  await writeAnchor(tables.table(CHAINS), store, fileSigner(pathToFileURL(join(folder, 'key.pem'))), new Date());
  expect(await isAnchored('main3', store)).toBe(true);
  expect(await isAnchored('main5', store)).toBe(false);
  for (const row of await allOf(tables.table(CHAINS).rows()))
    if (row.partitionKey.startsWith('main3_') || row.rowKey === 'main3')
      await tables.table(CHAINS).remove(row.partitionKey, row.rowKey, '*');
  const mayBegin = async (chain: string) => {
    if (await isAnchored(chain, store)) throw new Error(`no ${chain}`);
  };
  const anew = createTableAuditLog(tables, now, () => undefined, mayBegin);
  const tried = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => anew.append(record(`after${n}`))));
  const refused = tried.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(20);
  await expect(log.entries()).rejects.toThrow('is gone while');
});

test.each([
  ['a chain that the log was not split into', { rowKey: 'main5', newest: undefined }, 'none of those'],
  [
    'a number that no entry tells of',
    { widths: '[{"chains":5,"from":"2026-11-02T09:30:00.000Z","entry":"main-000000000001"}]' },
    'no entry tells',
  ],
  ['numbers that are none', { widths: '[{"chains":"x"}]' }, 'are none'],
  ['numbers that are not JSON', { widths: '[' }, 'are none'],
  ['fewer chains than there are', { widths: '[]' }, 'none of those'],
])('verification finds %s', async (_, over, problem) => {
  const { log, write, tables } = await openLog();
  await write(20);
  const table = tables.table(CHAINS);
  const row = await table.get('chains', 'main');
  await table.put({ ...row!, ...over });
  expect(await log.verify()).toMatchObject({ intact: false, bad: { problem: expect.stringContaining(problem) } });
});

test('a process that has not seen the number of chains for ten minutes refuses to record', async () => {
  const { log, record, at, watched, write } = await openLog();
  await write(1);
  watched.fault = async (call, make, [partition]) => {
    if (call === 'get' && partition === 'chains') throw answered(403);
    return make();
  };
  at('2026-11-02T10:08:00Z');
  await log.append(record('soon'));
  at('2026-11-02T10:30:00Z');
  await expect(log.append(record('late'))).rejects.toThrow('403');
  watched.fault = (_, make) => make();
  await log.append(record('late'));
  expect(await log.verify()).toMatchObject({ intact: true });
});

test('a number that was taken back while it was in use stops the recording', async () => {
  const { log, record, at, tables, write } = await openLog();
  await write(8);
  await tables.table(CHAINS).merge({ partitionKey: 'chains', rowKey: 'main', widths: '[]' }, '*');
  at('2026-11-02T11:00:00Z');
  await expect(log.append(record('late'))).rejects.toThrow('not what it was');
});
