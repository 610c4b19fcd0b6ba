import { runCommand } from '../../src/orchestrators/run-command';
import { replay } from '../kit/replay';

const request = {
  instanceId: 'abcdefghijklmnopqrstuvwxyz',
  command: 'deploy',
  args: { service: 'order-service', version: 'v2.4.1', environment: 'production' },
  text: '/deploy order-service v2.4.1 production',
  receivedAt: '2026-03-04T15:00:00.000Z',
  origin: { platform: 'slack', tenant: 'T0DEMO', account: 'U0ALICE', channel: 'C0DEPLOY' },
  answered: false,
};
const message = { platform: 'slack', tenant: 'T0DEMO', channel: 'C0DEPLOY', message: '1.1' };
const requester = { id: 'alice', accounts: { slack: 'U0ALICE' } };
const plan = { action: 'deploy', service: 'order-service', environment: 'production', connector: 'github' };
const rule = { name: 'deploy to production', line: 88 };
const approval = {
  kind: 'approval',
  rule,
  requirements: [{ count: 1, label: 'a team lead', eligible: ['bob', 'carol'] }],
  expiresSeconds: 1_800,
  reasonRequired: false,
};
const patience = { settleSeconds: 3, healthTimeoutSeconds: 20 };
const planned = (verdict: object, hash = 'h1') => ({ kind: 'planned', plan, sealed: {}, hash, verdict, patience });
const run = { id: '7', url: 'https://github.test/run/7', state: 'succeeded', steps: [] };

/** A world in which everything goes well; tests put their own trouble over it. */
function world(over: Record<string, (input: never, call: number) => unknown> = {}, more: object = {}) {
  return {
    input: request,
    activities: {
      openRequest: () => ({ kind: 'opened', requester, message }),
      planCommand: () => planned(approval),
      openRound: () => message,
      tallyVotes: (_: never, call: number) =>
        call === 1
          ? { state: 'waiting', approvedBy: [], recorded: [] }
          : { state: 'approved', approvedBy: ['bob'], recorded: ['v'] },
      lockTarget: () => ({ held: true }),
      confirmPlan: () => ({ kind: 'same', approvedBy: ['bob'] }),
      recordIntent: () => null,
      startAction: () => ({ state: 'started', runId: '7', since: request.receivedAt }),
      showVerifying: () => null,
      verifyAction: () => ({ state: 'passed', readings: [] }),
      unlockTarget: () => null,
      voidRound: () => null,
      recordOutcome: () => ({ durationSeconds: 12 }),
      reportOutcome: () => null,
      ...over,
    },
    children: { followRun: () => ({ state: 'ended', run }) },
    event: () => ({}),
    ...more,
  };
}

describe('runCommand', () => {
  it('goes the whole way of an approved deploy in this order', async () => {
    const { calls, output } = await replay(runCommand, world());
    expect(calls).toEqual([
      'openRequest',
      'planCommand',
      'openRound',
      'tallyVotes',
      'wake',
      'tallyVotes',
      'lockTarget',
      'confirmPlan',
      'recordIntent',
      'startAction',
      'followRun',
      'showVerifying',
      'timer',
      'verifyAction',
      'unlockTarget',
      'recordOutcome',
      'reportOutcome',
    ]);
    expect(output).toEqual({ result: 'success', reasonCode: 'completed' });
  });

  it('says in a few words what it is at, and for whom', async () => {
    const { statuses } = await replay(runCommand, world());
    expect(statuses).toEqual([
      'deploy order-service production for @alice: waits for a team lead',
      'deploy order-service production for @alice: starts',
      'deploy order-service production for @alice: runs',
      'deploy order-service production for @alice: waits for its target to be healthy',
      'deploy: success (completed)',
    ]);
  });

  it('shows its first message after one activity', async () => {
    const { calls } = await replay(runCommand, world());
    expect(calls[0]).toBe('openRequest');
  });

  it('does nothing at all when another execution owns the request', async () => {
    const { calls, output } = await replay(runCommand, world({ openRequest: () => ({ kind: 'taken' }) }));
    expect(calls).toEqual(['openRequest']);
    expect(output).toBeNull();
  });

  it('asks nobody where the policy asks nobody', async () => {
    const { calls } = await replay(
      runCommand,
      world({
        planCommand: () => planned({ kind: 'allowed', rule }),
        confirmPlan: () => ({ kind: 'same', approvedBy: [] }),
      }),
    );
    expect(calls).not.toContain('openRound');
    expect(calls).toContain('startAction');
  });

  it.each([
    ['rejected', 'rejected_by_approver'],
    ['expired', 'approval_expired'],
  ])('starts nothing when the round is %s', async (state, reasonCode) => {
    const { calls, output } = await replay(
      runCommand,
      world({ tallyVotes: () => ({ state, approvedBy: [], recorded: [], rejectedBy: 'carol' }) }),
    );
    expect(calls).not.toContain('lockTarget');
    expect(calls).not.toContain('startAction');
    expect(output).toEqual({ result: state, reasonCode });
  });

  it('starts nothing when the intent cannot be written, and says so', async () => {
    const { calls, output } = await replay(
      runCommand,
      world({
        recordIntent: () => {
          throw new Error('the audit table is away');
        },
      }),
    );
    expect(calls).not.toContain('startAction');
    expect(output).toEqual({ result: 'failure', reasonCode: 'audit_unavailable' });
    expect(calls.slice(-3)).toEqual(['unlockTarget', 'recordOutcome', 'reportOutcome']);
  });

  it('opens a new round with a new message when the plan changed, and voids the old one', async () => {
    const { calls, inputs, output } = await replay(
      runCommand,
      world({
        confirmPlan: (_: never, call: number) =>
          call === 1 ? { kind: 'changed', changes: ['The tag moved.'] } : { kind: 'same', approvedBy: ['carol'] },
        tallyVotes: () => ({ state: 'approved', approvedBy: ['bob'], recorded: [] }),
      }),
    );
    expect(calls.filter((call) => call === 'openRound')).toHaveLength(2);
    expect(calls.indexOf('voidRound')).toBeGreaterThan(calls.indexOf('unlockTarget'));
    const rounds = inputs.filter((_, index) => calls[index] === 'openRound') as {
      round: number;
      message: unknown;
      changes: string[];
    }[];
    expect(rounds.map(({ round, message, changes }) => ({ round, message, changes }))).toEqual([
      { round: 1, message, changes: [] },
      { round: 2, message: null, changes: ['The tag moved.'] },
    ]);
    expect(output).toEqual({ result: 'success', reasonCode: 'completed' });
  });

  it('gives up on a plan that changes five times', async () => {
    const { calls, output } = await replay(
      runCommand,
      world({
        confirmPlan: () => ({ kind: 'changed', changes: ['again'] }),
        tallyVotes: () => ({ state: 'approved', approvedBy: ['bob'], recorded: [] }),
      }),
    );
    expect(calls.filter((call) => call === 'openRound')).toHaveLength(5);
    expect(calls).not.toContain('startAction');
    expect(output).toEqual({ result: 'failure', reasonCode: 'plan_kept_changing' });
  });

  it('says who holds the lock and starts nothing', async () => {
    const { calls, output } = await replay(
      runCommand,
      world({ lockTarget: () => ({ held: false, message: 'locked by @dave' }) }),
    );
    expect(calls).not.toContain('confirmPlan');
    expect(output).toEqual({ result: 'failure', reasonCode: 'target_locked', message: 'locked by @dave' });
  });

  it('ends as unknown when the run never shows, and gives the lock back', async () => {
    const { calls, output } = await replay(
      runCommand,
      world(
        { startAction: () => ({ state: 'unknown', message: 'reset', since: request.receivedAt }) },
        { children: { followRun: () => ({ state: 'never_found' }) } },
      ),
    );
    expect(output).toEqual({ result: 'failure', reasonCode: 'unknown_outcome' });
    expect(calls.filter((call) => call === 'startAction')).toHaveLength(1);
    expect(calls).toContain('unlockTarget');
  });

  it('looks at health until its time is over, then fails', async () => {
    const { calls, output, seconds } = await replay(
      runCommand,
      world({ verifyAction: () => ({ state: 'failing', readings: [] }) }),
    );
    expect(output).toEqual({ result: 'failure', reasonCode: 'verification_failed' });
    expect(calls.filter((call) => call === 'verifyAction').length).toBeGreaterThan(2);
    expect(seconds).toBeLessThan(30);
  });

  it('shows the result even while it cannot be recorded, says so, and shows it again once it is recorded', async () => {
    const { calls, inputs } = await replay(
      runCommand,
      world({
        recordOutcome: (_: never, call: number) => {
          if (call === 1) throw new Error('the audit table is away');
          return { durationSeconds: 12 };
        },
      }),
    );
    expect(calls.slice(-4)).toEqual(['recordOutcome', 'reportOutcome', 'recordOutcome', 'reportOutcome']);
    expect(inputs.at(-3)).toMatchObject({ recorded: false });
    expect(inputs.at(-1)).toMatchObject({ recorded: true, durationSeconds: 12 });
  });

  it('ends as rejected when a rejection came in beside the deciding approval', async () => {
    const { calls, output, inputs } = await replay(
      runCommand,
      world({ confirmPlan: () => ({ kind: 'rejected', rejection: { by: 'carol', byReaction: true } }) }),
    );
    expect(calls).not.toContain('startAction');
    expect(calls).not.toContain('voidRound');
    expect(calls).toContain('unlockTarget');
    expect(output).toEqual({ result: 'rejected', reasonCode: 'rejected_by_approver' });
    expect(inputs.at(-1)).toMatchObject({ ending: { rejection: { by: 'carol' } } });
  });

  it('tries votes again that the audit log did not take, then ends without starting anything', async () => {
    const { calls, output, seconds } = await replay(
      runCommand,
      world({ tallyVotes: () => ({ state: 'unrecorded', approvedBy: [], recorded: [] }) }),
    );
    expect(calls.filter((call) => call === 'tallyVotes')).toHaveLength(4);
    expect(output).toEqual({ result: 'failure', reasonCode: 'audit_unavailable' });
    expect(seconds).toBeLessThan(60);
  });

  it('ends when the platform will not say whose accounts voted', async () => {
    const { output } = await replay(
      runCommand,
      world({ tallyVotes: () => ({ state: 'unverifiable', message: 'missing_scope', approvedBy: [], recorded: [] }) }),
    );
    expect(output).toEqual({ result: 'failure', reasonCode: 'channel_unreachable', message: 'missing_scope' });
  });

  it('records and reports a request that could not be shown to the channel', async () => {
    const { calls, output } = await replay(
      runCommand,
      world({
        openRequest: () => {
          throw new Error('Slack is away');
        },
      }),
    );
    expect(calls).toEqual(['openRequest', 'recordOutcome', 'reportOutcome']);
    expect(output).toEqual({ result: 'failure', reasonCode: 'channel_unreachable' });
  });

  it('keeps the run in its ending when health cannot be checked', async () => {
    const { output, inputs } = await replay(
      runCommand,
      world({
        verifyAction: () => {
          throw new Error('bug');
        },
      }),
    );
    expect(output).toEqual({ result: 'failure', reasonCode: 'verification_failed' });
    expect(inputs.at(-1)).toMatchObject({ ending: { run: { url: run.url } } });
  });

  it('ends as it ended when only the lock could not be given back', async () => {
    const { output } = await replay(
      runCommand,
      world({
        unlockTarget: () => {
          throw new Error('tables away');
        },
      }),
    );
    expect(output).toEqual({ result: 'success', reasonCode: 'completed' });
  });

  it('gives the lock back when a step inside fails for good', async () => {
    const { calls, output } = await replay(
      runCommand,
      world({
        startAction: () => {
          throw new Error('bug');
        },
      }),
    );
    expect(calls).toContain('unlockTarget');
    expect(output).toEqual({ result: 'failure', reasonCode: 'internal_error' });
  });

  describe('that breaks the glass', () => {
    const broken = planned({ kind: 'allowed', rule: { name: 'break-glass', line: 7 }, breakGlass: {} });
    const emergency = (over: Parameters<typeof world>[0]) =>
      replay(runCommand, world({ planCommand: () => broken, wakeInstance: () => null, ...over }));

    it('alarms and notes the debt after the intent and before anything is started, and shows the alert how it ended', async () => {
      const { calls, inputs, output } = await emergency({ openDebt: () => ({ state: 'opened' }) });
      expect(calls).not.toContain('openRound');
      const from = calls.indexOf('lockTarget');
      expect(calls.slice(from, from + 5)).toEqual([
        'lockTarget',
        'confirmPlan',
        'recordIntent',
        'openDebt',
        'startAction',
      ]);
      expect(calls.slice(-2)).toEqual(['reportOutcome', 'wakeInstance']);
      expect(inputs.at(-1)).toBe(`${request.instanceId}-debt`);
      expect(output).toEqual({ result: 'success', reasonCode: 'completed' });
    });

    it('starts nothing while the lock is another’s', async () => {
      const { calls } = await emergency({ lockTarget: () => ({ held: false, message: 'locked by @erin' }) });
      expect(calls).not.toContain('openDebt');
      expect(calls).not.toContain('startAction');
    });

    it('starts nothing when nobody can be alarmed', async () => {
      const { calls, output } = await emergency({ openDebt: () => ({ state: 'unheard', message: 'no channel' }) });
      expect(calls).not.toContain('startAction');
      expect(calls.slice(-3)).toEqual(['unlockTarget', 'recordOutcome', 'reportOutcome']);
      expect(output).toEqual({ result: 'failure', reasonCode: 'channel_unreachable', message: 'no channel' });
    });

    it('starts nothing when the debt cannot be noted', async () => {
      const { calls } = await emergency({
        openDebt: () => {
          throw new Error('tables away');
        },
      });
      expect(calls).not.toContain('startAction');
    });
  });

  it('changes nothing on a dry run', async () => {
    const { calls, output } = await replay(runCommand, {
      ...world(),
      input: { ...request, args: { ...request.args, 'dry-run': true } },
    });
    expect(calls).toEqual(['openRequest', 'planCommand', 'recordOutcome', 'reportOutcome']);
    expect(output).toEqual({ result: 'success', reasonCode: 'dry_run' });
  });

  it('ends as cancelled when somebody had its run stopped, and as a failure when the vendor did by itself', async () => {
    const stopped = { ...run, state: 'cancelled' };
    const by = (stoppedBy?: string) =>
      replay(runCommand, world({}, { children: { followRun: () => ({ state: 'ended', run: stopped, stoppedBy }) } }));
    expect((await by('alice')).output).toMatchObject({ result: 'cancelled', reasonCode: 'cancelled_by_requester' });
    expect((await by('carol')).output).toMatchObject({ result: 'cancelled', reasonCode: 'cancelled_by_approver' });
    expect((await by()).output).toEqual({ result: 'failure', reasonCode: 'run_cancelled' });
    expect((await by('alice')).calls.slice(-3)).toEqual(['unlockTarget', 'recordOutcome', 'reportOutcome']);
  });

  it('a run that went well before it could be stopped is a success', async () => {
    const { output } = await replay(
      runCommand,
      world({}, { children: { followRun: () => ({ state: 'ended', run, stoppedBy: 'alice' }) } }),
    );
    expect(output).toEqual({ result: 'success', reasonCode: 'completed' });
  });

  it('no longer waits for a lock when it is not wanted any more', async () => {
    const { calls, output } = await replay(
      runCommand,
      world(
        {
          lockTarget: (_: never, call: number) =>
            call < 3 ? { held: false, message: 'locked' } : { held: false, message: 'locked', stoppedBy: 'alice' },
        },
        { input: { ...request, args: { ...request.args, wait: true } } },
      ),
    );
    expect(calls.filter((call) => call === 'lockTarget')).toHaveLength(3);
    expect(calls).not.toContain('startAction');
    expect(output).toMatchObject({ result: 'cancelled', reasonCode: 'cancelled_by_requester' });
  });
});
