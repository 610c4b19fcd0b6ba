import { type Azurite, startAzurite } from '../../local/azurite';
import { type Dependencies } from '../../src/activities/dependencies';
import { greetConversation } from '../../src/activities/greet-conversation';
import { openRound, type Round } from '../../src/activities/open-round';
import { tallyVotes } from '../../src/activities/tally-votes';
import { type Electorate } from '../../src/electorate/electorate';
import { type Origin } from '../../src/model/command-request';
import { type Durable } from '../../src/model/durable';
import { type MessageRef } from '../../src/model/message-ref';
import { NOBODY_OUTSIDE, type OutsideMembers } from '../../src/model/outside-members';
import { inForce } from '../../src/policy/in-force';
import { createDebts } from '../../src/state/debts';
import { createDelegations } from '../../src/state/delegations';
import { createMarks } from '../../src/state/marks';
import { createMessages } from '../../src/state/messages';
import { createRequests } from '../../src/state/requests';
import { createVotes } from '../../src/state/votes';
import { freshTables } from '../kit/fresh-tables';
import { plainText } from '../kit/plain-text';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const message: MessageRef = { platform: 'slack', tenant: 'T0', channel: 'C0', message: '1.0' };
const round = {
  request: {
    instanceId: 'abc',
    command: 'deploy',
    text: '/deploy a v1 production',
    args: {},
    origin: { platform: 'slack', tenant: 'T0', account: 'U0ALICE', channel: 'C0' },
  },
  requester: { id: 'alice', accounts: {} },
  round: 1,
  planned: {
    plan: {
      action: 'deploy',
      service: 'a',
      environment: 'production',
      current: null,
      desired: { version: 'v1' },
      display: { commits: [], moreCommits: 0 },
    },
    hash: 'h',
    verdict: {
      kind: 'approval',
      rule: { name: 'duty', line: 1 },
      requirements: [
        { count: 1, label: 'a duty engineer', eligible: ['bob'], outside: { groups: ['duty'], named: [] } },
      ],
      expiresSeconds: 600,
      reasonRequired: false,
    },
  },
  openedAt: '2026-03-04T15:00:00.000Z',
  expiresAt: '2026-03-04T15:10:00.000Z',
  changes: [],
} as unknown as Round;

/** A source that can be switched off. */
function world() {
  const tables = freshTables(azurite.connectionString)();
  const source = { down: false };
  const alarms: object[] = [];
  const said: string[] = [];
  const outside = (): OutsideMembers =>
    source.down ? { members: {}, down: { duty: 'PagerDuty: is away.' } } : { members: { duty: ['bob'] }, down: {} };
  const electorate: Electorate = {
    outside: async () => NOBODY_OUTSIDE,
    members: async () => NOBODY_OUTSIDE,
    now: async ({ verdict, requester }) => inForce(verdict, requester, outside(), []),
  };
  const dependencies = {
    company: {
      people: ['alice', 'bob'].map((id) => ({
        id,
        name: id,
        groups: [],
        accounts: { slack: `U0${id.toUpperCase()}` },
      })),
      services: [],
      channels: [],
      groups: [],
    },
    tenants: { slack: 'T0' },
    commands: [
      {
        kind: 'changes',
        icon: '🚀',
        spec: { name: 'deploy', example: '/deploy', summary: '' },
        words: { title: () => 'Deploy', doing: () => 'Deploying' },
      },
    ],
    outbox: async () => ({
      standing: async () => 'ours',
      update: async () => undefined,
      reply: async () => undefined,
      post: async (_: Origin, view: Parameters<typeof plainText>[0]) => (said.push(plainText(view)), message),
    }),
    requests: createRequests(tables),
    marks: createMarks(tables),
    votes: createVotes(tables),
    messages: createMessages(tables),
    debts: createDebts(tables),
    delegations: createDelegations(tables),
    electorate,
    audit: { append: async () => ({}) },
    now: () => new Date('2026-03-04T15:01:00.000Z'),
  } as unknown as Dependencies;
  const durable = {
    start: async (_name: string, _id: string, input: object) => void alarms.push(input),
  } as unknown as Durable;
  return { dependencies, durable, source, alarms, said };
}

it('a vote that hangs on a source which is down is looked at again in a minute, and counts once it answers', async () => {
  const { dependencies, durable, source, alarms } = world();
  await openRound(dependencies)({ ...round, message }, durable);
  const at = '2026-03-04T15:00:10.000Z';
  const how = { by: 'button', platform: 'slack', tenant: 'T0', account: 'U0BOB' } as const;
  await dependencies.votes.cast('abc', { person: 'bob', decision: 'approve', at, planHash: 'h', round: 1, ...how });
  alarms.length = 0;
  source.down = true;
  const count = (now: string) => tallyVotes(dependencies)({ ...round, message, now, recorded: [] }, durable);
  expect(await count('2026-03-04T15:00:11.000Z')).toMatchObject({ state: 'waiting', approvedBy: [] });
  expect(alarms).toEqual([{ instanceId: 'abc', at: '2026-03-04T15:01:11.000Z' }]);
  source.down = false;
  expect(await count('2026-03-04T15:01:12.000Z')).toMatchObject({ state: 'approved', approvedBy: ['bob'] });
  expect(alarms).toHaveLength(1);
});

it('whoever installs us for themselves is shown what waits for them; a conversation of several is only greeted', async () => {
  const { dependencies, durable, said } = world();
  await openRound(dependencies)({ ...round, message }, durable);
  const greet = greetConversation(dependencies);
  const origin: Origin = { platform: 'slack', tenant: 'T0', account: 'U0BOB', channel: 'a:bob', personal: 'chat' };
  await greet(origin);
  await greet(origin);
  expect(said).toEqual([expect.stringContaining('Countersign is here'), expect.stringContaining('For you')]);
  await greet({ platform: 'slack', tenant: 'T0', account: 'U0BOB', channel: 'C1' });
  expect(said).toHaveLength(3);
});
