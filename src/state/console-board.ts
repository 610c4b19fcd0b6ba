import { createHash } from 'node:crypto';
import { type ConsoleBoard, type TextFile } from '../model/console-board';
import { type View } from '../model/view';
import { fromJsonColumns, toJsonColumns } from './json-columns';
import { rowKey } from './row-keys';
import { type Row } from './table';
import { type Tables } from './tables';

/** Rows of what was said to the command line. What is said twice with the same words is there once. */
export function createConsoleBoard(tables: Tables, now: () => Date): ConsoleBoard {
  const table = tables.table('CountersignConsole');
  const said = (channel: string, key: string) => ({ partitionKey: rowKey('said', channel), rowKey: rowKey(key) });
  const own = (account: string, handle: string, kind: string, what: unknown) => ({
    partitionKey: rowKey('told', account, handle),
    rowKey: rowKey(kind, digest(what)),
    kind,
    at: now().toISOString(),
    ...toJsonColumns('value', what),
  });
  async function rows(filter: string): Promise<Row[]> {
    const found: Row[] = [];
    for await (const row of table.rows(filter)) found.push(row);
    return found.sort((one, other) => String(one['at']).localeCompare(String(other['at'])));
  }
  const repliesTo = async (channel: string, key: string) =>
    (await rows(`PartitionKey eq '${rowKey('reply', channel, key)}'`)).map(valueOf<View>);
  return {
    async post(channel, key, view) {
      await table.insert({ ...said(channel, key), key, at: now().toISOString(), ...toJsonColumns('value', view) });
    },

    async change(channel, key, view) {
      const { partitionKey, rowKey: row } = said(channel, key);
      const at = (await table.get(partitionKey, row))?.['at'] ?? now().toISOString();
      await table.put({ partitionKey, rowKey: row, key, at, ...toJsonColumns('value', view) });
    },

    async reply(channel, key, view) {
      const partitionKey = rowKey('reply', channel, key);
      await table.insert({
        partitionKey,
        rowKey: digest(view),
        key,
        at: now().toISOString(),
        ...toJsonColumns('value', view),
      });
    },

    async about(channel, instanceId) {
      const { partitionKey, rowKey: first } = said(channel, instanceId);
      const found = await rows(
        `PartitionKey eq '${partitionKey}' and RowKey ge '${first}' and RowKey lt '${first}${AFTER_ALL}'`,
      );
      return Promise.all(
        found.map(async (row) => {
          const key = String(row['key']);
          return { id: key, at: String(row['at']), view: valueOf<View>(row), replies: await repliesTo(channel, key) };
        }),
      );
    },

    async tell(account, handle, view) {
      await table.insert(own(account, handle, 'view', view));
    },

    async give(account, handle, file) {
      await table.insert(own(account, handle, 'file', file));
    },

    async told(account, handle) {
      const found = await rows(`PartitionKey eq '${rowKey('told', account, handle)}'`);
      const of = (kind: string) => found.filter((row) => row['kind'] === kind);
      return { views: of('view').map(valueOf<View>), files: of('file').map(valueOf<TextFile>) };
    },

    async forget(before, running) {
      let count = 0;
      for await (const { partitionKey, rowKey, key, etag } of table.rows(`at lt '${before.toISOString()}'`)) {
        if (running.some((instanceId) => String(key).startsWith(instanceId))) continue;
        // What was changed meanwhile is somebody's concern, and waits for the next night.
        if ((await table.remove(partitionKey, rowKey, etag)) === 'removed') count++;
      }
      return count;
    },
  };
}

/** Sorts behind everything that a row key may hold. */
const AFTER_ALL = '~~';

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

function valueOf<T>(row: Row): T {
  const value = fromJsonColumns<T>('value', row);
  if (value === undefined) throw new Error(`The row ${row.rowKey} of the command line holds nothing.`);
  return value;
}
