import { type TableClient } from '@azure/data-tables';
import { type TokenCredential } from '@azure/identity';
import { parseStorageAddress, type StorageAddress } from './storage-address';
import { createTable, type Table } from './table';

/** The tables of one storage account. */
export interface Tables {
  /** `name` is a table name: letters and digits only. The same name gives the same table. */
  table(name: string): Table;
}

const retryOptions = { maxRetries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 2_000 };

/**
 * Opens the tables behind a storage setting. Nothing is loaded or sent before the first use. Throws at once when
 * the setting is not understood, or needs an identity that was not given.
 */
export function createTables(storage: string, identity?: () => Promise<TokenCredential>): Tables {
  const connect = connector(parseStorageAddress(storage), identity);
  const known = new Map<string, Table>();
  return {
    table(name) {
      const table =
        known.get(name) ??
        createTable(
          name,
          once(() => connect(name)),
        );
      known.set(name, table);
      return table;
    },
  };
}

function connector(
  address: StorageAddress,
  identity?: () => Promise<TokenCredential>,
): (name: string) => Promise<TableClient> {
  if (address.kind === 'identity') {
    if (!identity) {
      throw new Error(
        `The storage address ${address.url} needs an identity; give a connection string where there is none.`,
      );
    }
    return async (name) => {
      const { TableClient } = await import('@azure/data-tables');
      return new TableClient(address.url, name, await identity(), { retryOptions });
    };
  }
  const { connectionString, insecure: allowInsecureConnection } = address;
  return async (name) => {
    const { TableClient } = await import('@azure/data-tables');
    return TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection, retryOptions });
  };
}

/** A failed first try is not remembered. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}
