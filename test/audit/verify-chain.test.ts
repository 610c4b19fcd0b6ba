import fc from 'fast-check';
import { entryKey } from '../../src/audit/chain-rows';
import { recordHash } from '../../src/audit/record-hash';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { type Row, type Table } from '../../src/state/table';
import { allOf } from '../kit/all-of';
import { auditRecord } from '../kit/audit-record';
import { type Azurite, startAzurite } from '../../local/azurite';
import { freshTables } from '../kit/fresh-tables';

const days = ['2026-11-02', '2026-11-03', '2026-11-06'];

let azurite: Azurite;
let table: Table;
let log: ReturnType<typeof createTableAuditLog>;
let rows: Row[];

beforeAll(async () => {
  azurite = await startAzurite();
  const tables = freshTables(azurite.connectionString)();
  table = tables.table('CountersignAudit');
  let time = new Date();
  log = createTableAuditLog(tables, () => time);
  for (const [index, day] of days.entries()) {
    time = new Date(`${day}T12:00:00Z`);
    for (let n = 0; n < 4 + index; n++) {
      const details = n === 1 ? { log: 'long '.repeat(8_000) } : { n };
      await log.append(auditRecord({ instance_id: `${day}-${n}`, timestamp: `${day}T11:00:0${n}Z`, details }));
    }
  }
  rows = await allOf(table.rows());
});
afterAll(() => azurite.close());

/** Columns that we wrote, without keys. */
function columns(row: Row): [string, unknown][] {
  const system = ['partitionKey', 'rowKey', 'etag', 'timestamp'];
  return Object.entries(row).filter(([name]) => !system.includes(name) && !name.startsWith('odata'));
}

function content(row: Row): Record<string, unknown> {
  return Object.fromEntries(columns(row));
}

async function put(partitionKey: string, rowKey: string, holds: Record<string, unknown>): Promise<void> {
  const row = { ...holds, partitionKey, rowKey };
  if ((await table.insert(row)) === 'exists') await table.replace(row, '*');
}

const remove = (row: Row) => table.remove(row.partitionKey, row.rowKey, '*');

/** Makes the table what it was. */
async function restore(): Promise<void> {
  const now = await allOf(table.rows());
  const text = (row: Row) => JSON.stringify([row.partitionKey, row.rowKey, columns(row).sort()]);
  const [before, after] = [new Set(rows.map(text)), new Set(now.map(text))];
  for (const row of now) if (!before.has(text(row))) await remove(row);
  for (const row of rows) if (!after.has(text(row))) await put(row.partitionKey, row.rowKey, content(row));
}

async function expectFound(): Promise<void> {
  const found = await log.verify();
  await restore();
  expect(found).toMatchObject({ intact: false, bad: { chain: 'main', problem: expect.any(String) } });
}

const anyRow = () => fc.nat().map((n) => rows[n % rows.length] as Row);
const anyEntry = () => {
  return fc.nat().map((n) => {
    const entries = rows.filter(({ rowKey }) => rowKey.startsWith('entry:'));
    return entries[n % entries.length] as Row;
  });
};

test('the untouched chain is intact', async () => {
  expect(await log.verify()).toEqual({ intact: true, chains: 1, entries: 4 + 5 + 6 });
});

test('any changed value is found', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRow(),
      fc.nat(),
      fc.nat(),
      fc.string({ minLength: 1, maxLength: 3 }),
      async (row, c, at, text) => {
        const all = columns(row);
        const [name, value] = all[c % all.length] as [string, unknown];
        const place = typeof value === 'string' ? at % (value.length + 1) : 0;
        const changed =
          typeof value === 'string'
            ? value.slice(0, place) + text + value.slice(place + text.length)
            : Number(value) + 1 + at;
        fc.pre(
          changed !== value && !(name === 'newest' && row.partitionKey === 'chains' && days.includes(String(changed))),
        );
        await put(row.partitionKey, row.rowKey, { ...content(row), [name]: changed });
        await expectFound();
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);

test.each(['/', '..', '2026-11-02/', '#'])('a first day that could be part of no key (%s) is found', async (first) => {
  const row = rows.find(({ partitionKey }) => partitionKey === 'chains')!;
  await put(row.partitionKey, row.rowKey, { ...content(row), first });
  await expectFound();
});

test('any removed row is found', async () => {
  for (const row of rows) {
    await remove(row);
    await expectFound();
  }
}, 60_000);

test('any inserted row is found, wherever it is and whatever it says', async () => {
  const keys = fc.oneof(
    fc.integer({ min: 0, max: 40 }).map(entryKey),
    fc.stringMatching(/^id:[0-9a-f]{64}$/),
    fc.constantFrom('head', 'zzz', 'aaa', 'entry:1'),
  );
  const partitions = fc.constantFrom(
    ...days.map((day) => `main_${day}`),
    'main_2026-11-04',
    'main_2026-12-24',
    'main_x',
    'aa',
    'zz',
  );
  await fc.assert(
    fc.asyncProperty(partitions, keys, anyRow(), async (partition, key, row) => {
      fc.pre(!rows.some(({ partitionKey, rowKey }) => partitionKey === partition && rowKey === key));
      await put(partition, key, content(row));
      const found = await log.verify();
      await restore();
      expect(found).toMatchObject({ intact: false });
    }),
    { numRuns: 100 },
  );
}, 120_000);

test.each([
  ['alone', () => false],
  ['with all after it in its day', () => true],
])(
  'an entry that is rewritten %s, each with a hash of its own that fits, is found',
  async (_, more) => {
    const entries = rows.filter(({ rowKey }) => rowKey.startsWith('entry:'));
    for (const first of entries) {
      const day = entries.filter(({ partitionKey }) => partitionKey === first.partitionKey);
      const rewritten = more() ? day.slice(0, day.indexOf(first) + 1).reverse() : [first];
      let previous = String(first['prev_hash']);
      for (const row of rewritten) {
        const record = String(row['record0']).replace('@bob', '@mallory');
        const rest = typeof row['record1'] === 'string' ? row['record1'] : '';
        const hash = recordHash(previous, record + rest);
        await put(row.partitionKey, row.rowKey, { ...content(row), record0: record, prev_hash: previous, hash });
        previous = hash;
      }
      await expectFound();
    }
  },
  60_000,
);

test('entries that changed places are found', async () => {
  await fc.assert(
    fc.asyncProperty(anyEntry(), anyEntry(), async (one, two) => {
      fc.pre(one !== two);
      await put(one.partitionKey, one.rowKey, content(two));
      await put(two.partitionKey, two.rowKey, content(one));
      await expectFound();
    }),
    { numRuns: 30 },
  );
}, 60_000);

test('a cut tail is found, with or without its id rows', async () => {
  for (const ids of [false, true]) {
    for (let cut = 1; cut <= 6; cut++) {
      const last = rows.filter(({ partitionKey, rowKey, sequence }) => {
        const number = rowKey.startsWith('id:') ? Number(sequence) : 999_999_999_999 - Number(rowKey.slice(6));
        return (
          partitionKey === 'main_2026-11-06' &&
          (ids || rowKey.startsWith('entry:')) &&
          rowKey !== 'head' &&
          number > 15 - cut
        );
      });
      expect(last).toHaveLength(ids ? 2 * cut : cut);
      for (const row of last) await remove(row);
      await expectFound();
    }
  }
}, 60_000);

test('a day that is gone as a whole is found', async () => {
  for (const day of days) {
    for (const row of rows) if (row.partitionKey === `main_${day}`) await remove(row);
    await expectFound();
  }
}, 60_000);

test('a chain that is written to while it is read is intact', async () => {
  const tables = freshTables(azurite.connectionString);
  let time = new Date('2026-11-02T12:00:00Z');
  const busy = createTableAuditLog(tables(), () => time);
  let done = false;
  const writing = (async () => {
    for (let n = 0; n < 150; n++) {
      if (n % 30 === 29) time = new Date(time.getTime() + 86_400_000);
      await Promise.all(
        [0, 1, 2].map((m) => busy.append(auditRecord({ instance_id: `${n}-${m}`, timestamp: time.toISOString() }))),
      );
    }
    done = true;
  })();
  const reader = createTableAuditLog(tables());
  let checks = 0;
  for (; !done; checks++) expect(await reader.verify()).toMatchObject({ intact: true });
  await writing;
  expect(checks).toBeGreaterThan(3);
  expect(await reader.verify()).toEqual({ intact: true, chains: 1, entries: 450 });
}, 60_000);
