import { createIncidents } from '../../../src/state/incidents';
import { createLocks } from '../../../src/state/locks';
import { createMessages } from '../../../src/state/messages';
import { createRequests } from '../../../src/state/requests';
import { createTables } from '../../../src/state/tables';
import { type WiredCompany } from '../product/wired-company';

export type Rows = ReturnType<typeof rowsOf>;

/** What the product keeps, read past the wire. */
export function rowsOf({ stack }: WiredCompany) {
  const tables = createTables(stack.tables.connectionString);
  return {
    requests: createRequests(tables),
    messages: createMessages(tables),
    locks: createLocks(tables),
    incidents: createIncidents(tables),
    /** Everything that names a message which the product knows of, as one text. */
    async known() {
      const found: string[] = [];
      for (const name of ['CountersignMarks', 'CountersignIncidents'])
        for await (const row of tables.table(name).rows()) found.push(JSON.stringify(row));
      return found.join('\n');
    },
  };
}
