import { type Plan } from '../../src/model/plan';
import { requestView } from '../../src/views/request-view';
import { resultView } from '../../src/views/result-view';
import { runningView } from '../../src/views/running-view';
import { plainText } from '../kit/plain-text';

const person = (id: string) => ({ id, accounts: {} });
const head = {
  icon: '🚀',
  title: 'Deploy order-service v2.4.1 to production',
  requester: person('alice'),
  reason: 'fixes checkout',
};
const plan: Plan = {
  action: 'deploy',
  service: 'order-service',
  environment: 'production',
  connector: 'github',
  current: { version: 'v2.4.0', commit: 'aaaaaaaaaaaa' },
  desired: { version: 'v2.4.1', commit: 'bbbbbbbbbbbb' },
  display: {
    commits: Array.from({ length: 12 }, (_, index) => ({
      sha: `${index}abcdef0123`,
      message: `Change ${index}`,
      author: 'Dave',
    })),
    moreCommits: 3,
    compareUrl: 'https://github.test/compare',
  },
};
const verdict = {
  kind: 'approval',
  rule: { name: 'deploy to production', line: 88 },
  requirements: [{ count: 1, label: 'a team lead', eligible: ['bob', 'carol'] }],
  expiresSeconds: 1_800,
  reasonRequired: false,
} as const;
const ballot = { instanceId: 'i', round: 1, planHash: 'f00dfeedcafe99' };
const waiting = {
  plan,
  verdict: {
    ...verdict,
    requirements: [...verdict.requirements].map((one) => ({ ...one, eligible: [...one.eligible] })),
  },
  tally: {
    state: 'waiting' as const,
    requirements: [{ label: 'a team lead', count: 1, approvedBy: [] }],
    approvedBy: [],
  },
  ballot,
  expiresAt: '2026-03-04T15:53:47.000Z',
};

describe('the message of a command', () => {
  it('asks for approval in the words of the article', () => {
    const text = plainText(requestView(head, waiting, person));
    expect(text).toContain('🚀 Deploy order-service v2.4.1 to production\n');
    expect(text).toContain('Requires approval from a team lead.\n');
    expect(text).toContain('React with ✅ to approve or ❌ to reject.');
  });

  it('says who asked and why, what changes, who may decide, how far it is, the plan hash and the rule', () => {
    const text = plainText(requestView(head, waiting, person));
    expect(text).toContain('Requested by: @alice');
    expect(text).toContain('Reason: fixes checkout');
    expect(text).toContain('Change: v2.4.0 (aaaaaaa) → v2.4.1 (bbbbbbb)');
    expect(text).toContain('15 commits');
    expect(text).toContain('and 7 more');
    expect(text).toContain('May approve: @bob or @carol');
    expect(text).toContain('Approvals: 0 of 1');
    expect(text).toContain('Expires: 2026-03-04T15:53:47.000Z');
    expect(text).toContain('Plan f00dfeedcafe · rule “deploy to production” (line 88)');
    expect(text).toContain('[approve]\n[reject]');
  });

  it('says what changed when a new round begins', () => {
    const text = plainText(requestView(head, { ...waiting, changes: ['The tag moved.'] }, person));
    expect(text).toContain('A new round, because the plan changed: The tag moved.');
  });

  it('says who approved while it runs, and has no buttons any more', () => {
    const text = plainText(
      runningView(head, {
        plan,
        approvedBy: [person('bob')],
        doing: 'Deploying order-service v2.4.1...',
        at: 'starting',
      }),
    );
    expect(text).toContain('✅ Approved by @bob. Deploying order-service v2.4.1...');
    expect(text).not.toContain('[approve]');
  });

  it('ends a good deploy in the words of the article, with the dashboard', () => {
    const text = plainText(
      resultView(head, {
        outcome: { result: 'success', reasonCode: 'completed', message: 'Deploy complete. Health check passed.' },
        plan,
        approvedBy: [person('bob')],
        dashboard: 'https://grafana.internal/d/order-service',
        durationSeconds: 127,
      }),
    );
    expect(text).toContain('✅ Deploy complete. Health check passed.');
    expect(text).toContain('Dashboard: https://grafana.internal/d/order-service');
    expect(text).toContain('Took: 2 min 7 s');
  });

  it('ends a failed run with the failing job, its last lines and the link', () => {
    const text = plainText(
      resultView(head, {
        outcome: { result: 'failure', reasonCode: 'run_failed', message: 'The run failed in deploy, step roll out.' },
        plan,
        approvedBy: [],
        run: {
          id: '7',
          url: 'https://github.test/run/7',
          state: 'failed',
          steps: [],
          failure: { job: 'deploy', step: 'roll out', url: 'https://github.test/job/9', logLines: ['boom', 'exit 1'] },
        },
        durationSeconds: 9,
      }),
    );
    expect(text).toContain('❌ Failed: Deploy order-service v2.4.1 to production');
    expect(text).toContain('The run failed in deploy, step roll out.');
    expect(text).toContain('boom\nexit 1');
    expect(text).toContain('Open the failing job: https://github.test/job/9');
  });

  it('says who rejected it and why', () => {
    const text = plainText(
      resultView(head, {
        outcome: { result: 'rejected', reasonCode: 'rejected_by_approver', message: 'Rejected by @carol: not today' },
        plan,
        approvedBy: [],
        rejectedBy: person('carol'),
        rejectReason: 'not today',
        durationSeconds: 9,
      }),
    );
    expect(text).toContain('❌ Rejected by @carol: Deploy order-service v2.4.1 to production');
    expect(text).toContain('Reason: not today');
  });
});
