import { answerDirect } from '../../src/activities/answer-direct';
import { type Dependencies } from '../../src/activities/dependencies';
import { greetConversation } from '../../src/activities/greet-conversation';
import { openRequest } from '../../src/activities/open-request';
import { openRound, type Round } from '../../src/activities/open-round';
import { reportOutcome } from '../../src/activities/report-outcome';
import { tallyVotes } from '../../src/activities/tally-votes';
import { voidRound } from '../../src/activities/void-round';
import { withConfirmation } from '../../src/activities/with-confirmation';
import { type Origin } from '../../src/model/command-request';
import { type Durable } from '../../src/model/durable';
import { type Ending } from '../../src/model/ending';
import { type MessageRef } from '../../src/model/message-ref';
import { type PlatformName } from '../../src/model/person';
import { type View } from '../../src/model/view';
import { ChatError } from '../../src/platforms/chat-error';
import { createMarks } from '../../src/state/marks';
import { createMessages } from '../../src/state/messages';
import { createRequests } from '../../src/state/requests';
import { createVotes } from '../../src/state/votes';
import { memoryTables } from '../kit/memory-tables';
import { plainText } from '../kit/plain-text';
import { standing } from '../kit/standing-electorate';

const origin: Origin = { platform: 'slack', tenant: 'T0', account: 'U0ALICE', channel: 'C0' };
const request = {
  instanceId: 'abc',
  command: 'deploy',
  text: '/deploy a v1 production',
  args: {},
  receivedAt: '2026-03-04T15:00:00.000Z',
  origin,
  answered: false,
};
const alice = { id: 'alice', accounts: { slack: 'U0ALICE' } };
const plan = {
  action: 'deploy',
  service: 'a',
  environment: 'production',
  connector: 'github',
  current: null,
  desired: { version: 'v1' },
  display: { commits: [], moreCommits: 0 },
};
const rule = { name: 'leads', line: 1 };
const round = {
  request,
  requester: alice,
  round: 1,
  planned: {
    plan,
    hash: 'h',
    verdict: {
      kind: 'approval',
      rule,
      requirements: [{ count: 2, label: '2 team leads', eligible: ['bob', 'carol', 'tess'] }],
      expiresSeconds: 600,
      reasonRequired: false,
    },
  },
  openedAt: '2026-03-04T15:00:00.000Z',
  expiresAt: '2026-03-04T15:10:00.000Z',
  changes: [],
} as unknown as Round;

/** A channel that is on Slack and Teams, where tess is on Teams alone; everything that is said there is kept. */
function world({ quiet = false, mirrored = false, teamsAway = false } = {}) {
  const tables = memoryTables();
  const posts: { to: Origin; view: View }[] = [];
  const replies: { to: MessageRef; view: View }[] = [];
  const whispers: View[] = [];
  const outbox = async (platform: PlatformName) => ({
    standing: async () => 'ours',
    update: async () => undefined,
    post: async (to: Origin, view: View) => {
      posts.push({ to, view });
      return { platform, tenant: to.tenant, channel: to.channel, message: `${posts.length}.0` };
    },
    reply: async (to: MessageRef, view: View) => {
      if (teamsAway && platform === 'teams') throw new ChatError('Teams is away.', 'http_503', true);
      replies.push({ to, view });
    },
    whisper: async (_to: Origin, _account: string, view: View) => void whispers.push(view),
  });
  const person = (id: string, accounts: object) => ({ id, name: id, groups: [], accounts });
  const dependencies = {
    company: {
      people: [
        person('alice', alice.accounts),
        person('bob', { slack: 'U0BOB', teams: '2' }),
        person('carol', { slack: 'U0CAROL' }),
        person('tess', { teams: '7' }),
      ],
      services: [],
      groups: [],
      channels: [{ name: 'deployments', places: { slack: 'C0', teams: '19:c' }, mirrored, ...(quiet && { quiet }) }],
    },
    tenants: { slack: 'T0', teams: 'tenant' },
    commands: [
      {
        kind: 'changes',
        icon: '🚀',
        spec: { name: 'deploy', example: '/deploy', summary: '' },
        words: { title: () => 'Deploy a v1', doing: () => 'Deploying', done: 'Deploy complete.' },
      },
    ],
    outbox,
    requests: createRequests(tables),
    marks: createMarks(tables),
    votes: createVotes(tables),
    messages: createMessages(tables),
    electorate: standing,
    audit: { append: async () => ({}) },
    now: () => new Date('2026-03-04T15:01:00.000Z'),
  } as unknown as Dependencies;
  const durable = { start: async () => undefined } as unknown as Durable;
  const open = async (input = round) => {
    const opened = await openRequest(dependencies)({ request: input.request, nonce: 'n' }, durable);
    const message = opened.kind === 'opened' ? opened.message : null;
    return openRound(dependencies)({ ...input, message }, durable);
  };
  const tally = (message: MessageRef, input = round, recorded: string[] = []) =>
    tallyVotes(dependencies)({ ...input, message, now: '2026-03-04T15:00:05.000Z', recorded }, durable);
  const report = (message: MessageRef, ending: Partial<Ending>, durationSeconds = 300, from = request) =>
    reportOutcome(dependencies)({
      request: from,
      ending: {
        outcome: { result: 'success', reasonCode: 'completed' },
        rounds: 1,
        approvedBy: ['bob'],
        requester: alice,
        message,
        ...ending,
      },
      durationSeconds,
      recorded: true,
    });
  const followUps = () => replies.map(({ view }) => plainText(view));
  return { dependencies, durable, posts, replies, whispers, open, tally, report, followUps };
}

/** Whom a view mentions. */
function mentioned(view: View): string[] {
  return [...JSON.stringify(view).matchAll(/"person":\{"id":"(\w+)"/g)].map(([, id = '']) => id);
}

describe('one message for each command', () => {
  it('is posted, and what follows is said in its thread', async () => {
    const { posts, replies, open, tally, report } = world();
    const message = await open();
    await tally(message);
    await report(message, {});
    expect(posts).toHaveLength(1);
    expect(replies.map(({ to }) => to.message)).toEqual(['1.0', '1.0']);
  });
});

describe('people are mentioned', () => {
  it('not by the first message: whoever asked is looking', async () => {
    const { posts, open } = world();
    await open();
    expect(mentioned(posts[0]!.view)).toEqual([]);
    expect(plainText(posts[0]!.view)).toContain('Requested by: @alice');
  });

  it('when they may approve, once in a round, however often it is counted', async () => {
    const { replies, open, tally } = world();
    const message = await open();
    await tally(message);
    await tally(message);
    expect(replies).toHaveLength(1);
    expect(mentioned(replies[0]!.view).sort()).toEqual(['bob', 'carol', 'tess']);
    await tally(message, { ...round, request: { ...request, origin: { ...origin, personal: 'chat' } } });
    expect(replies).toHaveLength(1);
  });

  it('when they may approve, but not before the requester has confirmed', async () => {
    const { dependencies, replies, open, tally } = world();
    const { verdict } = round.planned;
    const unconfirmed = { ...round, planned: { ...round.planned, verdict: { ...verdict, confirm: true } } };
    const message = await open(unconfirmed);
    await tally(message, unconfirmed);
    expect(replies).toEqual([]);
    const how = { by: 'button', platform: 'slack', tenant: 'T0', account: 'U0ALICE' } as const;
    const at = '2026-03-04T15:00:04.000Z';
    await dependencies.votes.cast('abc', { person: 'alice', decision: 'confirm', at, planHash: 'h', round: 1, ...how });
    await tally(message, unconfirmed);
    expect(replies).toHaveLength(1);
  });

  it('where they are: on the mirror who is on no other platform, and who is on both only where it was asked', async () => {
    const { replies, open, tally } = world({ mirrored: true });
    await tally(await open());
    expect(replies.map(({ to, view }) => [to.platform, mentioned(view)])).toEqual([
      ['slack', ['bob', 'carol']],
      ['teams', ['tess']],
    ]);
  });

  it('while the mirror is away, where it was asked', async () => {
    const { replies, open, tally } = world({ mirrored: true, teamsAway: true });
    const message = await open();
    expect(await tally(message)).toMatchObject({ state: 'waiting' });
    expect(replies.map(({ to }) => to.platform)).toEqual(['slack']);
  });

  it('when what they asked took a minute, on its result', async () => {
    const { replies, open, report, followUps } = world();
    const message = await open();
    await report(message, {}, 60);
    await report(message, {}, 60);
    expect(followUps()).toEqual([
      '✅ @alice: Deploy complete. No health check is configured.\n/deploy a v1 production',
    ]);
    expect(replies[0]?.view.calls).toEqual([alice]);
  });

  it.each([
    ['it was quick', {}, 59],
    ['they cancelled it themselves', { outcome: { result: 'cancelled', reasonCode: 'cancelled_by_requester' } }, 300],
    [
      'it was rejected by ❌, whose reason is asked for in the same breath',
      { rejection: { by: 'bob', byReaction: true } },
      300,
    ],
  ])('on a result, but not where %s', async (_, ending, seconds) => {
    const { open, report, followUps } = world();
    await report(await open(), ending as Partial<Ending>, seconds);
    expect(followUps().filter((text) => !text.includes('why?'))).toEqual([]);
  });
});

describe('a read', () => {
  const read = (shared: boolean) => ({
    kind: 'direct' as const,
    spec: {} as never,
    changesRows: false,
    run: async () => ({
      view: { kind: 'status', tone: 'good', icon: '📊', headline: ['by ', { person: alice }] } as View,
      shared,
    }),
  });

  it('posts nothing unless it is shared, and then mentions nobody', async () => {
    const { dependencies, durable, posts, whispers } = world();
    const asker = dependencies.company.people[0]!;
    await answerDirect({ ...dependencies, durable }, read(false), request, asker);
    expect([posts.length, whispers.length]).toEqual([0, 1]);
    await answerDirect({ ...dependencies, durable }, read(true), { ...request, instanceId: 'b' }, asker);
    expect(posts.map(({ view }) => [plainText(view), mentioned(view)])).toEqual([['📊 by @alice', []]]);
  });
});

describe('a quiet channel', () => {
  it('hears of a command on its one message, and of who has to approve', async () => {
    const { dependencies, posts, open, tally, report, followUps } = world({ quiet: true });
    const message = await open();
    await tally(message);
    await voidRound(dependencies)({ ...round, message, changes: ['Another.'], approvedBy: ['bob'] });
    await report(message, {});
    await report(message, { rejection: { by: 'bob', byReaction: true } });
    expect(posts).toHaveLength(1);
    expect(followUps()).toEqual([expect.stringContaining('@bob, @carol and @tess: this waits for you.')]);
  });

  it('is not greeted, on none of its platforms', async () => {
    const { dependencies, posts } = world({ quiet: true });
    await greetConversation(dependencies)(origin);
    await greetConversation(dependencies)({ ...origin, platform: 'teams', channel: '19:c' });
    expect(posts).toEqual([]);
    await greetConversation(dependencies)({ ...origin, channel: 'C9' });
    expect(posts).toHaveLength(1);
  });
});

describe('the same change by the same person', () => {
  const again = async (seconds: number, over: { text?: string; ended?: boolean; waits?: boolean } = {}) => {
    const { dependencies, open } = world();
    if (over.waits) await open();
    else await dependencies.requests.claim({ instanceId: 'abc', nonce: 'n', request, person: 'alice' });
    await withConfirmation(dependencies, request, alice, plan);
    if (over.ended) await dependencies.requests.finish('abc', { result: 'success', reasonCode: 'completed' });
    const receivedAt = new Date(Date.parse(request.receivedAt) + seconds * 1_000).toISOString();
    const second = { ...request, instanceId: 'def', receivedAt, ...(over.text && { text: over.text }) };
    return (await withConfirmation(dependencies, second, alice, plan)).confirm;
  };

  it('within 60 seconds, while the first still runs, is asked about', async () => {
    expect(await again(60)).toBe('you asked the same 60 seconds ago, and that is still running.');
  });

  it.each([
    ['later', 61, {}],
    ['in other words', 5, { text: '/deploy a v2 production' }],
    ['after the first has ended', 5, { ended: true }],
    ['while the first still waits for a say', 5, { waits: true }],
  ])('%s is not', async (_, seconds, over) => {
    expect(await again(seconds, over)).toBeUndefined();
  });
});
