import { setTimeout as sleep } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { AuditUnavailableError } from '../../src/audit/audit-log';
import { createAuditIndex } from '../../src/audit/audit-index';
import { exportFormats } from '../../src/audit/export';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { createTables } from '../../src/state/tables';
import { type Azurite, startAzurite } from '../../local/azurite';
import { memoryTables } from '../../local/kit/memory-tables';
import { startBrokenProxy } from '../e2e/broken-proxy';
import { allOf } from '../kit/all-of';
import { auditRecord } from '../kit/audit-record';
import { freshTables } from '../kit/fresh-tables';
import { watchedTables } from '../kit/watched-tables';

/** Faults by name, where they can be had over real HTTP; those of single answers are in appender.test.ts. */
let azurite: Azurite;
let proxy: Awaited<ReturnType<typeof startBrokenProxy>>;
beforeAll(async () => {
  azurite = await startAzurite();
  proxy = await startBrokenProxy(new URL(endpoint()).origin);
});
afterEach(() => proxy.refuse());
afterAll(async () => {
  await proxy.close();
  await azurite.close();
});

const ever = { from: '2000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' };
const noon = () => new Date('2026-11-02T12:00:00Z');
const record = (instance_id: string, over: object = {}) =>
  auditRecord({ instance_id, timestamp: '2026-11-02T12:00:00.000Z', ...over });

function endpoint(): string {
  return /TableEndpoint=([^;]+)/.exec(azurite.connectionString)?.[1] ?? '';
}

/** The storage as it is reached through the proxy. */
function through(): string {
  const { origin } = new URL(endpoint());
  return azurite.connectionString.replace(origin, proxy.url);
}

test('throttled with 503 and Retry-After, a record is stored once the time is over, and once only', async () => {
  const log = createTableAuditLog(freshTables(through())(), noon);
  await log.append(record('before'));
  proxy.refuse({ matching: /^POST [^\n]*\$batch/, status: 503, headers: { 'retry-after': '1' }, times: 2 });
  const begun = performance.now();
  await Promise.all(['a', 'b', 'c'].map((name) => log.append(record(name))));
  expect(performance.now() - begun).toBeGreaterThan(1_000);
  expect((await allOf(log.list(ever))).map(({ instance_id }) => instance_id).sort()).toEqual(['a', 'b', 'before', 'c']);
  expect(await log.verify()).toMatchObject({ intact: true, entries: 4 });
}, 30_000);

test('fifty writers of one chain that all begin at once each get their records in', async () => {
  const tables = watchedTables(memoryTables());
  let lost = 0;
  tables.fault = async (call, make) => {
    await sleep(Math.random() * 5);
    return make().catch((error: unknown) => {
      if (call === 'transact') lost += 1;
      throw error;
    });
  };
  const writers = Array.from({ length: 50 }, () => createTableAuditLog(tables, noon));
  const appended = await Promise.all(
    writers.flatMap((log, w) =>
      ['mine', 'ours'].map((name) => log.append(record(name === 'ours' ? name : `${name}-${w}`))),
    ),
  );
  expect(lost).toBeGreaterThan(50);
  expect(new Set(appended.map(({ hash }) => hash)).size).toBe(51);
  expect(await writers[0]?.verify()).toEqual({ intact: true, chains: 1, entries: 51 });
}, 60_000);

test('of a transaction that fails in one of its records nothing is there, and the others are written without it', async () => {
  const tables = freshTables(azurite.connectionString);
  const [one, other] = [createTableAuditLog(tables(), noon), createTableAuditLog(tables(), noon)];
  await one.append(record('first'));
  const b = await one.append(record('b'));
  const watched = watchedTables(tables());
  const batches: number[] = [];
  watched.fault = async (call, make, [changes]) => {
    if (call === 'transact') batches.push((changes as unknown[]).length);
    return make();
  };
  const late = createTableAuditLog(watched, noon);
  const entries = await Promise.all(['0', 'a', 'b', 'c'].map((name) => late.append(record(name))));
  // The head, and two rows for each of a, b and c: refused as a whole because b is there, then without it.
  expect(batches).toEqual([3, 7, 5]);
  expect(entries[2]).toEqual(b);
  expect((await allOf(other.list(ever))).map(({ instance_id }) => instance_id)).toEqual(['first', 'b', '0', 'a', 'c']);
  expect(await other.verify()).toMatchObject({ intact: true, entries: 5 });
});

test('an entry over 64 KiB goes over several properties, one over a row loses its details to their hash, one over that is refused', async () => {
  const tables = freshTables(azurite.connectionString)();
  const log = createTableAuditLog(tables, noon);
  const wide = await log.append(record('wide', { details: { text: 'ä☃💥'.repeat(20_000) } }));
  expect(wide.details).toEqual({ text: 'ä☃💥'.repeat(20_000) });
  const huge = await log.append(record('huge', { details: { text: 'x'.repeat(1_100_000) } }));
  expect(huge.details).toMatchObject({
    cut: true,
    characters: 1_100_011,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  await expect(log.append(record('too much', { command: 'x'.repeat(1_100_000) }))).rejects.toThrow(
    AuditUnavailableError,
  );
  expect(await allOf(log.list(ever))).toEqual([wide, huge]);
  const rows = await allOf(tables.table('CountersignAudit').rows());
  expect(Math.max(...rows.flatMap((row) => Object.values(row).map((value) => String(value).length)))).toBeLessThan(
    32_768,
  );
  expect(await log.verify()).toMatchObject({ intact: true, entries: 2 });
});

test('a clock that goes back a day writes on to the day that is open, and one that is far behind refuses the records of others', async () => {
  const tables = freshTables(azurite.connectionString);
  let time = new Date('2026-11-03T00:05:00Z');
  const log = createTableAuditLog(tables(), () => time);
  const first = await log.append(record('a', { timestamp: '2026-11-03T00:05:00.000Z' }));
  time = new Date('2026-11-02T23:58:00Z');
  const again = createTableAuditLog(tables(), () => time);
  const back = await again.append(record('b', { timestamp: '2026-11-03T00:05:30.000Z' }));
  expect(back.prev_hash).toBe(first.hash);
  expect(await log.append(record('b', { timestamp: '2026-11-03T00:05:30.000Z' }))).toEqual(back);
  time = new Date('2026-11-02T12:00:00Z');
  await expect(log.append(record('c', { timestamp: '2026-11-03T00:06:00.000Z' }))).rejects.toThrow('lies ahead');
  const days = new Set(
    (await allOf(tables().table('CountersignAudit').rows())).map(({ partitionKey }) => partitionKey),
  );
  expect(days).toEqual(new Set(['chains', 'main_2026-11-03']));
  expect(await log.verify()).toMatchObject({ intact: true, entries: 2 });
});

test('while the account key is another one, nothing is recorded, which is said at once and without the key', async () => {
  const tables = freshTables(through())();
  const log = createTableAuditLog(tables, noon);
  await log.append(record('before'));
  proxy.refuse({ matching: /./, status: 403 });
  const refused = await log.append(record('during')).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(AuditUnavailableError);
  const said = JSON.stringify([String(refused), (refused as Error).cause], (_, value: unknown) =>
    value instanceof Error ? { ...value, message: value.message, cause: value.cause } : value,
  );
  expect(said).toContain('HTTP 403');
  expect(said).not.toContain('Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6');
  await expect(log.entries()).rejects.toThrow('403');
  proxy.refuse();
  await log.append(record('during'));
  expect(await log.verify()).toMatchObject({ intact: true, entries: 2 });
});

test('a table that is deleted while it is in use is not begun anew, and health is told', async () => {
  const name = `Gone${process.pid}`;
  const tables = createTables(azurite.connectionString);
  const named = { table: (other: string) => tables.table(other === 'CountersignAudit' ? name : other) };
  const log = createTableAuditLog(named, noon);
  await log.append(record('before'));
  await TableClient.fromConnectionString(azurite.connectionString, name, {
    allowInsecureConnection: true,
  }).deleteTable();
  await expect(log.append(record('after'))).rejects.toThrow('gone while it was in use');
  await expect(log.entries()).rejects.toThrow('gone while it was in use');
  expect(await allOf(tables.table(name).rows())).toEqual([]);
});

test('hostile text in every field is stored, found, exported and verified as it is', async () => {
  const tables = freshTables(azurite.connectionString)();
  const log = createTableAuditLog(tables, noon);
  const index = createAuditIndex(tables);
  const hostile = [
    `'; DROP TABLE x; --' or PartitionKey ne 'y`,
    '"><script>alert(1)</script>&amp;<!channel>',
    '=HYPERLINK("http://evil.example")\r\n--batchresponse\r\nHTTP/1.1 500',
    'null\u0000, bell\u0007, \u202eright to left, ../../#?%2F%00\\',
    '💥🏳️‍🌈 ‮ ﷽ Ａ＝１ {"__proto__":{"a":1}}',
  ];
  const entries = [];
  for (const [n, text] of hostile.entries())
    entries.push(
      await log.append({
        ...record(`${n}-${text}`),
        step: text,
        user: text,
        command: text,
        approved_by: text,
        channel: text,
        conversation: text,
        action: text,
        service: text,
        environment: text,
        approvals: [{ user: text, at: text, decision: 'approve', reason: text, plan_hash: text, round: 1 }],
        details: { [text]: text, incident: text, message: text, requester: text },
      }),
    );
  await index.add(entries, '2026-11-02');
  expect(await allOf(log.list(ever))).toEqual(entries);
  const { jsonl, csv: table } = exportFormats;
  const lines = entries.map(jsonl.line).join('').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(entries);
  const csv = [table.head, ...entries.map(table.line)].join('');
  expect(csv).not.toMatch(/(^|,)"?[=+@]/m);
  for (const [n, text] of hostile.entries()) {
    const ways = [{ user: text }, { service: text }, { environments: [text] }, { incident: text }, { action: text }];
    for (const way of ways) {
      const asked = {
        from: new Date(0),
        to: new Date('2026-11-03'),
        without: [],
        words: [],
        visible: () => true,
        most: 9,
      };
      const { entries: found } = await index.find({ ...asked, ...way });
      expect([way, found.map(({ id }) => id)]).toEqual([way, [entries[n]?.id]]);
    }
    expect((await index.story(`${n}-${text}`)).map(({ id }) => id)).toEqual([entries[n]?.id]);
  }
  expect(await log.verify()).toEqual({ intact: true, chains: 1, entries: hostile.length });
});
