import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { createTables } from '../../src/state/tables';
import { startAzurite } from '../../local/azurite';
import { startWriters } from '../../local/bench/writer-processes';
import { prefixed } from '../../local/bench/audit-record';
import { allOf } from '../kit/all-of';

/** Over HTTP and between real processes; run `npm run build` first, which makes the writer. */
test('fifty writers in two processes that all begin one chain at once each get their records in, once', async () => {
  const azurite = await startAzurite();
  const processes = await startWriters(2, azurite.connectionString);
  try {
    await processes.write({ prefix: 'Storm', what: 'entries', writers: 25, lanes: 25, times: 25 });
    const log = createTableAuditLog(prefixed(createTables(azurite.connectionString), 'Storm'));
    expect(await log.verify()).toEqual({ intact: true, chains: 1, entries: 50 });
    const listed = await allOf(log.list({ from: '2000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' }));
    expect(new Set(listed.map(({ instance_id }) => instance_id)).size).toBe(50);
  } finally {
    processes.close();
    await azurite.close();
  }
}, 180_000);
