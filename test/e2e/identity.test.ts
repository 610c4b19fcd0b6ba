import { CHANNEL } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { buttonOf, forgeClick, forgeEvent } from './forge';
import { type Asked, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 30_000);
afterAll(() => stage.close());

/** Waits until a vote on what was asked is recorded as refused, and gives who and why. */
async function refused(asked: Asked, count = 1) {
  await stage.audience.until(async () => (await stage.refusalsOf(asked)).length >= count, 10);
  return (await stage.refusalsOf(asked)).map(({ user, reason_code }) => [user, reason_code]);
}

/** Ends a request by a vote that does count. */
async function end(asked: Asked & { ts: string }) {
  await stage.audience.as('carol').react(CHANNEL, asked.ts, 'x');
  const outcome = await stage.outcomeOf(asked);
  await stage.audience.shown(asked.since, ['Rejected by']);
  expect(outcome).toMatchObject({ result: 'rejected', approved_by: null, command: asked.line });
}

describe('somebody who is not in the company file', () => {
  it('is told so when they ask, and nothing is posted or started', async () => {
    const asked = await stage.ask('guest', 'order-service v2.4.1 staging');
    await stage.audience.whispered('U0GUEST', asked.since, 'I do not know you');
    expect(await stage.outcomeOf(asked)).toMatchObject({
      user: 'U0GUEST',
      result: 'denied',
      reason_code: 'unknown_person',
    });
    expect(stage.audience.posts(asked.since)).toEqual([]);
    expect(stage.dispatches()).toEqual([]);
  });

  it('learns nothing from a line that is wrong either', async () => {
    const asked = await stage.ask('guest', 'order-servise v2.4.1 staging');
    expect(await stage.outcomeOf(asked)).toMatchObject({ user: 'U0GUEST', result: 'invalid' });
    expect(stage.audience.posts(asked.since)).toEqual([]);
  });

  it('cannot vote, by reaction or by button, also as a guest of another company', async () => {
    const asked = await stage.request('alice', 'order-service v2.4.1 production');
    await stage.audience.as('stranger').react(CHANNEL, asked.ts, 'white_check_mark');
    await stage.audience.as('guest').click(CHANNEL, asked.ts, 'approve');
    await stage.audience.as('guest').click(CHANNEL, asked.ts, 'reject');
    expect((await refused(asked, 3)).sort()).toEqual([
      ['U0GUEST', 'voter_unknown'],
      ['U0GUEST', 'voter_unknown'],
      ['U0STRANGER', 'voter_unknown'],
    ]);
    await stage.audience.whispered('U0STRANGER', asked.since, 'Your vote was not counted.');
    await stage.audience.whispered('U0GUEST', asked.since, 'I do not know you');
    expect(stage.audience.as('guest').modal()).toBeUndefined();
    expect(stage.dispatches()).toEqual([]);
    await end(asked);
  });
});

describe('a bot', () => {
  it('is not listened to: not another one, and not ourselves', async () => {
    const asked = await stage.request('alice', 'order-service v2.4.2 production');
    const before = (await stage.audience.entries()).length;
    const { slack } = stage.stack;
    const { deliveries } = await stage.audience
      .as('guest')
      .say(CHANNEL, '@countersign deploy api-gateway v3.2.1 staging');
    const [mention] = deliveries;
    if (!mention) throw new Error('A mention is delivered.');
    const reply = await stage.audience.until(() => stage.audience.whispers('U0GUEST', asked.since)[0], 10);
    expect(reply).toContain('I do not know you');
    const said = [
      { bot_id: 'B0OTHER', user: 'U0OTHERBOT' },
      { bot_id: 'B0COUNTER', user: 'U0BOT' },
      { user: 'U0BOT' },
      { user: undefined },
      { subtype: 'bot_message', bot_id: 'B0OTHER', user: 'U0ALICE' },
      { subtype: 'message_changed', user: 'U0ALICE' },
      { edited: { user: 'U0ALICE', ts: '1.000000' }, user: 'U0ALICE' },
    ];
    const statuses = await Promise.all(said.map((change) => forgeEvent(stage, mention, change)));
    expect(statuses).toEqual(said.map(() => 200));
    await stage.audience.as('countersign').react(CHANNEL, asked.ts, 'white_check_mark');
    await end(asked);
    const others = (await stage.audience.entries()).slice(before).filter(({ command }) => command !== asked.line);
    expect(others).toMatchObject([{ user: 'U0GUEST', reason_code: 'unknown_person' }]);
    expect(slack.deliveries.filter(({ answer }) => answer?.status !== 200)).toEqual([]);
  });

  it('does not hear its own answers in a direct message', async () => {
    const alice = stage.audience.as('alice');
    const dm = alice.dm();
    const at = new Date().toISOString();
    const before = stage.dispatches().length;
    await alice.say(dm, 'deploy api-gateway v3.2.1 staging');
    const outcome = await stage.audience.outcome('/deploy api-gateway v3.2.1 staging', at);
    expect(outcome).toMatchObject({ result: 'success', user: '@alice' });
    const own = stage.stack.slack.deliveries.filter(({ kind, body }) => kind === 'event' && body.includes('B0COUNTER'));
    expect(own.length).toBeGreaterThan(0);
    expect(stage.dispatches()).toHaveLength(before + 1);
  });

  it('of another app may not vote', async () => {
    const asked = await stage.request('alice', 'order-service v2.4.1 production');
    await stage.audience.as('otherbot').react(CHANNEL, asked.ts, 'white_check_mark');
    expect(await refused(asked)).toEqual([['U0OTHERBOT', 'voter_unknown']]);
    await end(asked);
  });
});

describe('an approver whose account is no longer ours', () => {
  it.each([
    ['made a guest', { restricted: true }, 'Your account may not vote'],
    // Slack shows nothing to an account that is gone.
    ['deactivated', { deleted: true }, undefined],
  ])('%s: the vote is recorded and not counted', async (_, change, told) => {
    // Whether an account may vote is asked once a minute: a fresh process has not asked yet.
    await stage.stack.host().stop();
    await stage.stack.restartHost();
    const { audience } = stage;
    const { workspace } = stage.stack.slack;
    const bob = audience.as('bob');
    const asked = await stage.request('alice', 'order-service v2.4.2 production');
    const before = stage.dispatches().length;
    workspace.putUser({ ...bob.user, ...change });
    await bob.react(CHANNEL, asked.ts, 'white_check_mark');
    const refusals = await refused(asked);
    if (told) await audience.whispered('U0BOB', asked.since, told);
    workspace.putUser(bob.user);
    expect(refusals).toEqual([['@bob', 'voter_account_not_ours']]);
    expect(stage.textAt(asked.ts)).toContain('0 of 1');
    expect(stage.dispatches()).toHaveLength(before);
    await end(asked);
  });
});

describe('a button that was tampered with', () => {
  it('counts for nothing but the round and plan that it was made for', async () => {
    const asked = await stage.request('alice', 'order-service v2.4.2 production');
    const click = await stage.audience.as('mallory').click(CHANNEL, asked.ts, 'approve');
    await refused(asked);
    const button = buttonOf(click);
    const before = stage.dispatches().length;
    const as = (user: string, change: Parameters<typeof forgeClick>[2]) =>
      forgeClick(stage, click, { user, ...change });
    const statuses = [
      await as('U0BOB', { button: { instanceId: 'a'.repeat(52) } }),
      await as('U0BOB', { button: { planHash: '0'.repeat(64) } }),
      await as('U0CAROL', { button: { round: 2 } }),
      await as('U0DAVE', { button: { round: 2 ** 40 } }),
      await as('U0BOB', { value: 'approve' }),
      await as('U0BOB', { value: '{"instanceId":"../../x","round":1,"planHash":"x"}' }),
      await as('U0BOB', { value: `{"instanceId":${JSON.stringify(button.instanceId)},"round":"1","planHash":[]}` }),
      await as('U0BOB', { value: '[]'.repeat(900) }),
      await as('U0ALICE', {}),
    ];
    expect(statuses).toEqual(statuses.map(() => 200));
    expect((await refused(asked, 5)).sort()).toEqual([
      ['@alice', 'voter_is_requester'],
      ['@bob', 'plan_changed'],
      ['@carol', 'round_closed'],
      ['@dave', 'round_closed'],
      ['@mallory', 'voter_not_eligible'],
    ]);
    expect(stage.dispatches()).toHaveLength(before);
    expect(stage.textAt(asked.ts)).toContain('0 of 1');
    await end(asked);
  });

  it('of one request does not open another, and none opens twice', async () => {
    const first = await stage.request('alice', 'order-service v2.4.1 production');
    const click = await stage.audience.as('carol').click(CHANNEL, first.ts, 'approve');
    await stage.audience.shown(first.since, ['Deploy complete.']);
    const second = await stage.request('alice', 'order-service v2.4.2 production');
    const before = stage.dispatches().length;
    expect(await forgeClick(stage, click, { button: { planHash: '1'.repeat(64) } })).toBe(200);
    expect(await forgeClick(stage, click, {})).toBe(200);
    expect((await stage.stack.slack.redeliver(click.id)).answer?.status).toBe(200);
    expect(await refused(first)).toContainEqual(['@carol', 'plan_changed']);
    expect(stage.dispatches()).toHaveLength(before);
    expect(stage.textAt(second.ts)).toContain('0 of 1');
    await end(second);
  });
});

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});
