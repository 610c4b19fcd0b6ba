import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { buttons, CHANNEL } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { forgeClick, forgeEvent } from './forge';
import { type Asked, openStage, type Stage } from './stage';
import { toProduction } from './test-company';

type Request = Asked & { ts: string };
interface People {
  people: Record<string, { name: string; slack: string; groups: string[] }>;
  groups: Record<string, { title: string }>;
}

/** As many as may say something in one second. */
const crowd = Array.from({ length: 50 }, (_, index) => `p${index + 1}`);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    rules: [
      { name: 'payments take two', when: toProduction('payment-service'), require: '2 of team-leads or @dave' },
      { name: 'the gateway takes fifty', when: toProduction('api-gateway'), require: '1 of team-leads' },
    ],
  });
}, 60_000);
afterAll(() => stage.close());

const as = (person: string) => stage.audience.as(person);
const approve = (person: string, { ts }: Request) => as(person).react(CHANNEL, ts, 'white_check_mark');

async function says({ ts }: Request, words: string) {
  const said = await stage.audience.until(() => stage.textAt(ts).includes(words), 20);
  if (!said) throw new Error(`The message never said "${words}": ${stage.textAt(ts)}`);
}

async function refused(asked: Asked, count: number) {
  await stage.audience.until(async () => (await stage.refusalsOf(asked)).length >= count, 10);
  return (await stage.refusalsOf(asked)).map(({ user, reason_code }) => `${user} ${reason_code}`);
}

async function end(asked: Request) {
  await as('carol').react(CHANNEL, asked.ts, 'x');
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'rejected', approved_by: null });
}

/** The app goes on with another company file. */
async function becomes(change: (company: People) => void, rules: Record<string, string> = {}) {
  const company = parse(readFileSync(join(stage.folder, 'company-21.yaml'), 'utf8')) as People & {
    policy: { rules: { name: string; require: string }[] };
  };
  change(company);
  for (const rule of company.policy.rules) rule.require = rules[rule.name] ?? rule.require;
  const path = join(stage.folder, 'changed.yaml');
  writeFileSync(path, stringify(company, { aliasDuplicateObjects: false }));
  await stage.stack.host().stop();
  await stage.stack.restartHost([], { COUNTERSIGN_CONFIG: path });
}

it('a requester cannot approve by reaction, button, word or a replayed click of another', async () => {
  const asked = await stage.request('bob', 'order-service v2.4.1 production');
  const click = await as('mallory').click(CHANNEL, asked.ts, 'approve');
  await approve('bob', asked);
  await as('bob').click(CHANNEL, asked.ts, 'approve');
  await as('bob').say(CHANNEL, '@countersign approve', { thread: asked.ts });
  expect(await forgeClick(stage, click, { user: 'U0BOB' })).toBe(200);
  // The replayed click is the requester's own click once more.
  expect((await refused(asked, 4)).sort()).toEqual([
    '@bob voter_is_requester',
    '@bob voter_is_requester',
    '@bob voter_is_requester',
    '@mallory voter_not_eligible',
  ]);
  expect(stage.textAt(asked.ts)).toContain('0 of 1');
  expect(stage.dispatches()).toEqual([]);
  await end(asked);
});

it('a reaction on a message that quotes a request, or on another one of the bot’s, means nothing', async () => {
  const done = await stage.ask('alice', 'order-service v2.4.1 staging');
  await stage.outcomeOf(done);
  const [other] = stage.audience.posts(done.since);
  const asked = await stage.request('alice', 'order-service v2.4.2 production');
  const quote = await as('alice').say(CHANNEL, `> ${asked.line}\nPlease approve`);
  const entries = (await stage.audience.entries()).length;
  await approve('bob', { ...asked, ts: quote.ts });
  await approve('bob', { ...asked, ts: String(other?.ts) });
  await approve('mallory', asked);
  expect(await refused(asked, 1)).toEqual(['@mallory voter_not_eligible']);
  expect(await stage.audience.entries()).toHaveLength(entries + 1);
  expect(stage.textAt(asked.ts)).toContain('0 of 1');
  await end(asked);
});

it('a ✅ that is delivered again after it was taken away does not come back', async () => {
  const asked = await stage.request('alice', 'payment-service v1.9.1 production');
  const [first] = await approve('bob', asked);
  await says(asked, '1 of 2');
  await as('bob').unreact(CHANNEL, asked.ts, 'white_check_mark');
  await says(asked, '0 of 2');
  if (!first) throw new Error('A reaction is delivered.');
  expect(await forgeEvent(stage, first, {})).toBe(200);
  await approve('dave', asked);
  await says(asked, '1 of 2: <@U0DAVE>');
  await end(asked);
});

it('somebody of another company with the name of an approver is a stranger', async () => {
  const asked = await stage.request('alice', 'order-service v2.4.1 production');
  const { user } = as('stranger');
  stage.stack.slack.workspace.putUser({ ...user, name: 'bob', realName: 'Bob Brown' });
  await as(user.id).react(CHANNEL, asked.ts, 'white_check_mark');
  expect(await refused(asked, 1)).toEqual(['U0STRANGER voter_unknown']);
  stage.stack.slack.workspace.putUser(user);
  await end(asked);
});

it('an approver who has left the group since does not count any more', async () => {
  const asked = await stage.request('alice', 'payment-service v1.9.1 production');
  const before = stage.dispatches().length;
  await approve('bob', asked);
  await says(asked, '1 of 2');
  await becomes(({ people }) => {
    people['bob']!.groups = [];
  });
  await approve('carol', asked);
  await says(asked, 'Approvals void');
  const next = await stage.audience.until(
    () => stage.audience.posts(asked.since).find((post) => post.ts !== asked.ts && buttons(post).includes('approve')),
    15,
  );
  if (!next) throw new Error('There is a new round.');
  await approve('bob', { ...asked, ts: next.ts });
  expect(await refused(asked, 1)).toEqual(['@bob voter_not_eligible']);
  expect(stage.dispatches()).toHaveLength(before);
  await end({ ...asked, ts: next.ts });
}, 60_000);

it('fifty who approve in the same second are fifty', async () => {
  await becomes(
    ({ people, groups }) => {
      groups['crowd'] = { title: 'member' };
      for (const id of crowd) people[id] = { name: id, slack: `U0${id.toUpperCase()}`, groups: ['crowd'] };
    },
    { 'the gateway takes fifty': '50 of crowd' },
  );
  for (const name of crowd) {
    stage.stack.slack.workspace.putUser({ ...as('bob').user, id: `U0${name.toUpperCase()}`, name });
  }
  const asked = await stage.request('alice', 'api-gateway v3.2.1 production');
  const before = stage.dispatches().length;
  const [reaction] = await approve('mallory', asked);
  if (!reaction) throw new Error('A reaction is delivered.');
  const ofAll = (names: string[]) =>
    Promise.all(names.map((name) => forgeEvent(stage, reaction, { user: `U0${name.toUpperCase()}` })));
  expect(await ofAll(crowd.slice(1))).toEqual(crowd.slice(1).map(() => 200));
  await says(asked, '49 of 50');
  expect(stage.dispatches()).toHaveLength(before);
  await ofAll(crowd.slice(0, 1));
  await stage.audience.shown(asked.since, ['Deploy complete.'], 40);
  expect((await stage.outcomeOf(asked)).approved_by?.split(', ').sort()).toEqual(crowd.map((id) => `@${id}`).sort());
  expect(stage.dispatches()).toHaveLength(before + 1);
}, 90_000);

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});
