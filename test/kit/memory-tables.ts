import { type NewRow, type Row, type Table } from '../../src/state/table';
import { type Tables } from '../../src/state/tables';

/** Tables without a server, for tests of many steps; what Azure does is tested with Azurite. Filters are by keys alone. */
export function memoryTables(): Tables {
  const tables = new Map<string, Table>();
  return {
    table(name) {
      const table = tables.get(name) ?? memoryTable();
      tables.set(name, table);
      return table;
    },
  };
}

function memoryTable(): Table {
  const rows = new Map<string, Row>();
  let version = 0;
  const key = (partitionKey: string, rowKey: string) => `${partitionKey}\n${rowKey}`;
  const write = (row: NewRow) => {
    const stored = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== null));
    rows.set(key(row.partitionKey, row.rowKey), { ...(stored as NewRow), etag: String(++version) });
  };
  return {
    async insert(row) {
      if (rows.has(key(row.partitionKey, row.rowKey))) return 'exists';
      write(row);
      return 'inserted';
    },
    get: async (partitionKey, rowKey) => rows.get(key(partitionKey, rowKey)),
    async merge(row, etag) {
      const before = rows.get(key(row.partitionKey, row.rowKey));
      if (before?.etag !== etag) return 'changed';
      write({ ...before, ...row });
      return 'merged';
    },
    async replace(row, etag) {
      if (rows.get(key(row.partitionKey, row.rowKey))?.etag !== etag) return 'changed';
      write(row);
      return 'replaced';
    },
    put: async (row) => write(row),
    async remove(partitionKey, rowKey, etag) {
      if (rows.get(key(partitionKey, rowKey))?.etag !== etag) return 'changed';
      rows.delete(key(partitionKey, rowKey));
      return 'removed';
    },
    transact: async () => Promise.reject(new Error('These tables have no transactions.')),
    async *rows(filter = '') {
      const equal = (name: string) =>
        [...filter.matchAll(new RegExp(`${name} eq '([^']*)'`, 'g'))].map(([, value]) => value);
      const [partition] = equal('PartitionKey');
      const keys = equal('RowKey');
      const found = [...rows.values()].filter(
        (row) =>
          (partition === undefined || row.partitionKey === partition) &&
          (keys.length === 0 || keys.includes(row.rowKey)),
      );
      yield* found.sort((a, b) => (a.partitionKey + a.rowKey < b.partitionKey + b.rowKey ? -1 : 1));
    },
  };
}
