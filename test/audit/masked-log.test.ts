import { type AuditLog } from '../../src/audit/audit-log';
import { maskedLog } from '../../src/audit/masked-log';
import { type AuditEntry, type AuditRecord } from '../../src/model/audit-entry';
import { auditRecord } from '../kit/audit-record';

it('hides in a record what somebody wrote, each text in its place, all in one go, and leaves hashes as they are', async () => {
  const kept: AuditRecord[] = [];
  const log = { append: (record: AuditRecord) => Promise.resolve(void kept.push(record) as unknown as AuditEntry) };
  const mask = jest.fn((texts: readonly string[]) => texts.map((text) => text.replace(/secret-\d/u, '***')));
  const at = '2026-11-27T12:00:00.000Z';
  const approvals = [
    { user: '@bob', at, decision: 'approve', reason: null, plan_hash: 'ab12', round: 1 },
    { user: '@carol', at, decision: 'reject', reason: 'it says secret-2', plan_hash: 'ab12', round: 1 },
  ] as const;
  const hash = 'a'.repeat(64);
  const record = auditRecord({
    command: '/logs api secret-1',
    approvals: [...approvals],
    details: { plan: hash, lines: ['plain', 'secret-3'], run: { url: 'https://x/secret-4', number: 4, none: null } },
  });

  await maskedLog(log as unknown as AuditLog, mask).append(record);

  expect(kept).toEqual([
    {
      ...record,
      command: '/logs api ***',
      approvals: [approvals[0], { ...approvals[1], reason: 'it says ***' }],
      details: { plan: hash, lines: ['plain', '***'], run: { url: 'https://x/***', number: 4, none: null } },
    },
  ]);
  expect(mask).toHaveBeenCalledTimes(1);
});
