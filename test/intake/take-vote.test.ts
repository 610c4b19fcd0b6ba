import { type Azurite, startAzurite } from '../../local/azurite';
import { type Intake } from '../../src/intake/intake';
import { takeVote } from '../../src/intake/take-vote';
import { type ChatEvent } from '../../src/model/chat-event';
import { type CommandRequest } from '../../src/model/command-request';
import { createMessages } from '../../src/state/messages';
import { createRequests } from '../../src/state/requests';
import { createVotes } from '../../src/state/votes';
import { freshTables } from '../kit/fresh-tables';
import { standing } from '../kit/standing-electorate';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const ballot = { instanceId: 'abc', round: 1, planHash: 'h1' };
const origin = { platform: 'slack', tenant: 'T0DEMO', channel: 'C1' } as const;
const ref = { ...origin, message: '1.1' };
const people = ['alice', 'bob', 'carol', 'mallory'].map((id) => ({
  id,
  name: id,
  groups: [],
  accounts: { slack: `U0${id.toUpperCase()}` },
}));

async function room(
  over: { reasonRequired?: boolean; confirm?: boolean; typeToConfirm?: string; expiresAt?: string } = {},
) {
  const tables = freshTables(azurite.connectionString)();
  const requests = createRequests(tables);
  const votes = createVotes(tables);
  const messages = createMessages(tables);
  const request = { instanceId: 'abc', text: '/deploy' } as CommandRequest;
  await requests.claim({ instanceId: 'abc', nonce: 'n', request, person: 'alice' });
  await requests.openRound({
    ...ballot,
    plan: { typeToConfirm: over.typeToConfirm } as never,
    verdict: {
      kind: 'approval',
      rule: { name: 'r', line: 1 },
      requirements: [{ count: 1, label: 'a team lead', eligible: ['bob', 'carol'] }],
      expiresSeconds: 1800,
      reasonRequired: over.reasonRequired ?? false,
      confirm: over.confirm,
    },
    requester: 'alice',
    openedAt: '2026-03-04T15:00:00.000Z',
    expiresAt: over.expiresAt ?? '2026-03-04T15:30:00.000Z',
  });
  await messages.bind(ref, ballot);
  const told: string[] = [];
  const started: { code: string }[] = [];
  const ids: string[] = [];
  const intake = {
    company: { people },
    tenants: { slack: 'T0DEMO' },
    requests,
    votes,
    messages,
    electorate: standing,
    durable: {
      start: async (_name: string, id: string, input: { code: string }) => {
        started.push(input);
        ids.push(id);
      },
      wake: async (id: string) => void told.push(id),
    },
    receivedAt: new Date('2026-03-04T15:05:00.000Z'),
  } as unknown as Intake;
  const vote = (who: string, event: Partial<Extract<ChatEvent, { kind: 'vote' }>> = {}) =>
    takeVote(intake, {
      kind: 'vote',
      key: { scope: 'event', key: `${who}-${JSON.stringify(event)}` },
      decision: 'approve',
      on: { channel: 'C1', message: '1.1' },
      at: '2026-03-04T15:05:00.000000Z',
      origin: { ...origin, account: `U0${who.toUpperCase()}` },
      by: 'reaction',
      ...event,
    });
  return {
    vote,
    votes,
    requests,
    messages,
    woken: told,
    refusals: () => started.map(({ code }) => code),
    started: () => started,
    ids: () => ids,
  };
}

describe('a vote', () => {
  it('is a row before the request is woken', async () => {
    const { vote, votes, woken } = await room();
    await vote('bob');
    expect(await votes.ofRound('abc', 1)).toMatchObject([{ person: 'bob', decision: 'approve', planHash: 'h1' }]);
    expect(woken).toEqual(['abc']);
  });

  it.each([
    ['of an unknown account', 'nobody', {}, 'voter_unknown'],
    ['of somebody in no group', 'mallory', {}, 'voter_not_eligible'],
    ['of the requester', 'alice', {}, 'voter_is_requester'],
    ['with another plan’s hash', 'bob', { on: { ballot: { ...ballot, planHash: 'h2' } } }, 'plan_changed'],
    ['on a round that never was', 'bob', { on: { ballot: { ...ballot, round: 2 } } }, 'round_closed'],
    ['on a request that never was', 'bob', { on: { ballot: { ...ballot, instanceId: 'zzz' } } }, 'round_closed'],
  ] as const)('%s is not counted', async (_, who, event, code) => {
    const { vote, votes, woken, refusals } = await room();
    await vote(who, event);
    expect(refusals()).toEqual([code]);
    expect(await votes.ofRound('abc', 1)).toEqual([]);
    expect(woken).toEqual([]);
  });

  it('refused twice on one press for two reasons is recorded twice: with one key, as on a Teams card', async () => {
    const { vote, ids } = await room({ confirm: true, reasonRequired: true });
    const press = { key: { scope: 'card', key: 'one' }, by: 'button', decision: 'reject' } as const;
    await vote('bob', press);
    await vote('bob', press);
    await vote('alice', { decision: 'confirm', by: 'button' });
    await vote('bob', press);
    expect(new Set(ids()).size).toBe(2);
  });

  it('to cancel is the requester’s and the approvers’, and nobody else’s', async () => {
    const { vote, votes, refusals, woken } = await room();
    await vote('mallory', { decision: 'cancel', by: 'button' });
    expect([refusals(), woken]).toEqual([['voter_not_eligible'], []]);
    await vote('alice', { decision: 'cancel', by: 'button' });
    expect(await votes.ofRound('abc', 1)).toMatchObject([{ person: 'alice', decision: 'cancel' }]);
    expect(woken).toEqual(['abc']);
  });

  it('before the requester has confirmed waits for that, and only the requester confirms', async () => {
    const { vote, votes, refusals } = await room({ confirm: true });
    await vote('bob');
    await vote('bob', { decision: 'confirm', by: 'button' });
    expect(refusals()).toEqual(['not_confirmed', 'voter_is_not_requester']);
    await vote('alice', { decision: 'confirm', by: 'button' });
    await vote('bob', { at: '2026-03-04T15:06:00.000000Z' });
    expect((await votes.ofRound('abc', 1)).map(({ decision }) => decision).sort()).toEqual(['approve', 'confirm']);
  });

  it('to confirm what has to be typed counts with exactly that text, and says so otherwise', async () => {
    const { vote, votes, refusals, woken } = await room({ confirm: true, typeToConfirm: 'order-service' });
    for (const typed of [undefined, '', 'order', 'Order-Service', 'order-service production', 'orde\u200br-service']) {
      const told = await vote('alice', { decision: 'confirm', by: 'form', typed });
      expect(told?.faults?.['typed']).toMatch(/Type order-service, exactly so/);
    }
    expect(new Set(refusals())).toEqual(new Set(['confirmation_mistyped']));
    await vote('bob', { decision: 'confirm', by: 'form', typed: 'order-service' });
    expect(refusals().at(-1)).toBe('voter_is_not_requester');
    expect([await votes.ofRound('abc', 1), woken]).toEqual([[], []]);
    await vote('alice', { decision: 'confirm', by: 'form', typed: ' order-service ' });
    expect(await votes.ofRound('abc', 1)).toMatchObject([{ person: 'alice', decision: 'confirm' }]);
  });

  it('that the voter sees answered is told with the acknowledgement, and only recorded behind it', async () => {
    const { vote, started } = await room();
    const counted = await vote('bob', { answerable: true, by: 'button' });
    const refused = await vote('mallory', { answerable: true, by: 'button' });
    expect([counted?.headline, refused?.headline[0]]).toEqual([
      ['Your approval is counted.'],
      'Your vote was not counted. ',
    ]);
    expect(started()).toMatchObject([{ code: 'voter_not_eligible', told: true }]);
  });

  it('of another workspace’s user with one of our IDs is a stranger’s', async () => {
    const { vote, refusals } = await room();
    await vote('bob', { origin: { ...origin, tenant: 'T0OTHER', account: 'U0BOB' }, on: { ballot } });
    expect(refusals()).toEqual(['voter_unknown']);
  });

  it('comes too late after the round’s time and after its decision', async () => {
    const expired = await room({ expiresAt: '2026-03-04T15:04:00.000Z' });
    await expired.vote('bob');
    expect(expired.refusals()).toEqual(['round_closed']);
    const closed = await room();
    await closed.requests.closeRound('abc', 1, 'rejected');
    await closed.vote('bob');
    expect(closed.refusals()).toEqual(['round_closed']);
  });

  it('that counted is not refused when it is delivered again too late, also after it was taken back', async () => {
    const { vote, requests, refusals } = await room();
    const added = { key: { scope: 'event', key: 'Ev1' } };
    await vote('bob', added);
    await vote('bob', { key: { scope: 'event', key: 'Ev2' }, decision: 'withdraw', withdraws: 'approve' });
    await requests.closeRound('abc', 1, 'expired');
    await vote('bob', added);
    expect(refusals()).toEqual([]);
    await vote('bob', { key: { scope: 'event', key: 'Ev3' } });
    expect(refusals()).toEqual(['round_closed']);
  });

  it('of a button that is pressed once more, too late, is refused: that is another press', async () => {
    const { vote, requests, refusals } = await room();
    const press = { key: { scope: 'button', key: 'approve' }, at: '2026-03-04T15:01:00.000Z' };
    await vote('bob', press);
    await requests.closeRound('abc', 1, 'expired');
    await vote('bob', press);
    expect(refusals()).toEqual([]);
    await vote('bob', { ...press, at: '2026-03-04T15:02:00.000Z' });
    expect(refusals()).toEqual(['round_closed']);
  });

  it.each(['2026-03-04T14:05:00.000000Z', '2026-03-04T16:05:00.000000Z'])(
    'stands or falls by our own clock, where the platform’s is off by an hour (%s)',
    async (at) => {
      const open = await room();
      await open.vote('bob', { at });
      expect(await open.votes.ofRound('abc', 1)).toMatchObject([{ person: 'bob', at }]);
      const expired = await room({ expiresAt: '2026-03-04T15:04:00.000Z' });
      await expired.vote('bob', { at });
      expect(expired.refusals()).toEqual(['round_closed']);
    },
  );

  it('that an older clock says is not called counted', async () => {
    const { vote, votes } = await room();
    await vote('bob', { at: '2026-03-04T16:05:00.000000Z' });
    const told = await vote('bob', { decision: 'reject', reason: 'no', by: 'button', answerable: true });
    expect(told?.headline).toEqual(['Your vote was not counted. You have said something newer.']);
    expect(await votes.ofRound('abc', 1)).toMatchObject([{ decision: 'approve' }]);
  });

  it('on a message that is no request means nothing, to anybody', async () => {
    const { vote, refusals, woken } = await room();
    await vote('bob', { on: { channel: 'C1', message: '9.9' } });
    expect([refusals(), woken]).toEqual([[], []]);
  });

  it('against, by reaction, does not count where the rule wants a reason; an approval does', async () => {
    const { vote, refusals, votes } = await room({ reasonRequired: true });
    await vote('bob', { decision: 'reject' });
    expect(refusals()).toEqual(['reason_required']);
    await vote('carol');
    expect(await votes.ofRound('abc', 1)).toHaveLength(1);
  });

  it('on a message of a round that another one followed is told to look for the newer', async () => {
    const { vote, refusals, requests } = await room();
    await requests.closeRound('abc', 1, 'approved');
    const first = await requests.round('abc', 1);
    await requests.openRound({
      ...(first as never as Parameters<typeof requests.openRound>[0]),
      instanceId: 'abc',
      round: 2,
    });
    await vote('bob');
    expect(refusals()).toEqual(['plan_changed']);
  });

  it('taken back after the end, or by somebody whose vote never counted, is not answered', async () => {
    const { vote, refusals, requests } = await room();
    await requests.closeRound('abc', 1, 'approved');
    await vote('bob', { decision: 'withdraw', withdraws: 'approve' });
    await vote('mallory', { decision: 'withdraw', withdraws: 'approve' });
    expect(refusals()).toEqual([]);
  });

  it('in words where no request stands is answered with those that wait for the voter', async () => {
    const { vote, started } = await room();
    await vote('bob', { by: 'words', on: { channel: 'C1', message: '9.9' } });
    await vote('alice', { by: 'words', decision: 'reject', on: { channel: 'C1' } });
    expect(started()).toMatchObject([
      {
        text: 'approve',
        problem: {
          problem: expect.stringContaining('These wait for you'),
          offers: [{ kind: 'approve', ballot, about: '/deploy' }],
        },
      },
      { text: 'reject', problem: { problem: expect.stringContaining('none waits for you'), offers: [] } },
    ]);
  });

  it('in words where nothing waits any more is offered nothing', async () => {
    const { vote, started, requests } = await room();
    await requests.closeRound('abc', 1, 'approved');
    await vote('bob', { by: 'words', on: { channel: 'C1' } });
    expect(started()).toMatchObject([{ problem: { offers: [] } }]);
  });

  it('in words in the thread of one waiting request means that one', async () => {
    const { vote, votes, messages, requests } = await room();
    const thread = 'C2;messageid=1';
    await messages.bind({ ...ref, channel: thread, message: '5.5' }, ballot);
    await vote('bob', { by: 'words', on: { channel: 'C2', message: '1', thread } });
    expect(await votes.ofRound('abc', 1)).toMatchObject([{ person: 'bob', decision: 'approve' }]);
    const other = { ...((await requests.round('abc', 1)) as never as object), instanceId: 'def' };
    await requests.openRound(other as never);
    await messages.bind({ ...ref, channel: thread, message: '6.6' }, { ...ballot, instanceId: 'def' });
    await vote('carol', { by: 'words', on: { channel: 'C2', message: '1', thread } });
    expect(await votes.ofRound('abc', 1)).toHaveLength(1);
  });

  it('that comes too late is answered with what the message shows by now, where the voter sees the answer', async () => {
    const { vote, requests, messages } = await room();
    await messages.keepShown('abc', {
      kind: 'result',
      tone: 'good',
      icon: '✅',
      headline: ['Deploy complete.'],
      actions: [{ kind: 'approve', ballot }],
    });
    await requests.closeRound('abc', 1, 'approved');
    expect(await vote('bob', { answerable: true })).toMatchObject({
      headline: ['Deploy complete.'],
      lines: [['This request is no longer open.']],
      actions: undefined,
    });
    expect(await vote('bob', { answerable: true, on: { ballot: { ...ballot, instanceId: 'never' } } })).toMatchObject({
      kind: 'notice',
      headline: ['This card stands for no request.'],
    });
  });

  it('in words is told whether it counted, however well or badly the request went', async () => {
    const { vote, requests, messages } = await room();
    const words = { on: { ballot }, by: 'words', answerable: true, key: { scope: 'votes', key: 'bob' } } as const;
    const first = await vote('bob', words);
    await requests.closeRound('abc', 1, 'approved');
    for (const tone of ['good', 'bad'] as const) {
      await messages.keepShown('abc', { kind: 'result', tone, icon: '', headline: ['Deploy'] });
      expect(await vote('bob', words)).toEqual(first);
      expect(await vote('carol', { ...words, key: { scope: 'votes', key: tone } })).toMatchObject({ tone: 'bad' });
    }
    expect(first).toMatchObject({ tone: 'good' });
  });

  it('taken away is withdrawn', async () => {
    const { vote, votes } = await room();
    await vote('bob');
    await vote('bob', { decision: 'withdraw', withdraws: 'approve', at: '2026-03-04T15:06:00.000000Z' });
    expect(await votes.ofRound('abc', 1)).toMatchObject([{ person: 'bob', decision: 'withdrawn' }]);
  });
});
