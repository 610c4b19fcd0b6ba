import { createAuditIndex } from '../src/audit/audit-index';
import { reindex } from '../src/audit/index-upkeep';
import { CHAIN, createTableAuditLog } from '../src/audit/table-audit-log';
import { readSettings } from '../src/config/env';
import { createTables } from '../src/state/tables';
import { managedIdentity } from './managed-identity';

const usage = `usage: npm run audit -- verify | reindex
  verify   walks every chain in AUDIT_STORAGE (default: AzureWebJobsStorage) from its first row. Exit code 0: intact, 1: a row is
           wrong, 2: it could not be read.
  reindex  makes the rows again by which /audit finds entries, from the chain, and removes those that no entry has. The bot may run.`;

async function run(): Promise<number> {
  const [verb, ...more] = process.argv.slice(2);
  if ((verb !== 'verify' && verb !== 'reindex') || more.length > 0) {
    console.error(usage);
    return 2;
  }
  const { auditStorage } = readSettings();
  if (!auditStorage) {
    console.error('AUDIT_STORAGE is not set, nor is AzureWebJobsStorage.');
    return 2;
  }
  const tables = createTables(auditStorage, managedIdentity);
  if (verb === 'reindex') {
    const { entries, removed } = await reindex(tables, CHAIN, createAuditIndex(tables));
    console.log(`indexed: ${entries} entries; ${removed} stray row(s) removed`);
    return 0;
  }
  const result = await createTableAuditLog(tables).verify();
  if (result.intact) {
    console.log(`intact: ${result.entries} entries in ${result.chains} chain(s)`);
    return 0;
  }
  const { chain, partition, row, problem } = result.bad;
  console.error(
    `broken: ${problem} (chain ${chain}, partition ${partition}, row ${row}; ${result.entries} entries before it are good)`,
  );
  return 1;
}

run().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(2);
  },
);
