import { type AuditIndex, type AuditQuery, createAuditIndex } from '../../src/audit/audit-index';
import { indexBehind } from '../../src/audit/index-behind';
import { catchUp, reindex } from '../../src/audit/index-upkeep';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { type AuditRecord } from '../../src/model/audit-entry';
import { type Tables } from '../../src/state/tables';
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

/** A log on 2026-11-10 whose entries are indexed behind it. */
function openLog() {
  const tables = freshTables(azurite.connectionString)();
  const watched = watchedTables(tables);
  const index = createAuditIndex(watched);
  const failures: unknown[] = [];
  const behind = indexBehind(index, (error) => failures.push(error));
  const log = createTableAuditLog(tables, () => new Date('2026-11-10T12:00:00Z'), behind.written);
  const write = async (...records: Partial<AuditRecord>[]) => {
    for (const record of records) await log.append(auditRecord(record));
    await behind.flush();
  };
  return { tables: watched as Tables, watched, index, log, write, failures, behind };
}

function ask(index: AuditIndex, over: Partial<AuditQuery> = {}) {
  return index.find({
    from: new Date('2026-10-01T00:00:00Z'),
    to: new Date('2026-11-11T00:00:00Z'),
    without: [],
    words: [],
    visible: () => true,
    most: 10,
    ...over,
  });
}

const at = (day: number, second = 0) =>
  `2026-${day > 31 ? '11' : '10'}-${String(day > 31 ? day - 31 : day).padStart(2, '0')}T10:00:${String(second).padStart(2, '0')}.000Z`;

async function instances(index: AuditIndex, over?: Partial<AuditQuery>): Promise<string[]> {
  return (await ask(index, over)).entries.map(({ instance_id }) => instance_id);
}

describe('the index', () => {
  it('gives the newest first, over the end of a month too, by when it was received', async () => {
    const { index, write } = openLog();
    await write(
      { instance_id: 'b', timestamp: at(31) },
      { instance_id: 'a', timestamp: at(30) },
      { instance_id: 'c', timestamp: at(32) },
      { instance_id: 'd', timestamp: at(40) },
    );
    expect(await instances(index)).toEqual(['d', 'c', 'b', 'a']);
    expect(await instances(index, { from: new Date(at(31)), to: new Date(at(40)) })).toEqual(['c', 'b']);
  });

  it('goes back over the years of which there is anything', async () => {
    const { index, write } = openLog();
    const years = ['2026-01-01T00:00:00.000Z', '2025-12-31T23:59:59.999Z', '2019-06-01T00:00:00.000Z'];
    await write(...years.map((timestamp) => ({ instance_id: timestamp, timestamp, user: '@alice' })));
    const from = new Date(0);
    expect(await instances(index, { user: '@alice', from })).toEqual(years);
    expect(await instances(index, { from, to: new Date('2026-01-01T00:00:00Z') })).toEqual(years.slice(1));
    expect(await instances(index, { from: new Date(years[1] ?? ''), to: new Date('2027-06-01') })).toEqual(
      years.slice(0, 2),
    );
    const first = await ask(index, { from, most: 1 });
    expect((await ask(index, { from, after: first.next })).entries.map(({ timestamp }) => timestamp)).toEqual(
      years.slice(1),
    );
  });

  it('takes two transactions for an entry, and hardly more for many that come close together', async () => {
    const { write, watched, log, behind } = openLog();
    await write({ instance_id: 'first' });
    const count = () => watched.calls.filter((call) => call === 'transact').length;
    watched.calls.length = 0;
    await write({ instance_id: 'one' });
    expect(count()).toBe(2);
    watched.calls.length = 0;
    await Promise.all(
      Array.from({ length: 28 }, (_, n) => log.append(auditRecord({ instance_id: `i${n}`, user: `@u${n}` }))),
    );
    await behind.flush();
    expect(count()).toBeLessThanOrEqual(7);
  });

  it('pages through what has one and the same time, without a gap and without showing anything twice', async () => {
    const { index, write } = openLog();
    await write(...Array.from({ length: 23 }, (_, n) => ({ instance_id: `i${n}`, timestamp: at(40, n % 2) })));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await ask(index, { after });
      seen.push(...page.entries.map(({ instance_id }) => instance_id));
      after = page.next;
      expect(after ?? '').toMatch(/^([a-z0-9]{1,9}\.main\.[a-z0-9]{1,8})?$/);
    } while (after);
    expect(seen).toHaveLength(23);
    expect(new Set(seen).size).toBe(23);
  });

  it('finds by user, service, environment, both, incident, result, action and words, and leaves out what it is told to', async () => {
    const { index, write } = openLog();
    await write(
      { instance_id: 'mine', user: '@alice', service: 'order-service', environment: 'production', timestamp: at(40) },
      {
        instance_id: 'failed',
        user: '@alice',
        service: "o'brien/x",
        environment: 'staging',
        result: 'failure',
        timestamp: at(39),
      },
      { instance_id: 'theirs', user: '@bob', action: 'logs', environment: 'production', timestamp: at(38) },
      {
        instance_id: 'incident',
        action: 'incident',
        service: null,
        environment: null,
        details: { incident: '42' },
        timestamp: at(37),
      },
    );
    expect(await instances(index, { user: '@alice' })).toEqual(['mine', 'failed', 'incident']);
    expect(await instances(index, { service: "o'brien/x" })).toEqual(['failed']);
    expect(await instances(index, { environments: ['production'] })).toEqual(['mine', 'theirs']);
    expect(await instances(index, { service: 'order-service', environments: ['production'] })).toEqual([
      'mine',
      'theirs',
    ]);
    expect(await instances(index, { environments: ['production', 'staging'] })).toEqual(['mine', 'failed', 'theirs']);
    expect(await instances(index, { incident: '42' })).toEqual(['incident']);
    expect(await instances(index, { result: 'failure' })).toEqual(['failed']);
    expect(await instances(index, { action: 'logs' })).toEqual(['theirs']);
    expect(await instances(index, { without: ['logs', 'incident'] })).toEqual(['mine', 'failed']);
    expect(await instances(index, { words: ['V2.4.1', '@BOB'] })).toEqual(['theirs']);
    expect(await instances(index, { user: "@x' or PartitionKey ne 'y" })).toEqual([]);
    expect(await instances(index, { result: "x' or result ne 'y" })).toEqual([]);
  });

  it('shows nothing that the asker may not see, and goes on behind it', async () => {
    const { index, write } = openLog();
    await write(...Array.from({ length: 30 }, (_, n) => ({ instance_id: `i${n}`, timestamp: at(40, n) })));
    const page = await ask(index, { visible: ({ instance_id }) => Number(instance_id.slice(1)) < 12, most: 10 });
    expect(page.entries.map(({ instance_id }) => instance_id)).toEqual(
      Array.from({ length: 10 }, (_, n) => `i${11 - n}`),
    );
    const rest = await ask(index, {
      visible: ({ instance_id }) => Number(instance_id.slice(1)) < 12,
      after: page.next,
    });
    expect(rest).toMatchObject({ entries: [{ instance_id: 'i1' }, { instance_id: 'i0' }], tired: false });
  });

  it('tells the story of one command, and finds an entry by its id', async () => {
    const { index, write } = openLog();
    await write(
      { instance_id: 'i', step: 'intent-1', kind: 'intent' },
      { instance_id: 'i-other' },
      { instance_id: 'i', step: 'vote', kind: 'vote', user: '@bob' },
      { instance_id: 'i' },
    );
    expect((await index.story('i')).map(({ kind }) => kind)).toEqual(['intent', 'vote', 'outcome']);
    expect(await index.entry('main-000000000002')).toMatchObject({ instance_id: 'i-other' });
    expect(await index.entry('main-000000000009')).toBeUndefined();
    expect(await instances(index)).toEqual(['i', 'i', 'i-other']);
  });

  it('never reads a whole table', async () => {
    const { index, write, watched } = openLog();
    await write({});
    const filters: string[] = [];
    const table = watched.table.bind(watched);
    watched.table = (name) => {
      const real = table(name);
      return { ...real, rows: (filter, size) => (filters.push(filter ?? ''), real.rows(filter, size)) };
    };
    const spied = createAuditIndex(watched);
    await ask(spied);
    await ask(spied, { user: '@alice' });
    await spied.story('i');
    expect(filters.length).toBeGreaterThan(2);
    for (const filter of filters) expect(filter).toMatch(/^PartitionKey eq '/);
    expect(await index.story('nothing')).toEqual([]);
  });
});

describe('its upkeep', () => {
  it('makes up for what was not indexed when storage was away, and for nothing twice', async () => {
    const { tables, watched, index, write, failures } = openLog();
    await write({ instance_id: 'a' });
    const { fault } = watched;
    watched.fault = async () => Promise.reject(new Error('away'));
    await write({ instance_id: 'b' }, { instance_id: 'c' });
    watched.fault = fault;
    expect(failures.length).toBeGreaterThan(0);
    expect(await instances(index)).toEqual(['a']);
    expect(await catchUp(tables, index)).toBe(2);
    expect((await instances(index)).sort()).toEqual(['a', 'b', 'c']);
    expect(await catchUp(tables, index)).toBe(0);
    await write({ instance_id: 'd' });
    expect(await catchUp(tables, index)).toBe(0);
  });

  it.each([0, 1, 2])('makes up for a process that was killed at its transaction %i', async (killed) => {
    const { tables, watched, index, write } = openLog();
    await write({ instance_id: 'a' });
    const { fault } = watched;
    let left = killed;
    watched.fault = async (call, make) => {
      if (call === 'transact' && left-- <= 0) throw new Error('killed');
      return make();
    };
    await write({ instance_id: 'b', timestamp: at(40) }, { instance_id: 'c', timestamp: at(39) });
    watched.fault = fault;
    await catchUp(tables, index);
    expect((await instances(index)).sort()).toEqual(['a', 'b', 'c']);
    expect((await index.story('b')).length).toBe(1);
    expect(await reindex(tables, index)).toEqual({ entries: 3, removed: 0 });
  });

  it('makes all of it again from the chain, and removes what no entry made', async () => {
    const { tables, index, write } = openLog();
    await write({ instance_id: 'a' }, { instance_id: 'b', user: '@bob' });
    const table = tables.table('CountersignAuditIndex');
    const before = await allOf(table.rows());
    const [first] = before.filter(({ rowKey }) => rowKey.startsWith('user:'));
    if (!first) throw new Error('There is a row of a user.');
    const { etag, timestamp, ...copy } = first;
    expect([typeof etag, typeof timestamp]).toEqual(['string', 'string']);
    await table.put({ ...copy, rowKey: copy.rowKey.replace('alice', 'mallory') });
    await table.put({ partitionKey: 'year:2026', rowKey: 'junk' });
    await table.remove(first.partitionKey, first.rowKey, '*');
    expect(await reindex(tables, index)).toEqual({ entries: 2, removed: 2 });
    const keys = (rows: typeof before) => rows.map(({ partitionKey, rowKey }) => `${partitionKey} ${rowKey}`);
    expect(keys(await allOf(table.rows()))).toEqual(keys(before));
  });
});
