import { createTables, type Tables } from '../../src/state/tables';

let count = 0;

/**
 * Tables of nobody else's, without the cost of another Azurite: under names of their own. Call what it returns once for each
 * process that is played.
 */
export function freshTables(connectionString: string): () => Tables {
  const prefix = `T${process.pid}x${count++}`;
  return () => {
    const tables = createTables(connectionString);
    return { table: (name) => tables.table(`${prefix}${name}`) };
  };
}
