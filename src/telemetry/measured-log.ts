import { type AuditLog } from '../audit/audit-log';
import { telemetry } from './telemetry';

/** The same log; how long each record takes until it is stored is measured, and so is each that it does not take. */
export function measuredLog(log: AuditLog): AuditLog {
  return {
    ...log,
    async append(record, chain) {
      const began = performance.now();
      const kind = { kind: record.kind };
      try {
        const entry = await log.append(record, chain);
        telemetry.measure('countersign.audit.lag', (performance.now() - began) / 1_000, kind);
        return entry;
      } catch (error) {
        telemetry.measure('countersign.audit.failures', 1, kind);
        throw error;
      }
    },
  };
}
