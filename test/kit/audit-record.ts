import { type AuditRecord } from '../../src/model/audit-entry';

/** An audit record with everything in it; `over` says what matters. */
export function auditRecord(over: Partial<AuditRecord> = {}): AuditRecord {
  return {
    instance_id: 'instance',
    step: 'outcome',
    kind: 'outcome',
    timestamp: '2026-11-02T10:00:00.000Z',
    user: '@alice',
    command: '/deploy order-service v2.4.1 production',
    approved_by: '@bob',
    result: 'success',
    duration_seconds: 42.5,
    channel: '#deployments',
    platform: 'slack',
    conversation: 'slack/T0DEMO/C0DEPLOY',
    action: 'deploy',
    service: 'order-service',
    environment: 'production',
    approvals: [
      {
        user: '@bob',
        at: '2026-11-02T10:00:30.123456Z',
        decision: 'approve',
        reason: null,
        plan_hash: 'ab12',
        round: 1,
      },
    ],
    reason_code: 'completed',
    details: { run: 'https://github.example/runs/1' },
    ...over,
  };
}
