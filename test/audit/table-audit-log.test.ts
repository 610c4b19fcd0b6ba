import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { auditLogContract } from '../contracts/audit-log';
import { type Azurite, startAzurite } from '../../local/azurite';
import { freshTables } from '../kit/fresh-tables';

describe('the audit log in Table Storage', () => {
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await startAzurite();
  });
  afterAll(() => azurite.close());

  auditLogContract(async () => {
    const tables = freshTables(azurite.connectionString);
    return (now) => createTableAuditLog(tables(), now);
  });
});
