import { type Tables } from '../state/tables';
import { createAppender } from './appender';
import { type AuditLog } from './audit-log';
import { AUDIT_TABLE } from './chain-rows';
import { createChainWriter } from './chain-writer';
import { listEntries } from './list-entries';
import { verifyChains } from './verify-chain';

/** The one chain there is; keys and checks take more. */
const CHAIN = 'main';

/** The audit log in Table Storage, in the format of docs/audit-format.md. */
export function createTableAuditLog(tables: Tables, now: () => Date = () => new Date()): AuditLog {
  const table = tables.table(AUDIT_TABLE);
  return {
    append: createAppender(createChainWriter(table, CHAIN, now), now),
    list: (range) => listEntries(table, CHAIN, range),
    verify: () => verifyChains(table),
  };
}
