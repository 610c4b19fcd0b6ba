import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { createAuditIndex } from '../../src/audit/audit-index';
import { indexBehind } from '../../src/audit/index-behind';
import { type AuditLog, AuditUnavailableError } from '../../src/audit/audit-log';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { type AuditEntry, type AuditRecord } from '../../src/model/audit-entry';
import { createTables } from '../../src/state/tables';
import { auditRecord, prefixed } from './audit-record';

/** What one process of several writes, told by its parent: how many at a time, and by how many writers of one chain. */
export interface Writing {
  prefix: string;
  what: 'entries' | 'rows';
  writers: number;
  lanes: number;
  times: number;
}

/**
 * `node audit-writer.mjs CONNECTION`, forked: says `ready`, is told a Writing, writes, says how many milliseconds it took once the index has caught up,
 * and so on until its parent goes. Its writers are logs of their own, each with a head of its own.
 */
async function run(connection: string): Promise<void> {
  process.once('disconnect', () => process.exit(0));
  process.send?.('ready');
  for (;;) {
    const [{ prefix, what, writers, lanes, times }] = (await once(process, 'message')) as [Writing];
    const tables = prefixed(createTables(connection), prefix);
    const [bare, me] = [tables.table('BenchBare'), randomUUID()];
    const behind = indexBehind(createAuditIndex(tables), (error) => console.error(error));
    const logs = Array.from({ length: writers }, () => createTableAuditLog(tables, () => new Date(), behind.written));
    let [left, n] = [times, 0];
    const write = async (lane: number): Promise<unknown> => {
      const record = { ...auditRecord(n++), instance_id: `${me}-${n}` };
      if (what === 'entries') return stored(logs[lane % writers]!, record);
      return bare.insert({ partitionKey: 'p', rowKey: `${me}-${n}`, record0: JSON.stringify(record), hash: 'x' });
    };
    const began = performance.now();
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        while (left-- > 0) await write(lane);
      }),
    );
    const took = performance.now() - began;
    await behind.flush();
    process.send?.(took);
  }
}

/** Who is told that a record may not be stored asks again, as activities do; once it is there it is found. */
async function stored(log: AuditLog, record: AuditRecord): Promise<AuditEntry> {
  for (;;) {
    try {
      return await log.append(record);
    } catch (error) {
      if (!(error instanceof AuditUnavailableError)) throw error;
    }
  }
}

run(process.argv[2] ?? '').catch((error: Error) => {
  console.error(error.stack);
  process.exit(1);
});
