import { StorageError } from '../../src/state/storage-error';
import { type Table } from '../../src/state/table';
import { type Tables } from '../../src/state/tables';

export type Call = 'insert' | 'get' | 'merge' | 'replace' | 'put' | 'remove' | 'transact' | 'rows';

/** Stands before a call: may throw instead of it, or make it itself. */
export type Fault = (call: Call, make: () => Promise<unknown>, given: unknown[]) => Promise<unknown>;

/** Tables that note each call and let a test get in its way. */
export function watchedTables(tables: Tables): Tables & { calls: Call[]; fault: Fault } {
  const watched = {
    calls: [] as Call[],
    fault: ((_, make) => make()) as Fault,
    table(name: string): Table {
      const table = tables.table(name);
      const through =
        <A extends unknown[], R>(call: Call, run: (...given: A) => Promise<R>) =>
        (...given: A) => {
          watched.calls.push(call);
          return watched.fault(call, () => run(...given), given) as Promise<R>;
        };
      return {
        insert: through('insert', (...given: Parameters<Table['insert']>) => table.insert(...given)),
        get: through('get', (...given: Parameters<Table['get']>) => table.get(...given)),
        merge: through('merge', (...given: Parameters<Table['merge']>) => table.merge(...given)),
        replace: through('replace', (...given: Parameters<Table['replace']>) => table.replace(...given)),
        put: through('put', (...given: Parameters<Table['put']>) => table.put(...given)),
        remove: through('remove', (...given: Parameters<Table['remove']>) => table.remove(...given)),
        transact: through('transact', (...given: Parameters<Table['transact']>) => table.transact(...given)),
        rows(filter, pageSize) {
          watched.calls.push('rows');
          return table.rows(filter, pageSize);
        },
      };
    },
  };
  return watched;
}

/** Nobody answered. */
export function noAnswer(): StorageError {
  return new StorageError('test', new Error('socket hang up'));
}

export function answered(statusCode: number): StorageError {
  return new StorageError('test', Object.assign(new Error('answered'), { statusCode }));
}
