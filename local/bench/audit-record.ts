import { type AuditRecord } from '../../src/model/audit-entry';
import { type Tables } from '../../src/state/tables';

/** The outcome of a command such as people give it, one of many. */
export function auditRecord(n: number, now = new Date()): AuditRecord {
  return {
    instance_id: `instance-${n}`,
    step: 'outcome',
    kind: 'outcome',
    timestamp: now.toISOString(),
    user: `@person${n % 20}`,
    command: `/deploy order-service v2.4.${n} production`,
    approved_by: '@bob',
    result: n % 7 ? 'success' : 'failure',
    duration_seconds: 42,
    channel: '#deployments',
    platform: 'slack',
    conversation: 'slack/T0DEMO/C0DEPLOY',
    action: 'deploy',
    service: `service-${n % 5}`,
    environment: n % 3 ? 'staging' : 'production',
    approvals: [],
    reason_code: n % 7 ? 'completed' : 'run_failed',
    details: { run: `https://github.example/runs/${n}`, message: 'Deploy complete. Health check passed.' },
  };
}

/** Tables of nobody else's in the same storage. */
export function prefixed(tables: Tables, prefix: string): Tables {
  return { table: (name) => tables.table(`${prefix}${name}`) };
}
