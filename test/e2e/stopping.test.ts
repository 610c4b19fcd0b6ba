import { buttons, CHANNEL, readable } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { type Asked, openStage, type Stage } from './stage';

/** Runs are long here, so that what is over within seconds was stopped. */
let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ runSeconds: 90 });
}, 60_000);
afterAll(() => stage.close());

/** The command's message, once its run can be cancelled. */
async function underWay(asked: Asked) {
  const message = await stage.audience.until(
    () => stage.audience.posts(asked.since).find((post) => readable(post).includes('/cancel ')),
    20,
  );
  if (!message)
    throw new Error(`${asked.line} offers no cancel: ${stage.audience.posts(asked.since).map(readable).join()}`);
  const [id = ''] = /[a-z2-7]{52}/.exec(readable(message)) ?? [];
  return { ...message, id, button: buttons(message).find((name) => name.startsWith('run-')) ?? '' };
}

it('whoever asked stops a deploy that runs; nobody else does, and nothing happens twice', async () => {
  const asked = await stage.ask('alice', 'order-service v2.4.1 staging');
  const message = await underWay(asked);
  await stage.audience.as('mallory').click(CHANNEL, message.ts, message.button);
  await stage.audience.whispered('U0MALLORY', asked.since, 'Only the one who asked, or who may decide');

  // One that waits for the lock is taken back before it is begun.
  const waiting = await stage.ask('dave', 'order-service v2.4.2 staging --wait');
  const second = await underWay(waiting);
  await stage.audience.as('dave').click(CHANNEL, second.ts, second.button);

  await stage.audience.as('alice').click(CHANNEL, message.ts, message.button);
  const { delivery } = await stage.ask('alice', `cancel ${message.id}`, '/countersign');
  await stage.stack.slack.redeliver(delivery.id);
  const ended = await stage.audience.shown(asked.since, ['Cancelled: Deploy order-service v2.4.1', 'while it ran'], 40);
  expect(ended.ts).toBe(message.ts);
  expect(readable(ended)).toContain('/rollback order-service staging');
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'cancelled', reason_code: 'cancelled_by_requester' });
  expect(await stage.outcomeOf(waiting)).toMatchObject({ result: 'cancelled', reason_code: 'cancelled_by_requester' });
  expect(stage.dispatches().map(({ version }) => version)).toEqual(['v2.4.1']);
  const stops = stage.stack.github.requests.list().filter(({ path }) => path.endsWith('/cancel'));
  expect(stops).toHaveLength(1);

  const late = await stage.ask('alice', `cancel ${message.id}`, '/countersign');
  await stage.audience.whispered('U0ALICE', late.since, 'That request is over already.');
  const entries = await stage.audience.until(async () => {
    const all = await stage.audience.entries();
    const ofCancel = all.filter(({ kind, command }) => kind === 'outcome' && command === `/cancel ${message.id}`);
    return ofCancel.length >= 4 && ofCancel;
  }, 15);
  expect((entries || []).map(({ user, result }) => `${user} ${result}`).sort()).toEqual([
    '@alice failure',
    '@alice success',
    '@alice success',
    '@mallory denied',
  ]);
}, 120_000);

it('who may decide a deploy stops it too, and the target is free at once', async () => {
  const asked = await stage.request('alice', 'order-service v2.4.2 production');
  await stage.audience.as('bob').click(CHANNEL, asked.ts, 'approve');
  const { id } = await underWay(asked);
  await stage.ask('carol', `cancel ${id} --reason "wrong version"`, '/countersign');
  await stage.audience.shown(asked.since, ['Cancelled: Deploy order-service v2.4.2', 'Cancelled by @carol'], 40);
  expect(await stage.outcomeOf(asked)).toMatchObject({
    result: 'cancelled',
    reason_code: 'cancelled_by_approver',
    approved_by: '@bob',
  });
  const locks = await stage.ask('alice', '', '/locks');
  await stage.audience.whispered('U0ALICE', locks.since, 'Nothing is locked.');
}, 120_000);

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});
