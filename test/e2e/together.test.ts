import { buttons, CHANNEL } from '../../local/demo/audience';
import { instanceId } from '../../src/intake/instance-id';
import { auditTheBooks } from './books';
import { type Asked, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 30_000);
afterAll(() => stage.close());

const vote = (person: string, ts: string) => stage.audience.as(person).react(CHANNEL, ts, 'white_check_mark');

/** The outcomes of what was asked with these deliveries, when all have ended. */
async function outcomesOf(asked: Asked[], seconds = 25) {
  const instances = asked.map(({ delivery }) => {
    const key = new URLSearchParams(delivery.body).get('trigger_id') ?? '';
    return instanceId({ platform: 'slack', tenant: 'T0DEMO' }, { scope: 'command', key });
  });
  const recorded = async () =>
    (await stage.audience.entries()).filter(
      ({ kind, instance_id }) => kind === 'outcome' && instances.includes(instance_id),
    );
  await stage.audience.until(async () => (await recorded()).length >= asked.length, seconds);
  return recorded();
}

/** Carol approves a request's next message in the very moment that it shows its buttons. */
function approveWhatComesAfter({ since, ts }: Asked & { ts: string }): Promise<unknown> {
  return new Promise((resolve) => {
    const stop = stage.stack.slack.workspace.subscribe(() => {
      const next = stage.audience.posts(since).find((post) => post.ts !== ts && buttons(post).includes('approve'));
      if (!next) return;
      stop();
      resolve(vote('carol', next.ts));
    });
  });
}

it('of two deploys to the same target at once, one goes and the other is told who holds the lock', async () => {
  const before = stage.dispatches().length;
  const since = stage.audience.now();
  const asked = await Promise.all([
    stage.ask('dave', 'order-service v2.4.1 staging'),
    stage.ask('erin', 'order-service v2.4.2 staging'),
  ]);
  const outcomes = await outcomesOf(asked);
  expect(outcomes.map(({ reason_code }) => reason_code).sort()).toEqual(['completed', 'target_locked']);
  const winner = outcomes.find(({ result }) => result === 'success')?.user;
  const command = outcomes.find(({ result }) => result === 'success')?.command ?? '';
  await stage.audience.shown(since, ['order-service in staging is locked by', String(winner), command]);
  expect(stage.dispatches()).toHaveLength(before + 1);
});

it('a request that is approved after another deploy to its target has to be approved for what runs now', async () => {
  const [first, second] = [
    await stage.request('alice', 'order-service v2.4.1 production'),
    await stage.request('erin', 'order-service v2.4.2 production'),
  ];
  await vote('bob', first.ts);
  await stage.audience.until(() => stage.textAt(first.ts).includes('Deploy complete.'), 15);
  const before = stage.dispatches().length;
  const approvedAtOnce = approveWhatComesAfter(second);
  await vote('bob', second.ts);
  await stage.audience.until(() => stage.textAt(second.ts).includes('Approvals void'), 15);
  expect(stage.textAt(second.ts)).toMatch(/v2\.4\.1/);
  expect(stage.dispatches()).toHaveLength(before);
  await approvedAtOnce;
  expect(await outcomesOf([first, second])).toMatchObject([
    { user: '@alice', result: 'success', approved_by: '@bob' },
    { user: '@erin', result: 'success', approved_by: '@carol' },
  ]);
});

it('twenty deploys at once, each delivered twice: each is acknowledged in time and ends once', async () => {
  const before = stage.dispatches().length;
  const since = stage.audience.now();
  const versions = { 'order-service': 'v2.4.1', 'payment-service': 'v1.9.1', 'api-gateway': 'v3.2.1' };
  const targets = Object.entries(versions).flatMap(([service, version]) =>
    ['staging', 'development'].map((environment) => `${service} ${version} ${environment}`),
  );
  const people = ['alice', 'bob', 'carol', 'dave', 'erin'];
  const lines = Array.from({ length: 20 }, (_, index) => ({
    who: String(people[index % people.length]),
    text: String(targets[index % targets.length]),
  }));
  const asked = await Promise.all(
    lines.map(async ({ who, text }) => {
      const one = await stage.ask(who, text);
      const again = await stage.stack.slack.redeliver(one.delivery.id);
      expect(again.answer?.status).toBe(200);
      return one;
    }),
  );
  for (const { delivery } of asked) expect(delivery.answer?.status).toBe(200);
  const outcomes = await outcomesOf(asked, 40);
  expect(outcomes).toHaveLength(20);
  const went = outcomes.filter(({ result }) => result === 'success');
  const held = outcomes.filter(({ reason_code }) => reason_code === 'target_locked');
  expect(went.length + held.length).toBe(20);
  expect(went.length).toBeGreaterThanOrEqual(targets.length);
  expect(stage.dispatches()).toHaveLength(before + went.length);
  await stage.audience.until(
    () => stage.audience.posts(since).every(({ text }) => /Deploy complete\.|locked by/.test(text)),
    20,
  );
  expect(stage.audience.posts(since)).toHaveLength(20);
}, 90_000);

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});
