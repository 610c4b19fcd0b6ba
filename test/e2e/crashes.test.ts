import { CHANNEL } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { type Asked, openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ runSeconds: 2 });
}, 30_000);
afterAll(() => stage.close());

/** kill -9 as soon as this is so, and a new process on the same store. */
async function killOnce(isSo: () => unknown, flags?: string[]) {
  expect(await stage.audience.until(() => Boolean(isSo()), 20)).toBe(true);
  await stage.stack.host().kill();
  await stage.stack.restartHost(flags);
}

/** What was asked ended well: one message, one dispatch, one outcome. */
async function endedOnce(asked: Asked, before: number) {
  await stage.audience.shown(asked.since, ['Deploy complete. Health check passed.'], 40);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success', reason_code: 'completed' });
  expect(stage.audience.posts(asked.since)).toHaveLength(1);
  expect(stage.dispatches().slice(before)).toHaveLength(1);
}

describe('kill -9', () => {
  it('while the plan is being made', async () => {
    const before = stage.dispatches().length;
    stage.stack.github.faults.set({ kind: 'slow', milliseconds: 3_000, path: '/deployments' });
    const asked = await stage.ask('dave', 'order-service v2.4.1 staging');
    await killOnce(() => stage.stack.github.faults.list()[0]?.hits);
    stage.stack.github.faults.clear();
    await endedOnce(asked, before);
  });

  it('while the dispatch is under way, which GitHub took', async () => {
    const before = stage.dispatches().length;
    stage.stack.github.faults.set({ kind: 'slow', milliseconds: 1_500, method: 'POST', path: '/dispatches$' });
    const asked = await stage.ask('dave', 'order-service v2.4.2 staging');
    await killOnce(() => stage.dispatches().length > before);
    stage.stack.github.faults.clear();
    await endedOnce(asked, before);
  });

  it('while the run goes', async () => {
    const before = stage.dispatches().length;
    const asked = await stage.ask('dave', 'payment-service v1.9.1 staging');
    await killOnce(() => stage.audience.posts(asked.since).some(({ text }) => text.includes('Open the run')));
    await endedOnce(asked, before);
  });

  it('while health is checked, and while an approval comes in: Slack delivers it again', async () => {
    const before = stage.dispatches().length;
    const asked = await stage.ask('dave', 'api-gateway v3.2.1 staging');
    const waiting = await stage.request('alice', 'order-service v2.4.1 production');
    expect(
      await stage.audience.until(
        () => stage.audience.posts(asked.since).some(({ text }) => text.includes('Checking health')),
        20,
      ),
    ).toBe(true);
    await stage.stack.host().kill();
    const [missed] = await stage.audience.as('bob').react(CHANNEL, waiting.ts, 'white_check_mark');
    expect(missed?.failure).toBe('connection_failed');
    await stage.stack.restartHost();
    await stage.stack.slack.redeliver(missed?.id ?? '');
    await stage.audience.until(async () => stage.textAt(waiting.ts).includes('Deploy complete.'), 30);
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success' });
    expect(await stage.outcomeOf(waiting)).toMatchObject({ result: 'success', approved_by: '@bob' });
    expect(stage.dispatches().slice(before)).toHaveLength(2);
  });
});

describe('a worker that dies with its answer', () => {
  it.each([
    ['--fault', 'worker-death=openRequest'],
    ['--fault', 'worker-death=planCommand'],
    ['--fault', 'worker-death=startAction'],
    ['--fault', 'worker-death=recordOutcome'],
    ['--fault', 'redeliver=startAction:2000'],
  ])('%s %s', async (...flags) => {
    await stage.stack.host().stop();
    await stage.stack.restartHost(flags);
    const before = stage.dispatches().length;
    await endedOnce(await stage.ask('dave', 'order-service v2.4.1 staging'), before);
  });
});

it('leaves every book in order', async () => {
  await stage.stack.host().stop();
  await stage.stack.restartHost();
  expect(await auditTheBooks(stage)).toEqual([]);
});
