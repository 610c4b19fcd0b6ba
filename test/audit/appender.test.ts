import fc from 'fast-check';
import { AuditUnavailableError } from '../../src/audit/audit-log';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { allOf } from '../kit/all-of';
import { auditRecord } from '../kit/audit-record';
import { type Azurite, startAzurite } from '../../local/azurite';
import { freshTables } from '../kit/fresh-tables';
import { answered, type Call, noAnswer, watchedTables } from '../kit/watched-tables';

const everything = { from: '2000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' };
const record = (instance_id: string) => auditRecord({ instance_id });
const day = (time: string) => () => new Date(time);
const today = day('2026-11-02T10:00:01Z');
const tomorrow = day('2026-11-03T10:00:00Z');

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

function open(now = today) {
  const tables = freshTables(azurite.connectionString);
  const watched = watchedTables(tables());
  return { tables, watched, log: createTableAuditLog(watched, now) };
}

test('a process that wrote last appends in one round trip', async () => {
  const { watched, log } = open();
  await log.append(record('a'));
  watched.calls.length = 0;
  await log.append(record('b'));
  await log.append(record('c'));
  expect(watched.calls).toEqual(['transact', 'transact']);
});

test('records that come while a transaction is under way share the next', async () => {
  const { watched, log } = open();
  await log.append(record('a'));
  watched.calls.length = 0;
  await Promise.all(Array.from({ length: 50 }, (_, n) => log.append(record(`b${n}`))));
  expect(watched.calls).toEqual(['transact', 'transact']);
});

test.each([
  ['was made', 0],
  ['is made while we look again', 5],
  ['is made after we have looked again', 60],
])('when the answer is lost and the transaction %s, the record is there once', async (_, delay) => {
  const { watched, log } = open();
  await log.append(record('a'));
  let lost = false;
  let late: Promise<unknown> = Promise.resolve();
  watched.fault = async (call, make) => {
    if (call !== 'transact' || lost) return make();
    lost = true;
    if (delay === 0) await make();
    else late = new Promise((resolve) => setTimeout(resolve, delay)).then(make).catch(() => 'lost for good');
    throw noAnswer();
  };
  const entry = await log.append(record('b'));
  await late;
  expect((await allOf(log.list(everything)))[1]).toEqual(entry);
  expect(await log.append(record('b'))).toEqual(entry);
  expect(await log.verify()).toMatchObject({ intact: true, entries: 2 });
});

test('whatever storage does for a while, each record is there once and the chain is whole', async () => {
  const trouble = fc.constantFrom('none', 'lost before', 'lost after', 'late', 'throttled', 'conflict');
  await fc.assert(
    fc.asyncProperty(fc.array(trouble, { maxLength: 12 }), async (troubles) => {
      const { tables, watched, log } = open();
      const other = createTableAuditLog(tables(), today);
      const left = [...troubles];
      const late: Promise<unknown>[] = [];
      watched.fault = async (call, make) => {
        const next = left.shift() ?? 'none';
        if (next === 'lost after') await make();
        if (next === 'late' && call === 'transact') {
          late.push(new Promise((resolve) => setTimeout(resolve, 20)).then(make).catch(() => 'lost for good'));
        }
        if (next === 'lost before' || next === 'lost after' || next === 'late') throw noAnswer();
        if (next === 'throttled') throw answered(503);
        if (next === 'conflict' && call === 'transact') throw answered(412);
        return make();
      };
      const names = ['a', 'b', 'c', 'd', 'e'];
      const entries = await Promise.all([
        ...names.map((name) => log.append(record(name))),
        ...names.map((name) => other.append(record(name))),
      ]);
      await Promise.all(late);
      expect(new Set(entries.map(({ hash }) => hash)).size).toBe(5);
      expect(await other.verify()).toEqual({ intact: true, chains: 1, entries: 5 });
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('a record that storage will not take does not take others with it', async () => {
  const { watched, log } = open();
  await log.append(record('a'));
  watched.fault = async (call, make, [changes]) => {
    if (call === 'transact' && JSON.stringify(changes).includes('poison')) throw answered(400);
    return make();
  };
  const [good, poison, better] = await Promise.allSettled(
    ['good', 'poison', 'better'].map((name) => log.append(record(name))),
  );
  expect([good?.status, poison?.status, better?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await log.verify()).toMatchObject({ intact: true, entries: 3 });
});

test('no access is said at once, with the reason', async () => {
  const { watched, log } = open();
  watched.fault = () => Promise.reject(answered(403));
  const refused = log.append(record('a'));
  await expect(refused).rejects.toThrow(AuditUnavailableError);
  await expect(refused).rejects.toThrow(/may not be stored.*HTTP 403/);
});

test('a record that storage does not answer for is given up after ten seconds, whether it is down or hangs', async () => {
  const down = await startAzurite();
  const log = createTableAuditLog(freshTables(down.connectionString)(), today);
  await log.append(record('a'));
  await down.close();
  const hanging = open();
  hanging.watched.fault = () => new Promise(() => undefined);
  const begun = Date.now();
  const given = await Promise.allSettled([
    log.append(record('b')),
    log.append(record('c')),
    hanging.log.append(record('a')),
  ]);
  expect(given.map((one) => one.status === 'rejected' && one.reason instanceof AuditUnavailableError)).toEqual([
    true,
    true,
    true,
  ]);
  expect(Date.now() - begun).toBeGreaterThan(9_000);
  expect(Date.now() - begun).toBeLessThan(12_000);
}, 40_000);

describe('a process that dies at any write while it opens a day', () => {
  const isWrite = (call: Call) => call !== 'get' && call !== 'rows';

  test.each(['first', 'next'])('leaves the %s day so that another goes on', async (which) => {
    for (let deadly = 1, died = true; died; deadly++) {
      for (const made of [false, true]) {
        const { tables, watched } = open();
        if (which === 'next') await createTableAuditLog(tables(), today).append(record('before'));
        let writes = 0;
        watched.fault = async (call, make) => {
          if (isWrite(call)) writes += 1;
          if (writes < deadly || !isWrite(call)) return make();
          if (made) await make();
          throw new Error('killed');
        };
        died =
          (await Promise.allSettled([createTableAuditLog(watched, tomorrow).append(record('a'))]))[0].status ===
          'rejected';
        const next = createTableAuditLog(tables(), tomorrow);
        expect(await next.verify()).toMatchObject({ intact: true });
        await next.append(record('a'));
        expect(await next.verify()).toEqual({ intact: true, chains: 1, entries: which === 'next' ? 2 : 1 });
      }
    }
  });
});

test.each(['is lost', 'is behind'])('a chain whose hint %s is continued, not begun again', async (how) => {
  const { tables, log } = open();
  await log.append(record('a'));
  await createTableAuditLog(tables(), tomorrow).append(record('b'));
  const table = tables().table('CountersignAudit');
  if (how === 'is lost') await table.remove('chains', 'main', '*');
  else await table.merge({ partitionKey: 'chains', rowKey: 'main', newest: '2026-11-02' }, '*');
  const next = createTableAuditLog(tables(), tomorrow);
  expect(await next.append(record('a'))).toMatchObject({ id: 'main-000000000001' });
  expect(await next.append(record('c'))).toMatchObject({ id: 'main-000000000003' });
  expect(await next.verify()).toEqual({ intact: true, chains: 1, entries: 3 });
});

test('a chain whose newest head is gone takes no more records', async () => {
  const { tables, log } = open();
  await log.append(record('a'));
  await tables().table('CountersignAudit').remove('main_2026-11-02', 'head', '*');
  const next = createTableAuditLog(tables(), today);
  await expect(next.append(record('b'))).rejects.toThrow(
    /head row of main_2026-11-02 is gone; run the audit verification/,
  );
});
