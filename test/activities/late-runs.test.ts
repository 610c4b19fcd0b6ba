import { type Azurite, startAzurite } from '../../local/azurite';
import { type Dependencies } from '../../src/activities/dependencies';
import { lockTarget, unlockTarget } from '../../src/activities/lock-target';
import { openRound, type Round } from '../../src/activities/open-round';
import { tallyVotes } from '../../src/activities/tally-votes';
import { showVerifying, type VerifyInput } from '../../src/activities/verify-action';
import { type CommandRequest } from '../../src/model/command-request';
import { type Durable } from '../../src/model/durable';
import { type MessageRef } from '../../src/model/message-ref';
import { type Vote } from '../../src/model/vote';
import { createLocks } from '../../src/state/locks';
import { createMarks } from '../../src/state/marks';
import { createMessages } from '../../src/state/messages';
import { createRequests } from '../../src/state/requests';
import { createVotes } from '../../src/state/votes';
import { freshTables } from '../kit/fresh-tables';
import { standing } from '../kit/standing-electorate';

/** On Azure an activity that was in flight at a kill runs again a minute later, also when its outcome had been counted. */
let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const request = {
  instanceId: 'abc',
  command: 'deploy',
  text: '/deploy a v1 production',
  args: {},
  origin: { platform: 'slack', tenant: 'T0', account: 'U0ALICE', channel: 'C0' },
} as unknown as CommandRequest;
const requester = { id: 'alice', accounts: {} };
const message: MessageRef = { platform: 'slack', tenant: 'T0', channel: 'C0', message: '1.0' };
const durable = { start: async () => undefined } as unknown as Durable;
const plan = {
  action: 'deploy',
  service: 'a',
  environment: 'production',
  connector: 'github',
  current: null,
  desired: { version: 'v1' },
  display: { commits: [], moreCommits: 0 },
} as unknown as Round['planned']['plan'];
const round: Round = {
  request,
  requester,
  round: 1,
  planned: {
    kind: 'planned',
    plan,
    sealed: {} as Round['planned']['sealed'],
    hash: 'h',
    verdict: {
      kind: 'approval',
      rule: { name: 'two', line: 1 },
      requirements: [{ count: 2, label: '2 team leads', eligible: ['bob', 'carol'] }],
      expiresSeconds: 60,
      reasonRequired: false,
    },
    patience: { settleSeconds: 0, healthTimeoutSeconds: 0 },
  },
  openedAt: '2026-03-04T15:00:00.000Z',
  expiresAt: '2026-03-04T15:01:00.000Z',
  changes: [],
};
const bobs: Vote = {
  person: 'bob',
  decision: 'approve',
  at: '2026-03-04T15:00:10.000Z',
  planHash: 'h',
  round: 1,
  by: 'button',
  platform: 'slack',
  tenant: 'T0',
  account: 'U0BOB',
};

function world() {
  const tables = freshTables(azurite.connectionString)();
  const shown: string[] = [];
  const outbox = {
    standing: async () => 'ours',
    update: async (_: MessageRef, view: object) => void shown.push(JSON.stringify(view)),
    reply: async () => undefined,
  };
  const dependencies = {
    company: { people: [{ id: 'bob', accounts: { slack: 'U0BOB' }, groups: [] }], services: [], channels: [] },
    tenants: { slack: 'T0' },
    commands: [
      {
        kind: 'changes',
        icon: '🚀',
        spec: { name: 'deploy' },
        words: { title: () => 'Deploy', doing: () => 'Deploying' },
      },
    ],
    outbox: async () => outbox,
    requests: createRequests(tables),
    marks: createMarks(tables),
    votes: createVotes(tables),
    messages: createMessages(tables),
    locks: createLocks(tables),
    electorate: standing,
    audit: { append: async () => ({}) },
    now: () => new Date('2026-03-04T15:00:00.000Z'),
  } as unknown as Dependencies;
  return { dependencies, shown };
}

describe('a late second run', () => {
  it('of opening a round does not bring its buttons back when the round is over', async () => {
    const { dependencies, shown } = world();
    const open = () => openRound(dependencies)({ ...round, message }, durable);
    await open();
    expect(shown).toHaveLength(1);
    await dependencies.requests.closeRound('abc', 1, 'approved');
    expect(await open()).toEqual(message);
    expect(shown).toHaveLength(1);
  });

  it('of counting votes does not bring the buttons back either', async () => {
    const { dependencies, shown } = world();
    await openRound(dependencies)({ ...round, message }, durable);
    await dependencies.votes.cast('abc', bobs);
    const count = () =>
      tallyVotes(dependencies)({ ...round, message, now: '2026-03-04T15:00:11.000Z', recorded: [] }, durable);
    expect((await count()).state).toBe('waiting');
    expect(shown).toHaveLength(2);
    await dependencies.requests.closeRound('abc', 1, 'expired');
    await count();
    expect(shown).toHaveLength(2);
  });

  it('of counting votes that saw the round before it was given more time does not end it', async () => {
    const { dependencies } = world();
    const { requests } = dependencies;
    await openRound(dependencies)({ ...round, message }, durable);
    const extending: Dependencies = {
      ...dependencies,
      requests: {
        ...requests,
        async round(instanceId, number) {
          const seen = await requests.round(instanceId, number);
          await requests.extendRound(instanceId, number, '2026-03-04T15:02:00.000Z', 'extension');
          return seen;
        },
      },
    };
    const count = (now: string) => tallyVotes(extending)({ ...round, message, now, recorded: [] }, durable);
    expect((await count('2026-03-04T15:01:01.000Z')).state).toBe('waiting');
    expect(await requests.round('abc', 1)).toMatchObject({ state: 'open', expiresAt: '2026-03-04T15:02:00.000Z' });
    expect((await count('2026-03-04T15:02:01.000Z')).state).toBe('expired');
  });

  it('of showing how it goes does not cover up how it ended', async () => {
    const { dependencies, shown } = world();
    await dependencies.requests.claim({ instanceId: 'abc', nonce: 'n', request, person: 'alice' });
    const verifying = () =>
      showVerifying(dependencies)({
        request,
        requester,
        plan,
        approvedBy: [],
        message,
        run: { state: 'succeeded', steps: [] },
      } as unknown as VerifyInput);
    await verifying();
    expect(shown).toHaveLength(1);
    await dependencies.requests.finish('abc', { result: 'success', reasonCode: 'completed' });
    await verifying();
    expect(shown).toHaveLength(1);
  });

  it('of taking the lock does not take it for good', async () => {
    const { dependencies } = world();
    const lock = () => lockTarget(dependencies)({ request, requester, round: 1, approvedBy: [], plan });
    expect(await lock()).toEqual({ held: true });
    expect(await lock()).toEqual({ held: true });
    expect(await dependencies.locks.list()).toHaveLength(1);
    await unlockTarget(dependencies)({ instanceId: 'abc', round: 1, plan });
    await lock();
    expect(await dependencies.locks.list()).toEqual([]);
    await lockTarget(dependencies)({ request, requester, round: 2, approvedBy: [], plan });
    expect(await dependencies.locks.list()).toHaveLength(1);
  });

  it('of an earlier round, of taking the lock or of giving it back, leaves a later round its lock', async () => {
    const { dependencies } = world();
    const lock = (round: number) => lockTarget(dependencies)({ request, requester, round, approvedBy: [], plan });
    await lock(1);
    await unlockTarget(dependencies)({ instanceId: 'abc', round: 1, plan });
    await lock(2);
    await lock(1);
    expect(await dependencies.locks.list()).toHaveLength(1);
    await unlockTarget(dependencies)({ instanceId: 'abc', round: 1, plan });
    expect(await dependencies.locks.list()).toHaveLength(1);
    await unlockTarget(dependencies)({ instanceId: 'abc', round: 2, plan });
    expect(await dependencies.locks.list()).toEqual([]);
  });

  it('under a lock by hand, nor keeps a second command of the same person in', async () => {
    const { dependencies } = world();
    const byHand = { service: 'a', environment: 'production', owner: 'person:alice', person: 'alice', since: '2026' };
    await dependencies.locks.acquire(byHand);
    const lock = (instanceId: string) =>
      lockTarget(dependencies)({ request: { ...request, instanceId }, requester, round: 1, approvedBy: [], plan });
    expect(await lock('abc')).toEqual({ held: true });
    expect((await lock('other')).held).toBe(false);
    await unlockTarget(dependencies)({ instanceId: 'abc', round: 1, plan });
    await lock('abc');
    expect(await dependencies.locks.list()).toEqual([byHand]);
    expect(await lock('other')).toEqual({ held: true });
  });
});
