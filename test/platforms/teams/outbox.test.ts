import { type Origin } from '../../../src/model/command-request';
import { type MessageRef } from '../../../src/model/message-ref';
import { type View } from '../../../src/model/view';
import { aad, ALICE, BOB, CAROL, closeAll, openTeams, TENANT, type TeamsStage } from './teams-stage';

const DEPLOYMENTS = '19:demo-deployments@thread.tacv2';
const ballot = { instanceId: 'abc', round: 1, planHash: 'h1' };
const person = (id: string, teams: string) => ({ id, accounts: { teams } });
const view: View = { kind: 'notice', tone: 'neutral', icon: 'ℹ️', headline: ['Hello'] };
const request: View = {
  kind: 'request',
  tone: 'waiting',
  icon: '🚀',
  headline: ['Deploy order-service v2.4.1 to production'],
  actions: [
    { kind: 'approve', ballot },
    { kind: 'reject', ballot },
    { kind: 'cancel', ballot },
  ],
  audience: { requester: person('alice', ALICE), approvers: [person('bob', BOB), person('carol', CAROL)] },
};

let stage: TeamsStage;
/** Where alice has asked: in a thread of #deployments. */
let to: Origin;
beforeEach(async () => {
  stage = await openTeams();
  const { id } = await stage.as('alice').say('deployments', '@Countersign status');
  to = { platform: 'teams', tenant: TENANT, account: ALICE, channel: DEPLOYMENTS, thread: id };
});
afterEach(closeAll);

const posts = () => stage.sandbox.tenant.messages('deployments').filter(({ from }) => from === 'Countersign');
const chat = (name: string) =>
  stage.sandbox.tenant.messages(stage.as(name).personal).filter(({ from }) => from === 'Countersign');
const asked = (method: string) =>
  stage.sandbox.requests.list().filter((one) => one.method === method && one.path.startsWith('/v3/'));
const verbs = (card: unknown) => [...JSON.stringify(card).matchAll(/"verb":"(\w+)"/g)].map(([, verb]) => verb);

describe('post', () => {
  it('says it in the thread where it was asked, and tells where it stands', async () => {
    const ref = await (await stage.outbox()).post(to, view, 'k1');
    const [posted] = posts();
    expect(posted).toMatchObject({ id: ref.message, root: to.thread, text: expect.stringContaining('Hello') });
    expect(ref).toEqual({
      platform: 'teams',
      tenant: TENANT,
      channel: `${DEPLOYMENTS};messageid=${to.thread}`,
      message: posted?.id,
    });
  });

  it('in a channel without a thread begins one', async () => {
    const ref = await (await stage.outbox()).post({ ...to, thread: undefined }, view, 'k1');
    expect(ref.channel).toBe(DEPLOYMENTS);
    expect(posts()[0]?.root).toBe(ref.message);
  });

  it('with one key, in one process, is there once', async () => {
    const outbox = await stage.outbox();
    const refs = await Promise.all([1, 2, 3].map(() => outbox.post(to, view, 'k1', '2026-11-27T10:00:00.000Z')));
    expect(new Set(refs.map(({ message }) => message)).size).toBe(1);
    expect(posts()).toHaveLength(1);
  });

  it('where nobody has spoken to us says so, and nothing is sent', async () => {
    const posting = (await stage.outbox()).post({ ...to, channel: '19:unknown@thread.v2' }, view, 'k1');
    await expect(posting).rejects.toMatchObject({ code: 'conversation_unknown', temporary: false });
    expect(asked('POST')).toEqual([]);
  });

  it('where nobody has spoken to us, but in another channel of the team, is said all the same', async () => {
    await stage.as('bob').say('deployments', '@Countersign status');
    const ref = await (await stage.outbox()).post({ ...to, channel: '19:demo-incidents@thread.tacv2' }, view, 'k1');
    expect(stage.sandbox.tenant.messages('incidents').map(({ id }) => id)).toEqual([ref.message]);
  });

  it('waits as long as a 429 asks', async () => {
    stage.sandbox.faults.set({ kind: 'too-many-requests', path: 'activities', times: 1, retryAfterSeconds: 1 });
    const started = Date.now();
    await (await stage.outbox()).post(to, view, 'k1');
    expect(Date.now() - started).toBeGreaterThanOrEqual(990);
    expect(posts()).toHaveLength(1);
  });

  it('gives a 429 back at once when it asks for longer than the call may take', async () => {
    stage.sandbox.faults.set({ kind: 'too-many-requests', path: 'activities', retryAfterSeconds: 60 });
    const posting = (await stage.outbox()).post(to, view, 'k1');
    await expect(posting).rejects.toMatchObject({ code: 'TooManyRequests', temporary: true, name: 'TeamsCallError' });
    expect(asked('POST')).toHaveLength(1);
  });

  it.each([412, 502, 504])('is sent again after HTTP %d', async (status) => {
    stage.sandbox.faults.set({ kind: 'error', status, path: 'activities', times: 2 });
    await (await stage.outbox()).post(to, view, 'k1');
    expect(posts()).toHaveLength(1);
    expect(asked('POST')).toHaveLength(3);
  });

  it.each([
    ['HTTP 500', { kind: 'error' as const }, 'ServiceError'],
    ['an answer that is lost', { kind: 'reset-after' as const }, 'no_answer'],
  ])('is not sent again by itself after %s: it may have arrived', async (_, fault, code) => {
    stage.sandbox.faults.set({ ...fault, path: 'activities', times: 1 });
    const posting = (await stage.outbox()).post(to, view, 'k1');
    await expect(posting).rejects.toMatchObject({ code, temporary: true });
    expect(asked('POST')).toHaveLength(1);
  });

  it('after a lost answer is sent once more when it is asked for again', async () => {
    stage.sandbox.faults.set({ kind: 'error', path: 'activities', times: 1 });
    const outbox = await stage.outbox();
    await expect(outbox.post(to, view, 'k1')).rejects.toThrow();
    await outbox.post(to, view, 'k1', new Date().toISOString());
    expect(posts()).toHaveLength(1);
  });

  it('a refusal is an error with the code of Teams, what to do, and no secret', async () => {
    stage.sandbox.faults.set({ kind: 'error', status: 403, path: 'activities' });
    const error = (await (await stage.outbox()).post(to, view, 'k1').catch((thrown: unknown) => thrown)) as Error;
    expect(error).toMatchObject({ code: 'MessageWritesBlocked', temporary: false });
    expect(JSON.stringify([error.message, error.stack, error])).not.toMatch(/Bearer|eyJ|demo-bot-password/);
  });
});

describe('the token', () => {
  it('is asked for once, for all calls', async () => {
    const outbox = await stage.outbox();
    await Promise.all([outbox.post(to, view, 'k1'), outbox.post(to, view, 'k2')]);
    await outbox.post(to, view, 'k3');
    const tokens = stage.sandbox.requests.list().filter(({ path }) => path.endsWith('/oauth2/v2.0/token'));
    expect(tokens).toHaveLength(1);
  });

  it('that is not given is an error which says what to check, and is asked for again', async () => {
    stage.sandbox.faults.set({ kind: 'error', status: 401, path: 'oauth2', times: 1 });
    const outbox = await stage.outbox();
    await expect(outbox.post(to, view, 'k1')).rejects.toMatchObject({ name: 'TeamsCallError', temporary: false });
    await outbox.post(to, view, 'k1');
    expect(posts()).toHaveLength(1);
  });
});

describe('a request', () => {
  it('shows everybody its state, and those concerned their own buttons', async () => {
    const ref = await (await stage.outbox()).post(to, request, 'k1');
    expect(verbs(stage.as('mallory').card('deployments', ref.message)).filter((verb) => verb !== 'refresh')).toEqual(
      [],
    );
    stage.show(request);
    await stage.as('bob').refresh('deployments', ref.message);
    expect(verbs(stage.as('bob').card('deployments', ref.message))).toEqual(
      expect.arrayContaining(['approve', 'reject', 'cancel']),
    );
    await stage.as('alice').refresh('deployments', ref.message);
    expect(verbs(stage.as('alice').card('deployments', ref.message)).sort()).toEqual(['cancel', 'refresh']);
    await expect(stage.as('mallory').refresh('deployments', ref.message)).rejects.toThrow('does not refresh itself');
  });

  it.each([
    ['one of whom nothing is known', [person('bob', BOB), person('zoe', aad(77))]],
    ['more than sixty', Array.from({ length: 61 }, (_, index) => person(`p${index}`, aad(index + 10)))],
  ])('with %s shows the buttons to all', async (_, approvers) => {
    const shown = { ...request, audience: { requester: person('alice', ALICE), approvers } };
    const ref = await (await stage.outbox()).post(to, shown, 'k1');
    const card = stage.as('mallory').card('deployments', ref.message);
    expect(card['refresh']).toBeUndefined();
    expect(verbs(card)).toEqual(expect.arrayContaining(['approve', 'reject']));
  });
});

describe('update', () => {
  let ref: MessageRef;
  beforeEach(async () => {
    ref = await (await stage.outbox()).post(to, request, 'k1');
  });

  it('takes a message’s place, after a restart too', async () => {
    stage.restart();
    await (await stage.outbox()).update(ref, view);
    const [posted, ...others] = posts();
    expect(others).toEqual([]);
    expect(posted?.text).toContain('Hello');
    expect(verbs(posted?.card)).toEqual([]);
  });

  it.each([412, 429, 500, 502, 503, 504])('is sent again after HTTP %d', async (status) => {
    stage.sandbox.faults.set({ kind: 'error', method: 'PUT', status, times: 1 });
    await (await stage.outbox()).update(ref, view);
    expect(posts()[0]?.text).toContain('Hello');
  });

  it('of a message that is gone is an error that does not pass', async () => {
    const updating = (await stage.outbox()).update({ ...ref, message: '999' }, view);
    await expect(updating).rejects.toMatchObject({ temporary: false });
    expect(asked('PUT')).toHaveLength(1);
  });
});

describe('reply', () => {
  it('stands in the message’s thread', async () => {
    const outbox = await stage.outbox();
    const top = await outbox.post({ ...to, thread: undefined }, view, 'k1');
    await outbox.reply(top, view);
    const within = await outbox.post(to, view, 'k2');
    await outbox.reply(within, view);
    expect(posts().map(({ root }) => root)).toEqual([top.message, top.message, to.thread, to.thread]);
  });
});

describe('whisper', () => {
  it('reaches the person alone, in a chat that is made when there is none', async () => {
    await (await stage.outbox()).whisper(to, ALICE, view);
    expect(chat('alice').map(({ text }) => text)).toEqual([expect.stringContaining('Hello')]);
    expect(posts()).toEqual([]);
    stage.restart();
    await (await stage.outbox()).whisper(to, ALICE, view);
    expect(chat('alice')).toHaveLength(2);
    expect(asked('POST').filter(({ path }) => path === '/v3/conversations')).toHaveLength(1);
  });

  it('reaches somebody who has never spoken to us', async () => {
    await (await stage.outbox()).whisper(to, CAROL, view);
    expect(chat('carol')).toHaveLength(1);
  });

  it('in a personal chat is said there', async () => {
    await stage.as('bob').say(stage.as('bob').personal, 'status');
    const own = { ...to, account: BOB, channel: stage.as('bob').personal, thread: undefined };
    await (await stage.outbox()).whisper(own, BOB, view);
    expect(chat('bob')).toHaveLength(1);
  });

  it('to somebody without the app calls them where they asked, and tells nothing', async () => {
    await stage.as('alice').uninstall();
    await (await stage.outbox()).whisper(to, ALICE, view);
    expect(chat('alice')).toEqual([]);
    const [called] = posts();
    expect(called?.root).toBe(to.thread);
    expect(called?.text).toMatch(/alice.*I have an answer for you alone/);
    expect(called?.text).not.toContain('Hello');
  });

  it('that fails for a while is an error, not a call in public', async () => {
    stage.sandbox.faults.set({ kind: 'error', status: 503, path: '/v3/conversations$' });
    const whispering = (await stage.outbox()).whisper(to, ALICE, view);
    await expect(whispering).rejects.toMatchObject({ temporary: true });
    expect(posts()).toEqual([]);
  }, 40_000);
});

describe('standing', () => {
  const speak = (who: string) => stage.as(who).say('deployments', '@Countersign status');
  const standing = async (account: string, tenant = TENANT) => (await stage.outbox()).standing(account, tenant);

  it('tells our own people from guests', async () => {
    await speak('guest');
    expect(await standing(ALICE)).toBe('ours');
    expect(await standing(aad(11))).toBe('guest');
  });

  it('takes whoever it has never seen, and whoever is of another tenant, for a stranger', async () => {
    expect(await standing(BOB)).toBe('stranger');
    expect(await standing(ALICE, 'other')).toBe('stranger');
    expect(asked('GET')).toEqual([]);
  });

  it('tells a member of another tenant by what Teams says of them', async () => {
    await stage.rows.keepAccount(TENANT, aad(12), { userId: '29:1demo_stranger', seenIn: DEPLOYMENTS });
    expect(await standing(aad(12))).toBe('stranger');
  });

  it('of somebody who is no member any more is gone', async () => {
    await stage.rows.keepAccount(TENANT, aad(66), { userId: '29:gone', seenIn: DEPLOYMENTS });
    expect(await standing(aad(66))).toBe('deactivated');
  });

  it('is kept for a minute', async () => {
    await standing(ALICE);
    await standing(ALICE);
    expect(asked('GET')).toHaveLength(1);
  });

  it('that cannot be found out is thrown, never guessed, and not kept', async () => {
    stage.sandbox.faults.set({ kind: 'error', status: 403, path: 'members' });
    await expect(standing(ALICE)).rejects.toMatchObject({ name: 'TeamsCallError' });
    stage.sandbox.faults.clear();
    expect(await standing(ALICE)).toBe('ours');
  });
});

test('a form for reasons is not what Teams has', async () => {
  const asking = (await stage.outbox()).askReason('x', ballot, 't', to);
  await expect(asking).rejects.toMatchObject({ code: 'not_supported' });
});
