import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { memoryTables } from '../../local/kit/memory-tables';
import { mutateChain } from '../../local/kit/mutate-chain';
import { auditRecord } from '../kit/audit-record';

/** `npm run bench -- audit` does the same ten thousand times. */
const MUTATIONS = 500;

test('whatever single row is changed, removed, inserted or put elsewhere, verification finds it', async () => {
  const tables = memoryTables();
  let time = new Date();
  const log = createTableAuditLog(tables, () => time);
  for (const day of ['2026-11-01', '2026-11-02', '2026-11-05']) {
    time = new Date(`${day}T10:00:00Z`);
    for (let n = 0; n < 5; n++)
      await log.append(auditRecord({ instance_id: `${day}-${n}`, timestamp: time.toISOString() }));
  }
  const rows = tables.rowsOf('CountersignAudit');
  // The same changes in every run: a linear congruential generator.
  let seed = 20_261_127;
  const pick = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  const missed: string[] = [];
  for (let n = 0; n < MUTATIONS; n++) {
    const { what, undo } = mutateChain(rows, pick);
    if ((await log.verify()).intact) missed.push(what);
    undo();
  }
  expect(missed).toEqual([]);
  expect(await log.verify()).toEqual({ intact: true, chains: 1, entries: 15 });
});
