import { StorageError } from '../../src/state/storage-error';
import { type Change, type NewRow, type Row, type Table } from '../../src/state/table';
import { type Tables } from '../../src/state/tables';

/** Tables without a server, for figures of our own code alone and for many small chains. Holds what Table Storage promises of order and ETags. */
export function memoryTables(): Tables & { rowsOf: (name: string) => Map<string, Row> } {
  const all = new Map<string, Map<string, Row>>();
  const rowsOf = (name: string) => all.get(name) ?? all.set(name, new Map()).get(name)!;
  return { rowsOf, table: (name) => memoryTable(rowsOf(name)) };
}

let version = 0;

function memoryTable(rows: Map<string, Row>): Table {
  const keyOf = ({ partitionKey, rowKey }: NewRow) => `${partitionKey}\u0000${rowKey}`;
  const write = (row: NewRow): Row => {
    const kept = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined && value !== null));
    const stored = { ...kept, etag: `${++version}` } as Row;
    rows.set(keyOf(row), stored);
    return stored;
  };
  const fits = (row: NewRow, etag: string) => etag === '*' || rows.get(keyOf(row))?.etag === etag;
  const apply = ([kind, row]: Change): string | undefined => {
    if (kind === 'remove') return void rows.delete(keyOf(row));
    return write(kind === 'merge' ? { ...rows.get(keyOf(row)), ...row } : row).etag;
  };
  const refusal = ([kind, row, etag = '*']: Change): number | undefined => {
    const there = rows.has(keyOf(row));
    if (kind === 'insert') return there ? 409 : undefined;
    if (kind === 'put') return undefined;
    if (!there) return 404;
    return fits(row, etag) ? undefined : 412;
  };
  return {
    insert: async (row) => (rows.has(keyOf(row)) ? 'exists' : (write(row), 'inserted')),
    get: async (partitionKey, rowKey) => rows.get(keyOf({ partitionKey, rowKey })),
    merge: async (row, etag) =>
      rows.has(keyOf(row)) && fits(row, etag) ? (apply(['merge', row, etag]), 'merged') : 'changed',
    replace: async (row, etag) => (rows.has(keyOf(row)) && fits(row, etag) ? (write(row), 'replaced') : 'changed'),
    put: async (row) => void write(row),
    remove: async (partitionKey, rowKey, etag) => {
      const row = { partitionKey, rowKey };
      return rows.has(keyOf(row)) && fits(row, etag) ? (rows.delete(keyOf(row)), 'removed') : 'changed';
    },
    async transact(changes) {
      const statusCode = changes.map(refusal).find((status) => status !== undefined);
      if (statusCode !== undefined) throw new StorageError('memory', { statusCode });
      return changes.map(apply);
    },
    async *rows(filter) {
      const wanted = conditions(filter);
      const found = [...rows].filter(([, row]) => wanted.every((fulfils) => fulfils(row)));
      for (const [, row] of found.sort(([a], [b]) => (a < b ? -1 : 1))) yield row;
    },
  };
}

/** Comparisons of texts, joined by `and`; one of them may be several in brackets, joined by `or`. */
function conditions(filter = ''): ((row: Row) => boolean)[] {
  return filter
    .split(' and ')
    .filter(Boolean)
    .map((condition) => {
      const either = condition
        .replace(/^\((.*)\)$/, '$1')
        .split(' or ')
        .map(comparison);
      return (row: Row) => either.some((fulfils) => fulfils(row));
    });
}

function comparison(condition: string): (row: Row) => boolean {
  const [, column, operator, value = ''] = /^(\w+) (eq|ne|ge|gt|le|lt) '(.*)'$/.exec(condition) ?? [];
  if (!column || !operator) throw new Error(`This table does not understand ${condition}.`);
  const of = (row: Row) =>
    String(column === 'RowKey' ? row.rowKey : column === 'PartitionKey' ? row.partitionKey : row[column]);
  return (row: Row) => COMPARE[operator]!(of(row), value);
}

const COMPARE: Record<string, (a: string, b: string) => boolean> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  ge: (a, b) => a >= b,
  gt: (a, b) => a > b,
  le: (a, b) => a <= b,
  lt: (a, b) => a < b,
};
