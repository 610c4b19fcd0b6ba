import { type Row } from '../../src/state/table';

/** One change that somebody made to a table of chains; undo puts it back. `pick(n)` gives a number below n. */
export function mutateChain(
  rows: Map<string, Row>,
  pick: (below: number) => number,
): { what: string; undo: () => void } {
  const keys = [...rows.keys()].filter((key) => !key.startsWith('chains\u0000'));
  const key = keys[pick(keys.length)] ?? '';
  const row = rows.get(key)!;
  const restore = () => void rows.set(key, row);
  const label = `${row.partitionKey} ${row.rowKey}`;
  const entries = keys.filter((other) => other.includes('\u0000entry:'));
  switch (pick(4)) {
    case 0: {
      rows.delete(key);
      return { what: `removed ${label}`, undo: restore };
    }
    case 1: {
      const inserted = `${row.partitionKey}\u0000${row.rowKey}0`;
      rows.set(inserted, { ...row, rowKey: `${row.rowKey}0` });
      return { what: `inserted ${label}0`, undo: () => void rows.delete(inserted) };
    }
    case 2: {
      const one = entries[pick(entries.length)] ?? '';
      const two = entries.filter((other) => other !== one)[pick(entries.length - 1)] ?? '';
      const [first, second] = [rows.get(one)!, rows.get(two)!];
      rows.set(one, { ...second, partitionKey: first.partitionKey, rowKey: first.rowKey });
      rows.set(two, { ...first, partitionKey: second.partitionKey, rowKey: second.rowKey });
      return { what: `swapped ${one} and ${two}`, undo: () => void (rows.set(one, first), rows.set(two, second)) };
    }
    default: {
      const columns = Object.keys(row).filter((name) => !['partitionKey', 'rowKey', 'etag'].includes(name));
      const column = columns[pick(columns.length)] ?? '';
      rows.set(key, { ...row, [column]: changed(row[column], pick) });
      return { what: `changed ${column} of ${label}`, undo: restore };
    }
  }
}

function changed(value: unknown, pick: (below: number) => number): unknown {
  if (typeof value === 'number') return value + 1;
  const text = String(value);
  const at = pick(text.length);
  return `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`;
}
