import { approvals } from '../../src/commands/approvals';
import { type Asked, type DirectTools } from '../../src/commands/command';
import { BrokenRow } from '../../src/model/broken-row';
import { plainText } from '../kit/plain-text';
import { standing } from '../kit/standing-electorate';

const people = ['alice', 'bob', 'carol'].map((id) => ({ id, name: id, groups: [], accounts: {} }));
const round = (instanceId: string, over: object = {}) => ({
  instanceId,
  round: 1,
  planHash: `hash-${instanceId}`,
  requester: 'alice',
  openedAt: '2026-11-27T10:00:00Z',
  expiresAt: '2026-11-27T10:30:00Z',
  verdict: { kind: 'approval', requirements: [{ count: 2, label: '2 team leads', eligible: ['bob', 'carol'] }] },
  ...over,
});

/** Where a request was asked that was not asked in #deployments. */
const origins: Record<string, string> = { secret: 'D0ALICE', aside: 'C0PRIVATE' };

async function shownTo(
  who: string,
  rounds: object[],
  votes: object[] = [],
  debts: object[] = [],
  channel = 'C0DEPLOY',
) {
  const tools = {
    company: { people, groups: [], channels: [{ name: 'deployments', places: { slack: 'C0DEPLOY' } }] },
    requests: {
      waiting: async () => rounds,
      get: async (id: string) => {
        if (id === 'broken') throw new BrokenRow('request is no JSON.');
        return {
          request: { text: `/deploy ${id}`, origin: { platform: 'slack', channel: origins[id] ?? 'C0DEPLOY' } },
        };
      },
    },
    votes: { ofRound: async () => votes },
    debts: { outstanding: async () => debts },
    electorate: standing,
    delegations: { active: async () => [] },
  } as unknown as DirectTools;
  const person = people.find(({ id }) => id === who);
  const { view } = await approvals.run(
    {
      person,
      now: new Date('2026-11-27T10:05:00Z'),
      request: { origin: { platform: 'slack', channel } },
    } as unknown as Asked,
    tools,
  );
  return {
    text: plainText(view),
    buttons: (view.actions ?? []).map((one) => (one.kind === 'run' ? one.line : `${one.kind} ${one.about}`)),
  };
}

describe('/approvals', () => {
  it('lists the others where what one asked cannot be read, and that one by its ID, without buttons', async () => {
    const { text, buttons } = await shownTo('bob', [round('broken'), round('a')]);
    expect(text).toContain('2 requests wait, 2 for you');
    expect(text).toContain('broken');
    expect(buttons).toEqual(['approve /deploy a', 'reject /deploy a']);
  });

  it('tells what waits, for whom and how far it is, with buttons for who may decide', async () => {
    const votes = [{ person: 'carol', decision: 'approve', planHash: 'hash-a', round: 1, at: '2026-11-27T10:01:00Z' }];
    const { text, buttons } = await shownTo('bob', [round('a')], votes);
    expect(text).toContain('1 request waits, 1 for you');
    expect(text).toContain('2 team leads (1 of 2)');
    expect(buttons).toEqual(['approve /deploy a', 'reject /deploy a']);
  });

  it.each(['alice', 'nobody'])('gives no button to %s, who may not decide it', async (who) => {
    if (who === 'nobody') people.push({ id: 'nobody', name: '', groups: [], accounts: {} });
    const { text, buttons } = await shownTo(who, [round('a')]);
    expect(text).toContain('0 for you');
    expect(buttons).toEqual([]);
  });

  it('leaves out what has expired and, oldest first, names the rest', async () => {
    const rounds = [
      round('new', { openedAt: '2026-11-27T10:04:00Z' }),
      round('old'),
      round('gone', { expiresAt: '2026-11-27T10:04:00Z' }),
    ];
    const { text } = await shownTo('bob', rounds);
    expect(text).not.toContain('gone');
    expect(text.indexOf('/deploy old')).toBeLessThan(text.indexOf('/deploy new'));
  });

  it('of private talk says nothing to whom it does not concern, and all to the approvers and the one who asked', async () => {
    people.push({ id: 'eve', name: 'eve', groups: [], accounts: {} });
    const rounds = [round('secret'), round('aside'), round('a')];
    const asEve = await shownTo('eve', rounds);
    expect(asEve.text).toContain('/deploy a');
    expect(asEve.text).not.toMatch(/secret|aside/);
    expect(asEve.text).toContain('1 request waits');
    for (const who of ['alice', 'bob']) expect((await shownTo(who, rounds)).text).toMatch(/secret[^]*aside/);
  });

  it('of private talk tells those who were in it, where it was', async () => {
    expect((await shownTo('eve', [round('aside')], [], [], 'C0PRIVATE')).text).toContain('/deploy aside');
  });

  it('says when nothing waits', async () => {
    expect((await shownTo('bob', [])).text).toContain('Nothing waits for approval.');
  });

  it('shows what was run without approval, overdue or not, and lets those review it who may', async () => {
    const debt = (instanceId: string, dueAt: string, reviews: object[] = []) => ({
      instanceId,
      person: 'alice',
      request: { text: `/deploy ${instanceId}` },
      review: { count: 2, groups: [], people: ['bob', 'carol', 'alice'] },
      reviews,
      dueAt,
    });
    const debts = [debt('late', '2026-11-27T10:00:00Z'), debt('fresh', '2026-11-28T10:00:00Z', [{ person: 'bob' }])];
    const { text, buttons } = await shownTo('bob', [], [], debts);
    expect(text).toContain('0 requests wait, 0 for you; 1 to review');
    expect(text).toMatch(/overdue.*\/deploy late/s);
    expect(text).toContain('(1 of 2)');
    expect(buttons).toEqual(['/review late']);
    expect((await shownTo('alice', [], [], debts)).buttons).toEqual([]);
  });
});
