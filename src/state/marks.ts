import { insertOnce } from './insert-once';
import { fromJsonColumns, toJsonColumns } from './json-columns';
import { rowKey } from './row-keys';
import { type Tables } from './tables';

/** Which steps of an instance were begun, and what came of them: what makes an activity that runs again careful. */
export interface Marks {
  /** Notes that a step is begun. `first` is false when it had been before; `at` is the first one's. */
  mark(instanceId: string, step: string, at: string): Promise<{ first: boolean; at: string }>;
  /** Keeps what came of a step (JSON; undefined as null). The first value stands, and is given back. */
  settle<T>(instanceId: string, step: string, value: T): Promise<T>;
  /** What came of a step; undefined while it is not settled. */
  get<T>(instanceId: string, step: string): Promise<T | undefined>;
}

export function createMarks(tables: Tables): Marks {
  const table = tables.table('CountersignMarks');
  const keys = (instanceId: string, step: string) => ({ partitionKey: rowKey(instanceId), rowKey: rowKey(step) });
  return {
    async mark(instanceId, step, at) {
      const written = await insertOnce(table, { ...keys(instanceId, step), at });
      return written.first ? { first: true, at } : { first: false, at: String(written.row['at']) };
    },

    async settle<T>(instanceId: string, step: string, value: T) {
      const key = keys(instanceId, step);
      const columns = toJsonColumns('value', value);
      for (;;) {
        const row = await table.get(key.partitionKey, key.rowKey);
        if (!row) throw new Error(`The step ${step} of ${instanceId} was settled before it was begun.`);
        const standing = fromJsonColumns<T>('value', row);
        if (standing !== undefined) return standing;
        if ((await table.merge({ ...key, ...columns }, row.etag)) === 'merged') return value;
      }
    },

    async get<T>(instanceId: string, step: string) {
      const { partitionKey, rowKey } = keys(instanceId, step);
      const row = await table.get(partitionKey, rowKey);
      return row && fromJsonColumns<T>('value', row);
    },
  };
}
