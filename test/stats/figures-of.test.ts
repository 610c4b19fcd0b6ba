import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { loadCompany } from '../../src/config/load-company';
import { type AuditEntry } from '../../src/model/audit-entry';
import { figuresOf } from '../../src/stats/figures-of';
import { median } from '../../src/stats/median';
import { spanText } from '../../src/stats/span-text';

const company = loadCompany(readFileSync('countersign.yaml', 'utf8'), {});
const span = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-08T00:00:00Z') };
const rule = { name: 'deploys to production', line: 1 };

let count = 0;
function outcome(over: Partial<AuditEntry>): AuditEntry {
  count += 1;
  return {
    id: `main-${count}`,
    instance_id: `i${count}`,
    step: 'outcome',
    kind: 'outcome',
    timestamp: '2026-11-02T10:00:00.000Z',
    user: '@alice',
    command: '/deploy order-service v2.4.1 production',
    approved_by: null,
    result: 'success',
    duration_seconds: 60,
    channel: '#deployments',
    platform: 'slack',
    action: 'deploy',
    service: 'order-service',
    environment: 'production',
    approvals: [],
    reason_code: 'completed',
    details: { rule },
    conversation: null,
    prev_hash: '',
    hash: '',
    ...over,
  };
}

const at = (time: string) => ({ timestamp: `2026-11-${time}:00.000Z` });
const failedDeploy = { result: 'failure', reason_code: 'verification_failed' } as const;
const figures = (...entries: AuditEntry[]) => figuresOf(entries, span, company);

describe('Figures from the audit log', () => {
  it('count deployments to production that worked, by day', () => {
    const { deployments, deploymentsByDay } = figures(
      outcome(at('02T10:00')),
      outcome(at('02T23:59')),
      outcome({ ...at('03T10:00'), ...failedDeploy }),
      outcome({ environment: 'staging' }),
      outcome({ reason_code: 'dry_run' }),
      outcome({ result: 'rejected', reason_code: 'rejected_by_approver' }),
    );
    expect(deployments).toBe(2);
    expect(deploymentsByDay).toHaveLength(7);
    expect(deploymentsByDay.slice(1, 3)).toEqual([
      { day: '2026-11-02', worked: 1, failed: 0 },
      { day: '2026-11-03', worked: 1, failed: 1 },
    ]);
  });

  it('take the lead time of each commit to the end of the deployment that brought it', () => {
    const committed_at = ['2026-11-02T09:01:00Z', '2026-11-02T08:01:00Z', '2026-11-02T06:01:00Z'];
    const { leadSeconds, commits } = figures(outcome({ details: { plan: { committed_at } } }));
    expect([leadSeconds, commits]).toEqual([7_200, 3]);
  });

  it('count a deployment as failed when it did, or when the next change of its target takes it back', () => {
    const { failed, started, changeFailureRatio, restoreSeconds, restored } = figures(
      outcome(at('02T10:00')),
      outcome({ ...at('02T10:30'), action: 'rollback' }),
      outcome({ ...at('03T10:00'), ...failedDeploy }),
      outcome({ ...at('03T10:05'), ...failedDeploy }),
      outcome(at('03T11:00')),
      outcome({ ...at('03T10:20'), service: 'payment-service' }),
      outcome({ ...at('04T10:00'), result: 'failure', reason_code: 'target_locked' }),
    );
    expect([failed, started, changeFailureRatio]).toEqual([3, 5, 0.6]);
    expect([restored, restoreSeconds]).toEqual([3, 55 * 60]);
  });

  it('tell how long was waited for the approval that was enough, by whom the rule asks', () => {
    const vote = (user: string, time: string, round = 1) => ({
      user,
      at: `2026-11-02T${time}Z`,
      decision: 'approve' as const,
      reason: null,
      plan_hash: 'a',
      round,
    });
    const { approvals } = figures(
      outcome({ approved_by: '@bob', approvals: [vote('@bob', '10:04:00')] }),
      outcome({ approved_by: '@bob, @carol', approvals: [vote('@bob', '10:01:00'), vote('@carol', '10:02:00')] }),
      outcome({ approved_by: '@bob', approvals: [vote('@bob', '10:01:00'), vote('@bob', '10:20:00', 2)] }),
    );
    expect(approvals).toEqual([{ asked: 'team-leads', count: 3, medianSeconds: 240, longestSeconds: 1_200 }]);
  });

  it('tell the mean time to resolve incidents, by severity', () => {
    const resolved = (severity: string, seconds: number) =>
      outcome({
        action: 'incident',
        environment: null,
        details: { incident: 'inc-1', severity, resolved_after_seconds: seconds },
      });
    expect(figures(resolved('sev1', 1_000), resolved('sev2', 60), resolved('sev1', 2_000)).incidents).toEqual([
      { severity: 'sev1', count: 2, meanSeconds: 1_500 },
      { severity: 'sev2', count: 1, meanSeconds: 60 },
    ]);
  });

  it('say nothing where nothing was', () => {
    expect(figures()).toMatchObject({ deployments: 0, started: 0, approvals: [], incidents: [], commands: 0 });
    expect([figures().leadSeconds, figures().changeFailureRatio, figures().restoreSeconds]).toEqual(
      Array(3).fill(undefined),
    );
  });

  it('do not hang on the order in which entries come', () => {
    const entries = [
      outcome(at('02T10:00')),
      outcome({ ...at('02T10:30'), action: 'rollback' }),
      outcome({ ...at('03T10:00'), ...failedDeploy }),
      outcome(at('03T11:00')),
    ];
    const expected = figures(...entries);
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        expect(figures(...shuffled)).toEqual(expected);
      }),
    );
  });
});

it('The median lies in the middle', () => {
  expect([median([]), median([3]), median([4, 1]), median([9, 1, 2])]).toEqual([undefined, 3, 2.5, 2]);
});

it('Spans are told in their two largest units', () => {
  expect([0, 8, 60, 3_661, 90_000, 86_400 + 59].map(spanText)).toEqual([
    '0 s',
    '8 s',
    '1 min',
    '1 h 1 min',
    '1 d 1 h',
    '1 d',
  ]);
});
