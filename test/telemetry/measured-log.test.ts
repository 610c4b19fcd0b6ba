import { type AuditLog } from '../../src/audit/audit-log';
import { type AuditRecord } from '../../src/model/audit-entry';
import { measuredLog } from '../../src/telemetry/measured-log';

test('a record that is said of a chain goes into that chain, measured or not', async () => {
  const append = jest.fn().mockResolvedValue({});
  const record = { kind: 'notice' } as AuditRecord;
  await measuredLog({ append } as unknown as AuditLog).append(record, 'main2');
  expect(append).toHaveBeenCalledWith(record, 'main2');
});
