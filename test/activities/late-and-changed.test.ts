import { type Azurite, startAzurite } from '../../local/azurite';
import { type Dependencies } from '../../src/activities/dependencies';
import { answerDirect } from '../../src/activities/answer-direct';
import { confirmPlan } from '../../src/activities/confirm-plan';
import { lock } from '../../src/commands/lock';
import { unlock } from '../../src/commands/unlock';
import { manual } from '../../src/commands/manual';
import { createLocks } from '../../src/state/locks';
import { createMarks } from '../../src/state/marks';
import { createRequests } from '../../src/state/requests';
import { createVotes } from '../../src/state/votes';
import { evaluate } from '../../src/policy/evaluate';
import { freshTables } from '../kit/fresh-tables';
import { standing } from '../kit/standing-electorate';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());
const person = (id: string, ...groups: string[]) => ({ id, name: id, groups, accounts: { slack: id } });
const rule = (extra: object) => ({
  name: 'r',
  line: 1,
  when: {},
  expiresSeconds: 600,
  reasonRequired: false,
  ...extra,
});

function world() {
  const tables = freshTables(azurite.connectionString)();
  const plan = {
    action: 'deploy',
    service: 'a',
    environment: 'production',
    connector: 'c',
    current: null,
    desired: { version: 'v' },
    confirm: undefined as string | undefined,
    display: {},
  };
  const company = {
    people: [person('alice'), person('bob', 'leads'), person('dora', 'directors')],
    groups: [
      { id: 'leads', title: 'lead' },
      { id: 'directors', title: 'director' },
    ],
    strictest: { group: 'leads', expiresSeconds: 1 },
    environments: [
      { id: 'production', production: true, freezes: [] },
      { id: 'staging', production: false, freezes: [] },
    ],
    services: [],
    channels: [],
    rules: [rule({ require: [{ count: 1, groups: ['leads'], people: [] }] })] as object[],
  };
  const d = {
    company,
    tenants: { slack: 'T' },
    commands: [{ kind: 'changes', spec: { name: 'deploy' }, plan: async () => ({ plan }) }],
    outbox: async () => ({ standing: async () => 'ours', post: async () => ({}), whisper: async () => undefined }),
    requests: createRequests(tables),
    marks: createMarks(tables),
    votes: createVotes(tables),
    locks: createLocks(tables),
    electorate: standing,
    audit: { append: async () => ({}) },
    now: () => new Date('2026-03-04T15:00:00Z'),
  };
  return { d: d as unknown as Dependencies & { durable: never }, company, plan };
}
const req = (id: string, args: object) =>
  ({
    instanceId: id,
    command: 'x',
    text: id,
    args,
    receivedAt: '2026-03-04T15:00:00Z',
    origin: { platform: 'slack', tenant: 'T', account: 'alice', channel: 'C' },
  }) as never;
const where = { service: 'a', environment: 'staging' };

test('a late second run of /lock takes nothing that was given back', async () => {
  const { d } = world();
  const [alice] = d.company.people;
  const run = async () => {
    const r = req('l', where);
    const out = await answerDirect(d, lock, r, alice!);
    await d.requests.claim({ instanceId: 'l', nonce: 'n', request: r, person: 'alice' });
    await d.requests.finish('l', out.outcome);
  };
  await run();
  await answerDirect(d, unlock, req('u', where), alice!);
  await run();
  expect(await d.locks.list()).toEqual([]);
});
test('a late second run of /unlock gives no newer lock back', async () => {
  const { d } = world();
  const [alice, bob] = d.company.people;
  await answerDirect(d, lock, req('l', where), alice!);
  const r = req('u', where);
  const out = await answerDirect(d, unlock, r, bob!);
  await d.requests.claim({ instanceId: 'u', nonce: 'n', request: r, person: 'bob' });
  await d.requests.finish('u', out.outcome);
  await answerDirect(d, lock, req('l2', where), alice!);
  await answerDirect(d, unlock, r, bob!);
  expect(await d.locks.list()).toHaveLength(1);
});
async function confirmed(decisions: [string, string][], change: (company: { rules: object[] }) => void) {
  const { d, company } = world();
  const { planCommand } = await import('../../src/activities/plan-command');
  const input = {
    request: { ...(req('i', {}) as object), command: 'deploy' } as never,
    requester: { id: 'alice', accounts: {} },
    round: 1,
  };
  const planned = await planCommand(d)(input);
  if (planned.kind !== 'planned') throw new Error(JSON.stringify(planned));
  await d.requests.openRound({
    instanceId: 'i',
    round: 1,
    planHash: planned.hash,
    plan: planned.plan,
    verdict: planned.verdict,
    requester: 'alice',
    openedAt: '2026-03-04T15:00:00Z',
    expiresAt: '2026-03-04T15:10:00Z',
  });
  for (const [who, decision] of decisions)
    await d.votes.cast('i', {
      person: who,
      decision,
      at: `2026-03-04T15:00:0${decision === 'cancel' ? 2 : 1}.000Z`,
      planHash: planned.hash,
      round: 1,
      by: 'button',
      platform: 'slack',
      tenant: 'T',
      account: who,
    } as never);
  change(company);
  return (await confirmPlan(d)({ ...input, planned })).kind;
}
test('a newly made escalation does not count before its time', async () => {
  const kind = await confirmed([['bob', 'approve']], (company) => {
    company.rules = [
      rule({
        require: [{ count: 1, groups: ['directors'], people: [] }],
        escalate: { afterSeconds: 600, to: 'leads' },
      }),
    ];
  });
  expect(kind).not.toBe('same');
});
test('a rule that asks somebody else meanwhile is not met by the old approval', async () => {
  expect(
    await confirmed([['bob', 'approve']], (company) => {
      company.rules = [rule({ require: [{ count: 1, groups: ['directors'], people: [] }] })];
    }),
  ).not.toBe('same');
});
test('a cancel between count and close ends, and opens no new round', async () => {
  expect(
    await confirmed(
      [
        ['bob', 'approve'],
        ['alice', 'cancel'],
      ],
      () => undefined,
    ),
  ).not.toBe('changed');
});
test('/manual shows the newest plan', async () => {
  const { d, plan } = world();
  const verdict = evaluate(plan as never, 'alice', d.company);
  for (const round of [1, 2])
    await d.requests.openRound({
      instanceId: 'i',
      round,
      planHash: `h${round}`,
      plan: { ...plan, desired: { version: `v${round}` } } as never,
      verdict,
      requester: 'alice',
      openedAt: 'x',
      expiresAt: 'x',
    });
  const command = { spec: { name: 'deploy' }, fallback: (p: { desired: object }) => [JSON.stringify(p.desired)] };
  const { view } = await manual([command as never]).run({ request: req('m', { request: 'i' }) } as never, {
    ...d,
    permalink: async () => undefined,
  });
  expect(JSON.stringify(view)).toContain('v2');
});
