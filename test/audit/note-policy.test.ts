import { createAuditIndex } from '../../src/audit/audit-index';
import { indexBehind } from '../../src/audit/index-behind';
import { notePolicy } from '../../src/audit/note-policy';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { type Company } from '../../src/model/company';
import { type Azurite, startAzurite } from '../../local/azurite';
import { allOf } from '../kit/all-of';
import { auditRecord } from '../kit/audit-record';
import { freshTables } from '../kit/fresh-tables';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const now = new Date('2026-11-02T10:00:00Z');
const policy = (over: object = {}) =>
  ({
    rules: [{ name: 'deploys', line: 7, when: {}, require: [] }],
    environments: [],
    people: [{ id: 'bob', groups: ['team-leads'] }],
    ...over,
  }) as unknown as Company;

test('a policy is recorded when it is another, by whoever starts first, and never for moving in the file', async () => {
  const tables = freshTables(azurite.connectionString)();
  const auditIndex = createAuditIndex(tables);
  const behind = indexBehind(auditIndex, () => undefined);
  const audit = createTableAuditLog(tables, () => now, behind.written);
  const note = async (company: Company) => {
    const changed = await Promise.all([1, 2].map(() => notePolicy(company, { audit, auditIndex }, now)));
    await behind.flush();
    return changed;
  };
  expect(await note(policy())).toEqual([true, true]);
  expect(await note(policy({ rules: [{ name: 'deploys', line: 9, when: {}, require: [] }] }))).toEqual([false, false]);
  await note(policy({ people: [{ id: 'bob', groups: [] }] }));
  await note(policy());
  const noted = await allOf(audit.list({ from: '2000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' }));
  expect(noted.map(({ command }) => command)).toEqual([
    '(the policy as first seen)',
    '(the policy changed)',
    '(the policy changed)',
  ]);
  expect(noted[2]?.details['policy_hash']).toBe(noted[0]?.details['policy_hash']);
  expect(noted[2]?.details['before']).toBe(noted[1]?.details['policy_hash']);
});

test('nothing is begun anew where a table that was in use is gone, or where there must have been a chain', async () => {
  const tables = freshTables(azurite.connectionString);
  const log = createTableAuditLog(tables(), () => now);
  await log.append(auditRecord({ instance_id: 'a', timestamp: now.toISOString() }));
  const table = tables().table('CountersignAudit');
  for (const row of await allOf(table.rows())) await table.remove(row.partitionKey, row.rowKey, '*');
  await expect(log.append(auditRecord({ instance_id: 'b', timestamp: now.toISOString() }))).rejects.toThrow(
    'is gone while',
  );
  await expect(log.entries()).rejects.toThrow('is gone while');
  const anew = createTableAuditLog(
    tables(),
    () => now,
    () => undefined,
    () => Promise.reject(new Error('there are anchors')),
  );
  await expect(anew.append(auditRecord({ instance_id: 'c', timestamp: now.toISOString() }))).rejects.toThrow(
    'there are anchors',
  );
  expect(await allOf(table.rows())).toEqual([]);
});
