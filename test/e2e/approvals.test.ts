import { buttons, CHANNEL, readable } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { type Asked, openStage, type Stage } from './stage';
import { toProduction, writeCompany } from './test-company';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 30_000);
afterAll(() => stage.close());

const as = (person: string) => stage.audience.as(person);
const vote = (person: string, { ts }: { ts: string }, emoji = 'white_check_mark') =>
  as(person).react(CHANNEL, ts, emoji);

/** Waits until the message of a request says this. */
async function says({ ts }: { ts: string }, words: string) {
  const said = await stage.audience.until(() => stage.textAt(ts).includes(words), 15);
  if (!said) throw new Error(`The message never said "${words}": ${stage.textAt(ts)}`);
}

const complete = ({ since }: Asked) => stage.audience.shown(since, ['Deploy complete. Health check passed.'], 20);

async function votesOn({ line, at }: Asked) {
  const entries = (await stage.audience.entries()).filter(
    ({ kind, command, timestamp }) => kind === 'vote' && command === line && timestamp >= at,
  );
  return entries.map(({ user, approvals }) => `${user} ${approvals[0]?.decision}`);
}

describe('two approvers are needed', () => {
  it('and an approval that was taken back before the second came does not count', async () => {
    const asked = await stage.request('alice', 'payment-service v1.9.1 production');
    await vote('bob', asked);
    await says(asked, '1 of 2');
    await as('bob').unreact(CHANNEL, asked.ts, 'white_check_mark');
    await says(asked, '0 of 2');
    await vote('carol', asked);
    await says(asked, '1 of 2');
    expect(stage.dispatches()).toEqual([]);
    await vote('bob', asked);
    await complete(asked);
    expect((await stage.outcomeOf(asked)).approved_by?.split(', ').sort()).toEqual(['@bob', '@carol']);
    expect(await votesOn(asked)).toEqual(['@bob approve', '@bob withdrawn', '@carol approve', '@bob approve']);
  });

  it('and one who says it ten times at once, with both hands, is still one', async () => {
    const asked = await stage.request('alice', 'payment-service v1.9.0 production');
    const before = stage.dispatches().length;
    const [first] = await vote('bob', asked);
    if (!first) throw new Error('A reaction is delivered.');
    const again = Array.from({ length: 10 }, () => stage.stack.slack.redeliver(first.id));
    const clicks = Array.from({ length: 3 }, () => as('bob').click(CHANNEL, asked.ts, 'approve'));
    const answers = await Promise.all([...again, ...clicks]);
    expect(answers.map(({ answer }) => answer?.status)).toEqual(answers.map(() => 200));
    await says(asked, '1 of 2');
    expect(stage.dispatches()).toHaveLength(before);
    await vote('carol', asked);
    await complete(asked);
    expect(stage.dispatches()).toHaveLength(before + 1);
    const voices = (await votesOn(asked)).filter((voice) => voice === '@carol approve');
    expect(voices).toHaveLength(1);
  });
});

describe('a rejection', () => {
  it('by ❌ ends the request at once, and the reason is asked for in the thread', async () => {
    const asked = await stage.request('alice', 'order-service v2.4.1 production');
    await vote('bob', asked, 'x');
    const ended = await stage.audience.shown(asked.since, ['Rejected by', '<@U0BOB>']);
    expect(buttons(ended)).toEqual([]);
    const reply = await stage.audience.until(
      () =>
        stage.audience
          .posts(asked.since)
          .filter((post) => post['thread_ts'] === asked.ts && post.ts !== asked.ts)
          .find(({ text }) => !text.includes('this waits for you')),
      10,
    );
    expect(reply?.text).toMatch(/<@U0BOB>, why\?/);
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'rejected', reason_code: 'rejected_by_approver' });
  });

  it('beats the approval that came before it', async () => {
    const asked = await stage.request('alice', 'payment-service v1.9.0 production');
    await vote('bob', asked);
    await says(asked, '1 of 2');
    await as('carol').say(CHANNEL, '@countersign reject the bank is closed', { thread: asked.ts });
    await stage.audience.shown(asked.since, ['Rejected by', 'the bank is closed']);
    const outcome = await stage.outcomeOf(asked);
    expect(outcome).toMatchObject({ result: 'rejected', approved_by: null });
    expect(outcome.approvals.map(({ user, decision, reason }) => [user, decision, reason])).toEqual([
      ['@bob', 'approve', null],
      ['@carol', 'reject', 'the bank is closed'],
    ]);
  });

  it('with a form wants a reason, and comes too late when another has decided', async () => {
    const asked = await stage.request('alice', 'order-service v2.4.1 production');
    await as('carol').click(CHANNEL, asked.ts, 'reject');
    const form = await stage.audience.until(() => as('carol').modal(), 5);
    if (!form) throw new Error('Carol is asked for a reason.');
    const blank = await as('carol').submit(form.id, { reason: '   ' });
    expect([blank.closed, Object.keys(blank.errors ?? {})]).toEqual([false, ['reason']]);
    await vote('bob', asked);
    await complete(asked);
    expect((await as('carol').submit(form.id, { reason: 'Not today' })).closed).toBe(true);
    await stage.audience.whispered('U0CAROL', asked.since, 'no longer open');
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success', approved_by: '@bob' });
  });
});

it('“approve” in the thread approves, and a ✅ after the end is answered privately', async () => {
  const asked = await stage.request('alice', 'order-service v2.4.2 production');
  const before = stage.dispatches().length;
  await as('bob').say(CHANNEL, '@countersign approve', { thread: asked.ts });
  await complete(asked);
  await vote('carol', asked);
  await stage.audience.whispered('U0CAROL', asked.since, 'no longer open');
  expect((await stage.outcomeOf(asked)).approved_by).toBe('@bob');
  expect(stage.dispatches()).toHaveLength(before + 1);
  expect((await stage.refusalsOf(asked)).map(({ user, reason_code }) => [user, reason_code])).toEqual([
    ['@carol', 'round_closed'],
  ]);
});

it('a request that nobody decides expires, says so, and cannot be approved any more', async () => {
  const asked = await stage.request('alice', 'api-gateway v3.2.1 production');
  const expired = await stage.audience.shown(asked.since, ['Expired: Deploy api-gateway', 'decided within 4 seconds']);
  expect(expired.ts).toBe(asked.ts);
  expect(buttons(expired)).toEqual([]);
  await vote('bob', asked);
  await stage.audience.whispered('U0BOB', asked.since, 'no longer open');
  expect(await stage.outcomeOf(asked)).toMatchObject({
    result: 'expired',
    reason_code: 'approval_expired',
    approved_by: null,
  });
  expect(stage.dispatches().filter(({ version }) => version === 'v3.2.1')).toEqual([]);
});

it('a tag that moves between the approval and the start voids the round; a new approval of what it is now works', async () => {
  const asked = await stage.request('alice', 'order-service v2.3.9 production');
  const before = stage.dispatches().length;
  stage.stack.github.moveTag({ repository: 'order-service', tag: 'v2.3.9', to: 'v2.4.0' });
  await vote('bob', asked);
  await says(asked, 'Approvals void');
  const next = await stage.audience.until(
    () => stage.audience.posts(asked.since).find((post) => post.ts !== asked.ts && buttons(post).includes('approve')),
    15,
  );
  if (!next) throw new Error('There is a new message to approve.');
  expect(readable(next)).toMatch(/A new round, because the plan changed/);
  expect(buttons(stage.audience.posts(asked.since)[0] ?? {})).toEqual([]);
  expect(stage.dispatches()).toHaveLength(before);
  await vote('carol', asked);
  await stage.audience.whispered('U0CAROL', asked.since, 'Your vote was not counted.');
  await vote('carol', next);
  await stage.audience.shown(asked.since, ['Deploy complete.'], 20);
  const outcome = await stage.outcomeOf(asked);
  expect(outcome).toMatchObject({ result: 'success', approved_by: '@carol' });
  expect(outcome.approvals.map(({ user, round }) => [user, round])).toEqual([
    ['@bob', 1],
    ['@carol', 2],
  ]);
  expect(stage.dispatches()).toHaveLength(before + 1);
});

it('a policy that became stricter while the request waited is the one that counts', async () => {
  const asked = await stage.request('alice', 'order-service v2.4.1 production');
  const before = stage.dispatches().length;
  await stage.stack.host().stop();
  const stricter = [{ name: 'deploys to production', when: toProduction('order-service'), require: '2 of team-leads' }];
  await stage.stack.restartHost([], { COUNTERSIGN_CONFIG: writeCompany(stage.folder, stricter) });
  await vote('bob', asked);
  await says(asked, 'no longer satisfies the policy');
  const next = await stage.audience.until(
    () => stage.audience.posts(asked.since).find((post) => post.ts !== asked.ts && buttons(post).includes('approve')),
    15,
  );
  if (!next) throw new Error('There is a new message to approve.');
  await vote('carol', next);
  await says(next, '1 of 2');
  expect(stage.dispatches()).toHaveLength(before);
  await vote('bob', next);
  await stage.audience.shown(asked.since, ['Deploy complete.'], 20);
  expect((await stage.outcomeOf(asked)).approved_by?.split(', ').sort()).toEqual(['@bob', '@carol']);
});

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});
