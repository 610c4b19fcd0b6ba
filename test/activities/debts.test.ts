import { type Azurite, startAzurite } from '../../local/azurite';
import { answerDirect } from '../../src/activities/answer-direct';
import { type Dependencies } from '../../src/activities/dependencies';
import { lookAtDebt } from '../../src/activities/look-at-debt';
import { openDebt } from '../../src/activities/open-debt';
import { planCommand, type Planned } from '../../src/activities/plan-command';
import { review } from '../../src/commands/review';
import { type AuditRecord } from '../../src/model/audit-entry';
import { type CommandRequest } from '../../src/model/command-request';
import { type Durable } from '../../src/model/durable';
import { type MessageRef } from '../../src/model/message-ref';
import { type View } from '../../src/model/view';
import { followDebt } from '../../src/orchestrators/follow-debt';
import { ChatError } from '../../src/platforms/chat-error';
import { createDebts } from '../../src/state/debts';
import { createLocks } from '../../src/state/locks';
import { createMarks } from '../../src/state/marks';
import { createRequests } from '../../src/state/requests';
import { freshTables } from '../kit/fresh-tables';
import { plainText } from '../kit/plain-text';
import { replay } from '../kit/replay';
import { company as testCompany, plan as testPlan, asks } from '../policy/companies';
import { standing as electorate } from '../kit/standing-electorate';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

const OPENED = '2026-03-04T15:00:00.000Z';
const HOUR = 3_600_000;
const requester = { id: 'dave', accounts: {} };

function request(args: object = {}, instanceId = 'abc'): CommandRequest {
  return {
    instanceId,
    command: 'deploy',
    text: '/deploy order-service v1 production --break-glass --reason "down"',
    args: { 'break-glass': true, reason: 'down', ...args },
    receivedAt: OPENED,
    origin: { platform: 'slack', tenant: 'T', account: 'dave', channel: 'C' },
    answered: false,
  } as unknown as CommandRequest;
}

/** A company in which dave may break the glass and bob and carol review it. */
function world({ unheard = [] as string[] } = {}) {
  const tables = freshTables(azurite.connectionString)();
  const company = testCompany({ name: 'leads decide', require: [asks(1, 'team-leads')] });
  const frozen = { name: 'always', cron: '* * * * *', seconds: 90, timeZone: 'UTC', exempt: [] };
  Object.assign(company, {
    people: company.people.map((person) => ({ ...person, accounts: { slack: person.id, teams: person.id } })),
    environments: company.environments.map((place) => ({ ...place, freezes: place.production ? [frozen] : [] })),
    channels: [{ name: 'incidents', places: { slack: 'CI', teams: 'TI' }, mirrored: false }],
    breakGlass: {
      line: 7,
      group: 'on-call',
      review: asks(2, 'team-leads'),
      withinSeconds: 86_400,
      alert: 'incidents',
    },
  });
  const posted: { to: string; text: string; view: View }[] = [];
  const updated: string[] = [];
  const replied: string[] = [];
  const whispered: string[] = [];
  const records = new Map<string, AuditRecord>();
  const clock = { now: Date.parse(OPENED) };
  const standing: Record<string, string> = {};
  const outbox = (platform: string) => ({
    standing: async (account: string) => standing[account] ?? 'ours',
    post: async (to: { channel: string }, view: View): Promise<MessageRef> => {
      if (unheard.includes(platform)) throw new ChatError(`${platform} says no.`, 'not_in_channel', false);
      posted.push({ to: to.channel, text: plainText(view), view });
      return { platform, tenant: 'T', channel: to.channel, message: String(posted.length) } as MessageRef;
    },
    update: async (_: MessageRef, view: View) => void updated.push(plainText(view)),
    reply: async (_: MessageRef, view: View) => void replied.push(plainText(view)),
    whisper: async (_to: object, _account: string, view: View) => void whispered.push(plainText(view)),
  });
  const dependencies = {
    company,
    tenants: { slack: 'T', teams: 'T' },
    commands: [
      {
        kind: 'changes',
        icon: '🚀',
        spec: { name: 'deploy' },
        words: { title: () => 'Deploy order-service v1 to production', doing: () => '' },
        plan: async () => ({ plan: testPlan() }),
      },
    ],
    outbox: async (platform: string) => outbox(platform),
    requests: createRequests(tables),
    marks: createMarks(tables),
    locks: createLocks(tables),
    electorate,
    debts: createDebts(tables),
    audit: { append: async (record: AuditRecord) => void records.set(`${record.instance_id} ${record.step}`, record) },
    now: () => new Date(clock.now),
  } as unknown as Dependencies;
  const alarms = new Map<string, string>();
  const woken: string[] = [];
  const durable: Durable = {
    start: async (name, id, input) => {
      if (name === 'alarm' && !alarms.has(id)) alarms.set(id, (input as { at: string }).at);
    },
    wake: async (id) => void woken.push(id),
  };
  const plan = (args?: object) => planCommand(dependencies)({ request: request(args), requester, round: 1 });
  const open = async () => {
    const planned = await plan();
    if (planned.kind !== 'planned') throw new Error(planned.outcome.message);
    return openDebt(dependencies)({ request: request(), requester, planned }, durable);
  };
  const say = async (who: string, args: object = {}, delivery = `${who} reviews`) => {
    const person = company.people.find(({ id }) => id === who);
    if (!person) throw new Error(`There is no ${who}.`);
    const asked = { ...request(), instanceId: delivery, command: 'review', args: { request: 'abc', ...args } };
    const origin = { ...asked.origin, account: who };
    const { outcome } = await answerDirect(
      { ...dependencies, durable },
      review,
      { ...asked, origin, receivedAt: new Date(clock.now).toISOString() },
      person,
    );
    return outcome;
  };
  const look = () => lookAtDebt(dependencies)({ instanceId: 'abc', now: new Date(clock.now).toISOString() }, durable);
  return {
    dependencies,
    company,
    posted,
    updated,
    replied,
    whispered,
    records,
    clock,
    standing,
    alarms,
    woken,
    durable,
    plan,
    open,
    say,
    look,
  };
}

describe('breaking the glass', () => {
  it('runs a plan at once in spite of a freeze, and under its own rule', async () => {
    const planned = (await world().plan()) as Planned;
    expect(planned.verdict).toMatchObject({ kind: 'allowed', rule: { name: 'break-glass', line: 7 } });
    expect(planned.sealed.rule).toBe('break-glass');
  });

  it('does not go through somebody’s lock', async () => {
    const { plan, dependencies } = world();
    const lock = { service: testPlan().service, environment: 'production', owner: 'person:erin', person: 'erin' };
    await dependencies.locks.acquire({ ...lock, since: OPENED });
    expect(await plan()).toMatchObject({ kind: 'problem', outcome: { reasonCode: 'target_locked' } });
  });

  it('leaves the normal way as it is', async () => {
    expect(await world().plan({ 'break-glass': undefined })).toMatchObject({ outcome: { reasonCode: 'frozen' } });
  });

  it('alarms the channel wherever it is, with who, what and why, once, however often it is run', async () => {
    const { open, posted, dependencies } = world();
    expect(await Promise.all([open(), open()])).toEqual([{ state: 'opened' }, { state: 'opened' }]);
    await open();
    expect(new Set(posted.map(({ to }) => to))).toEqual(new Set(['CI', 'TI']));
    expect(await dependencies.debts.outstanding()).toHaveLength(1);
    const [{ text, view } = posted[0]!] = posted;
    for (const word of ['@dave', 'Deploy order-service v1 to production', 'down', 'without approval', '2 team leads'])
      expect(text).toContain(word);
    expect(view.actions).toEqual([{ kind: 'run', label: 'I have reviewed it', line: '/review abc' }]);
  });

  it('goes on when one of two platforms cannot be alarmed, and not when none can', async () => {
    const half = world({ unheard: ['teams'] });
    expect(await half.open()).toEqual({ state: 'opened' });
    const none = world({ unheard: ['slack', 'teams'] });
    expect(await none.open()).toMatchObject({ state: 'unheard' });
    expect(await none.dependencies.debts.outstanding()).toEqual([]);
  });

  it('is refused to a debtor whose review is overdue, until it is reviewed', async () => {
    const { open, plan, say, clock } = world();
    await open();
    clock.now += 24 * HOUR - 1;
    expect(await plan()).toMatchObject({ kind: 'planned' });
    clock.now += 1;
    expect(await plan()).toMatchObject({ outcome: { result: 'denied', reasonCode: 'review_overdue' } });
    await say('bob');
    expect(await plan()).toMatchObject({ outcome: { reasonCode: 'review_overdue' } });
    await say('carol');
    expect(await plan()).toMatchObject({ kind: 'planned' });
  });
});

describe('groups that are kept elsewhere', () => {
  const outside = (members: Record<string, string[]>, down: Record<string, string> = {}) => ({
    ...electorate,
    members: async () => ({ members, down }),
  });

  it('let somebody who is on call there break the glass, and others review it', async () => {
    const there = world();
    const { company, plan, open, say, dependencies } = there;
    company.people.forEach((person) => (person.groups = []));
    Object.assign(dependencies, {
      electorate: outside({ 'on-call': ['dave'], 'team-leads': ['alice', 'bob', 'dave'] }),
    });
    expect(await plan()).toMatchObject({ verdict: { breakGlass: { review: { eligible: ['alice', 'bob'] } } } });
    await open();
    expect(await say('carol')).toMatchObject({ reasonCode: 'not_reviewer' });
    expect(await say('alice')).toMatchObject({ reasonCode: 'review_noted' });
    expect(await say('bob')).toMatchObject({ reasonCode: 'debt_settled' });
  });

  it('let nobody while their source is down, which is said', async () => {
    const { company, plan, dependencies } = world();
    company.people.forEach((person) => (person.groups = []));
    Object.assign(dependencies, { electorate: outside({}, { 'on-call': 'PagerDuty is away.' }) });
    const planned = await plan();
    expect(planned).toMatchObject({ outcome: { result: 'denied', reasonCode: 'break_glass_not_allowed' } });
    expect(JSON.stringify(planned)).toContain('Who is in on-call cannot be asked: PagerDuty is away.');
  });
});

describe('a review', () => {
  it('takes two different people, whose notes the alert shows', async () => {
    const { open, say, look, updated, woken, dependencies } = world();
    await open();
    expect(await say('bob', { reason: 'looks right' })).toMatchObject({ reasonCode: 'review_noted' });
    expect(await look()).toBe('open');
    expect(updated.at(-1)).toContain('1 of 2');
    expect(await say('bob', {}, 'again')).toMatchObject({ result: 'failure', reasonCode: 'request_over' });
    expect(await dependencies.debts.outstanding()).toHaveLength(1);
    expect(await say('carol')).toMatchObject({ reasonCode: 'debt_settled' });
    expect(await look()).toBe('reviewed');
    expect(updated.at(-1)).toMatch(/Reviewed by @bob and @carol/);
    expect(updated.at(-1)).toContain('looks right');
    expect(woken).toContain('abc-debt');
    expect(await say('bob', {}, 'late')).toMatchObject({ reasonCode: 'request_over' });
  });

  it.each([
    ['dave', 'own_request'],
    ['alice', 'not_reviewer'],
  ])('by %s counts for nothing: %s', async (who, reasonCode) => {
    const { open, say, dependencies } = world();
    await open();
    expect(await say(who)).toMatchObject({ result: 'denied', reasonCode });
    expect((await dependencies.debts.get('abc'))?.reviews).toEqual([]);
  });

  it('by the debtor counts for nothing either when they have joined the group that reviews', async () => {
    const { open, say, company } = world();
    await open();
    company.people.find(({ id }) => id === 'dave')?.groups.push('team-leads');
    expect(await say('dave')).toMatchObject({ reasonCode: 'own_request' });
  });

  it.each(['guest', 'deactivated', 'bot', 'stranger'])(
    'from an account that is a %s counts for nothing',
    async (is) => {
      const { open, say, standing, dependencies } = world();
      await open();
      standing['bob'] = is;
      expect(await say('bob')).toMatchObject({ result: 'denied', reasonCode: 'account_not_ours' });
      expect((await dependencies.debts.get('abc'))?.reviews).toEqual([]);
    },
  );

  it('by somebody who has left the group since does not help to settle it', async () => {
    const { open, say, company, dependencies } = world();
    await open();
    await say('bob');
    company.people.find(({ id }) => id === 'bob')!.groups = [];
    expect(await say('carol')).toMatchObject({ reasonCode: 'review_noted' });
    expect(await dependencies.debts.outstanding()).toHaveLength(1);
  });

  it('delivered again, or ten at once, is one', async () => {
    const { open, say, dependencies } = world();
    await open();
    const said = await Promise.all(Array.from({ length: 10 }, () => say('bob')));
    expect(new Set(said.map(({ reasonCode }) => reasonCode)).has('debt_settled')).toBe(false);
    expect((await dependencies.debts.get('abc'))?.reviews).toHaveLength(1);
  });

  it('of what never was is answered so', async () => {
    expect(await world().say('bob')).toMatchObject({ result: 'invalid', reasonCode: 'target_not_found' });
  });
});

it('a debt nobody pays: three reminders, overdue after 24 hours, once a day from then on, until it is reviewed', async () => {
  const { open, say, clock, replied, records, alarms, dependencies, durable } = world();
  await open();
  const began = performance.now();
  let rung = 0;
  const { done, seconds, events } = await replay(followDebt, {
    input: { instanceId: 'abc' },
    start: OPENED,
    activities: {
      lookAtDebt: (input: { instanceId: string; now: string }) => lookAtDebt(dependencies)(input, durable),
    },
    rings: () => {
      clock.now = Date.parse([...alarms.values()][rung++]!);
      return clock.now;
    },
    event: async () => {
      if (rung < 6) return {};
      if (rung === 6) expect(records.has('abc review-overdue')).toBe(true);
      await say(rung === 6 ? 'bob' : 'carol');
      return {};
    },
  });
  expect(done).toBe(true);
  expect(seconds).toBeGreaterThan(24 * 3_600);
  expect(performance.now() - began).toBeLessThan(60_000);
  expect(events).toBeLessThan(100);
  const slack = replied.filter((_, index) => index % 2 === 0);
  expect(slack.map((text) => (text.includes('is overdue') ? 'overdue' : 'waits'))).toEqual([
    'waits',
    'waits',
    'waits',
    'overdue',
    'overdue',
    'overdue',
    'overdue',
  ]);
  expect(slack.at(-1)).not.toContain('@bob');
  expect(await dependencies.debts.outstanding()).toEqual([]);
});

it('a debt begins anew with a short history', async () => {
  const { done, continuedWith } = await replay(followDebt, {
    input: { instanceId: 'abc' },
    activities: { lookAtDebt: () => 'open' },
    event: () => ({}),
  });
  expect(done).toBe(true);
  expect(continuedWith).toEqual({ instanceId: 'abc' });
});
