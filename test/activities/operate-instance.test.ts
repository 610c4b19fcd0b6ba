import { memoryTables } from '../../local/kit/memory-tables';
import { type Dependencies } from '../../src/activities/dependencies';
import { operateInstance } from '../../src/activities/operate-instance';
import { readOperation } from '../../src/activities/read-operation';
import { AuditUnavailableError } from '../../src/audit/audit-log';
import { createTableAuditLog } from '../../src/audit/table-audit-log';
import { type CommandRequest } from '../../src/model/command-request';
import { type InstanceControl, type InstanceState } from '../../src/model/durable';
import { type RequestRow } from '../../src/state/requests';
import { allOf } from '../kit/all-of';

const request = {
  instanceId: 'abc',
  command: 'deploy',
  args: { service: 'order-service', environment: 'production' },
  text: '/deploy order-service v2 production',
  receivedAt: '2026-11-02T10:00:00.000Z',
  origin: { platform: 'slack', tenant: 'T', account: 'U0ALICE', channel: 'C0DEPLOY' },
} as unknown as CommandRequest;

function world(state: InstanceState | 'unknown' = 'going', { recordable = true } = {}) {
  const now = () => new Date('2026-11-02T12:00:00.000Z');
  const audit = createTableAuditLog(memoryTables(), now);
  const done: string[] = [];
  const written = () => allOf(audit.list({ from: '2000-01-01T00:00:00Z', to: '9999-01-01T00:00:00Z' }));
  const doing = (deed: string) => async (id: string, reason: string) => {
    const before = (await written()).length;
    done.push(`${deed} ${id} ${reason} after ${before}`);
  };
  const control: InstanceControl = {
    stateOf: async () => (state === 'unknown' ? undefined : state),
    terminate: doing('terminate'),
    rewind: doing('rewind'),
  };
  const refuse = async () => {
    throw new AuditUnavailableError('away');
  };
  const dependencies = {
    company: {
      people: [
        { id: 'alice', accounts: { slack: 'U0ALICE' }, groups: ['developers'] },
        { id: 'bob', accounts: {}, groups: ['team-leads'] },
      ],
      groups: [{ id: 'team-leads', title: 'team lead' }],
      channels: [],
      strictest: { group: 'team-leads', expiresSeconds: 1 },
    },
    tenants: { slack: 'T' },
    requests: {
      get: async (id: string) => (id === 'abc' ? ({ instanceId: id, request } as RequestRow) : undefined),
    },
    audit: recordable ? audit : { ...audit, append: refuse },
    now,
  } as unknown as Dependencies;
  const operate = (deed: 'terminate' | 'rewind', operator = 'bob', instanceId = 'abc') =>
    operateInstance(dependencies, control, { deed, instanceId, operator, reason: 'hangs & waits' });
  return { operate, done, written };
}

test('a team lead ends a command, and who, why and what it was is in the audit log before', async () => {
  const { operate, done, written } = world();
  expect(await operate('terminate')).toEqual({ done: expect.stringContaining('three minutes') });
  expect(done).toEqual(['terminate abc @bob: hangs & waits after 1']);
  expect(await written()).toMatchObject([
    {
      instance_id: 'abc',
      kind: 'notice',
      user: '@bob',
      action: 'terminate',
      service: 'order-service',
      environment: 'production',
      platform: 'countersign',
      conversation: 'slack/T/C0DEPLOY',
      result: null,
      details: { reason: 'hangs & waits', vouched_by: 'function key', of: request.text },
    },
  ]);
});

test('nobody else does, and whom the company file does not know is told the nearest name', async () => {
  const { operate, done, written } = world();
  expect(await operate('terminate', 'alice')).toEqual({
    refused: 'not_allowed',
    why: 'Only a team lead may do that, and alice is none.',
  });
  expect(await operate('terminate', 'bobb')).toMatchObject({
    refused: 'invalid',
    why: expect.stringContaining('bob?'),
  });
  expect(await operate('terminate', '__proto__')).toMatchObject({ refused: 'invalid' });
  expect([done, await written()]).toEqual([[], []]);
});

test('what cannot be recorded is not done', async () => {
  const { operate, done } = world('going', { recordable: false });
  await expect(operate('terminate')).rejects.toThrow(AuditUnavailableError);
  expect(done).toEqual([]);
});

test.each([
  ['terminate', 'over', 'abc', 'ended already'],
  ['terminate', 'failed', 'abc', 'ended already'],
  ['rewind', 'going', 'abc-t1', 'Only what has failed'],
  ['rewind', 'failed', 'abc', 'not revived'],
] as const)('%s of one that is %s (%s) is refused and leaves no entry', async (deed, state, id, why) => {
  const { operate, done, written } = world(state);
  expect(await operate(deed, 'bob', id)).toMatchObject({ refused: 'state', why: expect.stringContaining(why) });
  expect([done, await written()]).toEqual([[], []]);
});

test('an instance that Durable does not tell of is said to be unknown', async () => {
  const { operate, written } = world('unknown');
  expect(await operate('terminate')).toMatchObject({ refused: 'unknown' });
  expect(await written()).toEqual([]);
});

test('what failed and is no command runs again, recorded', async () => {
  const { operate, done, written } = world('failed');
  expect(await operate('rewind', 'bob', 'abc-t1')).toEqual({ done: 'What failed in it runs again.' });
  expect(done).toEqual(['rewind abc-t1 @bob: hangs & waits after 1']);
  expect(await written()).toMatchObject([{ instance_id: 'abc-t1', action: 'rewind', user: '@bob', service: null }]);
});

const body = (over = {}) => JSON.stringify({ operator: '@bob ', reason: ' it hangs ', ...over });

test('an operation is read from its address and its body', () => {
  expect(readOperation({ instance: 'abc-t1', deed: 'rewind' }, body())).toEqual({
    deed: 'rewind',
    instanceId: 'abc-t1',
    operator: 'bob',
    reason: 'it hangs',
  });
});

test.each([
  [{ instance: 'abc', deed: 'purge' }, body(), 'terminate or to rewind'],
  [{ instance: '../x', deed: 'rewind' }, body(), 'no ID'],
  [{ instance: 'a?b=c', deed: 'rewind' }, body(), 'no ID'],
  [{ instance: '..', deed: 'terminate' }, body(), 'no ID'],
  [{ instance: 'abc', deed: 'terminate' }, 'null', 'operator is missing'],
  [{ instance: 'abc', deed: 'terminate' }, '{', 'operator is missing'],
  [{ instance: 'abc', deed: 'terminate' }, body({ operator: ['bob'] }), 'operator is missing'],
  [{ instance: 'abc', deed: 'terminate' }, body({ reason: ' ' }), 'reason is missing'],
  [{ instance: 'abc', deed: 'terminate' }, body({ reason: 'x'.repeat(501) }), '501 characters'],
])('%j with %s is refused in words', (params, text, why) => {
  expect(readOperation(params, text)).toEqual({ problem: expect.stringContaining(why) });
});
