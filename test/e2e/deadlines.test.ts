import { CHANNEL, liveButtons, readable } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { openStage, type Stage } from './stage';
import { toProduction } from './test-company';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({
    rules: [
      {
        name: 'orders escalate',
        when: toProduction('order-service'),
        require: '1 of team-leads',
        expires: '60s',
        remind: '1s',
        escalate: { after: '2s', to: 'on-call' },
      },
      { name: 'payments are short', when: toProduction('payment-service'), require: '1 of team-leads', expires: '6s' },
    ],
  });
}, 60_000);
afterAll(() => stage.close());

const replies = (since: string) =>
  stage.audience
    .posts(since)
    .filter((post) => post['thread_ts'] && post['thread_ts'] !== post.ts)
    .map(readable);

it('those who have not voted are reminded once, then the next group may decide', async () => {
  const asked = await stage.request('alice', 'order-service v2.4.1 production');
  await stage.audience.until(() => replies(asked.since).length >= 3, 20);
  expect(replies(asked.since)).toHaveLength(3);
  const [call = '', reminder = '', escalation = ''] = replies(asked.since);
  expect(call).toMatch(/<@U0BOB>.*<@U0CAROL>.*this waits for you/s);
  expect(reminder).toMatch(/<@U0BOB>.*<@U0CAROL>.*still waits/s);
  expect(escalation).toMatch(/<@U0DAVE>.*you may now/s);
  await stage.audience.until(() => stage.textAt(asked.ts).includes('or an on-call engineer'), 10);
  await stage.audience.as('dave').react(CHANNEL, asked.ts, 'white_check_mark');
  await stage.audience.shown(asked.since, ['Deploy complete.'], 30);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success', approved_by: '@dave' });
});

it('the requester is given more time, once, and nobody else asks for it', async () => {
  const asked = await stage.request('alice', 'payment-service v1.9.1 production');
  const [id] = /[a-z2-7]{52}/.exec(stage.textAt(asked.ts)) ?? [''];
  await stage.ask('bob', `extend ${id}`, '/countersign');
  await stage.audience.whispered('U0BOB', asked.since, 'Only the one who asked');
  await stage.ask('alice', `extend ${id}`, '/countersign');
  await stage.audience.shown(asked.since, ['More time: it now expires']);
  await stage.ask('alice', `extend ${id}`, '/countersign');
  await stage.audience.whispered('U0ALICE', asked.since, 'once is all');
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  expect(stage.textAt(asked.ts)).toContain('Requires approval');
  await stage.audience.as('bob').click(CHANNEL, asked.ts, 'approve');
  await stage.audience.shown(asked.since, ['Deploy complete.'], 30);
}, 60_000);

it('the requester takes a request back with a button, and it is over', async () => {
  const asked = await stage.request('alice', 'payment-service v1.9.0 production');
  await stage.audience.as('alice').click(CHANNEL, asked.ts, 'cancel');
  const ended = await stage.audience.shown(asked.since, ['Cancelled: Deploy payment-service', 'Cancelled by @alice']);
  expect(liveButtons(ended)).toEqual([]);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'cancelled', reason_code: 'cancelled_by_requester' });
});

it('a newer request for the same offers to cancel the older one that waits, which then is over', async () => {
  const older = await stage.request('alice', 'order-service v2.4.1 production');
  const newer = await stage.request('alice', 'order-service v2.4.2 production');
  expect(stage.textAt(older.ts)).not.toContain('Cancel the older one');
  expect(stage.textAt(newer.ts)).toContain('Cancel the older one');
  await stage.audience.as('alice').click(CHANNEL, newer.ts, 'run-4');
  await stage.audience.until(() => stage.textAt(older.ts).includes('Cancelled: Deploy order-service v2.4.1'), 15);
  expect(await stage.outcomeOf(older)).toMatchObject({ result: 'cancelled', reason_code: 'cancelled_by_requester' });
  await stage.audience.as('bob').click(CHANNEL, newer.ts, 'approve');
  await stage.audience.shown(newer.since, ['Deploy complete.'], 30);
  expect(await stage.outcomeOf(newer)).toMatchObject({ result: 'success' });
}, 60_000);

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});
