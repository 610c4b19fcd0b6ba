import { type TableClient, type UpdateMode } from '@azure/data-tables';
import { type Change, type NewRow, type Row } from './row';
import { StorageError } from './storage-error';
import { submitTransaction } from './transaction';

export type { Change, NewRow, Row };

/**
 * One table. Every call ends within ten seconds. Throws StorageError; what another writer did meanwhile is an
 * answer, not an error. A missing table is made by the first write and is empty until then.
 */
export interface Table {
  insert(row: NewRow): Promise<'inserted' | 'exists'>;
  get(partitionKey: string, rowKey: string): Promise<Row | undefined>;
  /** Writes the given properties over the row if it still has the ETag. */
  merge(row: NewRow, etag: string): Promise<'merged' | 'changed'>;
  /** Writes the row in place of the one that has the ETag. */
  replace(row: NewRow, etag: string): Promise<'replaced' | 'changed'>;
  /** Writes the row, whatever stood there. */
  put(row: NewRow): Promise<void>;
  /** Removes the row if it still has the ETag. */
  remove(partitionKey: string, rowKey: string, etag: string): Promise<'removed' | 'changed'>;
  /** Up to 100 changes in one partition; gives the ETags in their order. Ends within `timeoutMs`. */
  transact(changes: Change[], timeoutMs: number): Promise<(string | undefined)[]>;
  /** By partition, then row key, ascending. `filter` is OData; `pageSize` is how many one request asks for, up to 1,000. */
  rows(filter?: string, pageSize?: number): AsyncIterable<Row>;
}

const DEADLINE_MS = 10_000;
/** A string property holds 64 KiB of UTF-16. */
const MAX_COLUMN_CHARS = 32_768;
const changed = { 404: 'changed' as const, 412: 'changed' as const };

export function createTable(name: string, connect: () => Promise<TableClient>): Table {
  let making: Promise<void> | undefined;

  async function call<T>(
    doing: string,
    run: (client: TableClient, abortSignal: AbortSignal) => Promise<T>,
    ms = DEADLINE_MS,
  ) {
    const client = await connect();
    try {
      return await run(client, AbortSignal.timeout(ms));
    } catch (error) {
      throw new StorageError(`${doing} ${name}`, error);
    }
  }

  /** All who miss the table wait for one attempt; somebody else's table is as good. */
  function make(): Promise<void> {
    making ??= call('creating', (client, abortSignal) => client.createTable({ abortSignal }))
      .catch((error: unknown) => answer(error, { 409: undefined }))
      .finally(() => {
        making = undefined;
      });
    return making;
  }

  /** For writes that do not need an older row: a 404 can only mean that the table is missing. */
  async function orMake<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      await make();
      return write();
    }
  }

  function update(row: NewRow, etag: string, mode: UpdateMode) {
    checkLengths(row);
    return call('update in', (client, abortSignal) => client.updateEntity(row, mode, { etag, abortSignal }));
  }

  return {
    async insert(row) {
      checkLengths(row);
      const write = () => call('insert into', (client, abortSignal) => client.createEntity(row, { abortSignal }));
      return orMake(write).then(
        () => 'inserted' as const,
        (error: unknown) => answer(error, { 409: 'exists' as const }),
      );
    },

    async get(partitionKey, rowKey) {
      return call('read from', (client, abortSignal) =>
        client.getEntity<Row>(partitionKey, rowKey, { abortSignal }),
      ).then(
        (row) => row as Row,
        (error: unknown) => answer(error, { 404: undefined }),
      );
    },

    async merge(row, etag) {
      return update(row, etag, 'Merge').then(
        () => 'merged' as const,
        (error: unknown) => answer(error, changed),
      );
    },

    async replace(row, etag) {
      return update(row, etag, 'Replace').then(
        () => 'replaced' as const,
        (error: unknown) => answer(error, changed),
      );
    },

    async put(row) {
      checkLengths(row);
      await orMake(() =>
        call('write to', (client, abortSignal) => client.upsertEntity(row, 'Replace', { abortSignal })),
      );
    },

    async remove(partitionKey, rowKey, etag) {
      return call('delete from', (client, abortSignal) =>
        client.deleteEntity(partitionKey, rowKey, { etag, abortSignal }),
      ).then(
        () => 'removed' as const,
        (error: unknown) => answer(error, changed),
      );
    },

    async transact(changes, timeoutMs) {
      for (const [, row] of changes) checkLengths(row);
      return call(
        'transaction in',
        (client, abortSignal) => submitTransaction(client, changes, abortSignal),
        timeoutMs,
      );
    },

    async *rows(filter, maxPageSize) {
      const client = await connect();
      try {
        const pages = client
          .listEntities<Row>({
            queryOptions: filter === undefined ? {} : { filter },
            requestOptions: { timeout: DEADLINE_MS },
          })
          .byPage({ maxPageSize });
        for await (const page of pages) yield* page as Row[];
      } catch (error) {
        if (statusOf(error) !== 404) throw new StorageError(`query of ${name}`, error);
      }
    },
  };
}

function checkLengths(row: NewRow): void {
  for (const [column, value] of Object.entries(row)) {
    if (typeof value === 'string' && value.length > MAX_COLUMN_CHARS) {
      throw new RangeError(`${column} has ${value.length} characters; a property takes at most ${MAX_COLUMN_CHARS}.`);
    }
  }
}

function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number }).statusCode;
}

function answer<T>(error: unknown, answers: Record<number, T>): T {
  const status = statusOf(error);
  if (status !== undefined && status in answers) return answers[status] as T;
  throw error;
}
