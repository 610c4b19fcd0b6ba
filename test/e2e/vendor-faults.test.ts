import { liveButtons, readable } from '../../local/demo/audience';
import { auditTheBooks } from './books';
import { startBrokenProxy } from './broken-proxy';
import { type Asked, openStage, type Stage } from './stage';

let stage: Stage;
let auditStore: Awaited<ReturnType<typeof startBrokenProxy>>;

/** These two take a minute, in which the others are tried; the environment keeps them apart. */
let neverTaken: Asked;
let unrecorded: Asked;

/** No intent of this one service may be written; everything else may. */
const noIntentOfGateway = { matching: /CountersignAudit[\s\S]*\\"intent\\"[\s\S]*api-gateway/, status: 403 };

beforeAll(async () => {
  stage = await openStage();
  const { tables } = stage.stack;
  auditStore = await startBrokenProxy(tables.url);
  auditStore.refuse(noIntentOfGateway);
  await stage.stack.host().stop();
  stage.stack.env['AUDIT_STORAGE'] = tables.connectionString.replace(tables.url, auditStore.url);
  await stage.stack.restartHost();

  stage.stack.github.faults.set({ kind: 'reset', method: 'POST', path: '/order-service/.*/dispatches$', times: 1 });
  neverTaken = await stage.ask('dave', 'order-service v2.4.0 development');
  unrecorded = await stage.ask('erin', 'api-gateway v3.2.1 development');
  await stage.audience.until(() => stage.dispatches().length > 0, 15);
}, 60_000);
afterAll(async () => {
  await stage.close();
  await auditStore.close();
});
afterEach(() => {
  stage.stack.github.faults.clear();
  stage.stack.prometheus.faults.clear();
  stage.stack.slack.faults.clear();
  stage.stack.prometheus.setHealth('payment-service', 'staging', { up: 1 });
});

async function failed(asked: Asked, words: string[], seconds = 20) {
  const message = await stage.audience.shown(asked.since, ['Failed: Deploy', ...words], seconds);
  expect(liveButtons(message)).toEqual([]);
  return stage.outcomeOf(asked);
}

describe('GitHub, while the plan is made', () => {
  it.each([
    ['answers 500', { kind: 'error', status: 500 }, /GitHub: could not .* answered 500/],
    ['answers 502 in HTML', { kind: 'bad-gateway' }, /GitHub: could not .* answered 502/],
    ['limits us', { kind: 'too-many-requests', retryAfterSeconds: 1 }, /GitHub: .*rate limit/],
    ['resets the connection', { kind: 'reset' }, /GitHub: .*(connection|reset)/],
    ['answers in HTML', { kind: 'html' }, /GitHub: /],
    ['stops half way', { kind: 'truncated' }, /GitHub: /],
  ] as const)('%s: people are told, and nothing is started', async (_, fault, says) => {
    const before = stage.dispatches().length;
    stage.stack.github.faults.set({ ...fault, path: '/payment-service/deployments' });
    const asked = await stage.ask('dave', 'payment-service v1.9.1 staging');
    expect(await failed(asked, ['Nothing was started.'])).toMatchObject({
      result: 'failure',
      reason_code: 'vendor_unavailable',
    });
    const text = stage.audience
      .posts(asked.since)
      .map((post) => post.text)
      .join();
    expect(text).toMatch(says);
    expect(text).not.toMatch(/<html|center>/i);
    expect(stage.dispatches()).toHaveLength(before);
  });

  it('fails once: it is asked again, and nobody notices', async () => {
    stage.stack.github.faults.set(
      { kind: 'error', status: 503, path: '/payment-service/deployments', times: 1 },
      { kind: 'slow', milliseconds: 1_000, path: '/payment-service/git/ref', times: 1 },
    );
    const asked = await stage.ask('dave', 'payment-service v1.9.1 staging');
    await stage.audience.shown(asked.since, ['Deploy complete.'], 20);
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success' });
  });
});

describe('GitHub, when the run is to start', () => {
  it('takes the dispatch and loses its answer: one dispatch, found again, and followed to its end', async () => {
    const before = stage.dispatches().length;
    const path = '/payment-service/.*/dispatches$';
    stage.stack.github.faults.set({ kind: 'reset-after', method: 'POST', path, times: 1, showAfterSeconds: 4 });
    const asked = await stage.ask('dave', 'payment-service v1.9.0 staging');
    await stage.audience.shown(asked.since, ['Looking for it; nothing is started twice.']);
    await stage.audience.shown(asked.since, ['Deploy complete.'], 20);
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success' });
    expect(stage.dispatches()).toHaveLength(before + 1);
  });

  it('refuses the dispatch: people read how to do it by hand', async () => {
    stage.stack.github.faults.set({
      kind: 'error',
      status: 403,
      method: 'POST',
      path: '/payment-service/.*/dispatches$',
    });
    const asked = await stage.ask('dave', 'payment-service v1.9.1 staging');
    const outcome = await failed(asked, ['Actions: read and write', 'gh workflow run deploy.yml']);
    expect(outcome).toMatchObject({ result: 'failure', reason_code: 'start_refused' });
  });

  it('shows a run that failed: its job and its last lines, without their secrets', async () => {
    const asked = await stage.ask('dave', 'payment-service v6.6.6 staging');
    const outcome = await failed(asked, ['failed in deploy', 'Last lines of deploy', 'progress deadline']);
    expect(outcome).toMatchObject({ result: 'failure', reason_code: 'run_failed' });
    const told = stage.audience.posts(asked.since).map(readable).join() + JSON.stringify(outcome);
    expect(told).not.toMatch(/hunter2|AKIA|ghp_n0t|Sup3rS3cret|eyJhbGci|wJalrXUtnFEMI/);
  });

  it('is away while the run goes: the run is followed on', async () => {
    const asked = await stage.ask('dave', 'payment-service v1.9.1 staging');
    const before = stage.dispatches().length;
    await stage.audience.until(() => stage.dispatches().length > before, 10);
    stage.stack.github.faults.set({ kind: 'error', status: 500, path: '/payment-service/actions/runs' });
    await stage.audience.shown(asked.since, ['it answered 500', 'Still following.']);
    stage.stack.github.faults.clear();
    await stage.audience.shown(asked.since, ['Deploy complete.'], 20);
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success' });
  }, 45_000);
});

describe('Prometheus', () => {
  it('says that the service is ill: the deploy failed its health check', async () => {
    stage.stack.prometheus.setHealth('payment-service', 'staging', { up: 0 });
    const asked = await stage.ask('dave', 'payment-service v1.9.1 staging');
    const outcome = await failed(asked, ['health check failed', 'every instance is up is 0']);
    expect(outcome).toMatchObject({ result: 'failure', reason_code: 'verification_failed' });
  });

  it('is down: that is not health', async () => {
    stage.stack.prometheus.faults.set({ kind: 'reset' });
    const asked = await stage.ask('dave', 'payment-service v1.9.0 staging');
    expect(await failed(asked, ['health check failed', 'Prometheus'])).toMatchObject({
      result: 'failure',
      reason_code: 'verification_failed',
    });
  });
});

describe('Slack', () => {
  it.each([
    ['limits us', { kind: 'ratelimited', retryAfterSeconds: 1 }],
    ['answers 500', { kind: 'http', status: 500 }],
    ['resets the connection', { kind: 'reset' }],
    ['does it and loses the answer', { kind: 'reset-after' }],
  ] as const)(
    '%s, when a message is posted and when it is changed: one message, and it ends right',
    async (_, fault) => {
      stage.stack.slack.faults.set(
        { ...fault, method: 'chat.postMessage', times: 1 },
        { ...fault, method: 'chat.update', times: 2 },
      );
      const asked = await stage.ask('dave', 'payment-service v9.9.9 staging');
      await stage.audience.shown(asked.since, ['Not possible: Deploy payment-service']);
      expect(stage.audience.posts(asked.since)).toHaveLength(1);
      expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'invalid', reason_code: 'target_not_found' });
    },
  );

  it('lets nobody in: nothing is started where nobody would see it', async () => {
    const before = stage.dispatches().length;
    stage.stack.slack.faults.set({ kind: 'error', method: 'chat.postMessage', error: 'is_archived' });
    const asked = await stage.ask('dave', 'payment-service v1.9.1 staging');
    await stage.audience.whispered('U0DAVE', asked.since, 'Nothing was started');
    expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'failure', reason_code: 'channel_unreachable' });
    expect(stage.dispatches()).toHaveLength(before);
  });
});

it('the audit store is away for some seconds: commands wait for it, and nothing starts before its intent', async () => {
  const before = stage.dispatches().length;
  auditStore.refuse(noIntentOfGateway, { matching: /^POST/, status: 503 });
  const asked = await stage.ask('dave', 'payment-service v1.9.1 staging');
  const refused = auditStore.refused();
  await stage.audience.until(() => auditStore.refused() > refused + 3, 15);
  expect(stage.dispatches()).toHaveLength(before);
  auditStore.refuse(noIntentOfGateway);
  await stage.audience.shown(asked.since, ['Deploy complete.'], 20);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success' });
});

describe('what takes a minute', () => {
  it('a dispatch that GitHub never took is looked for, and then nobody claims to know', async () => {
    const outcome = await failed(neverTaken, ['shows no such run'], 80);
    expect(outcome).toMatchObject({ result: 'failure', reason_code: 'unknown_outcome' });
    const same = stage
      .dispatches()
      .filter(({ version, environment }) => `${version} ${environment}` === 'v2.4.0 development');
    expect(same).toHaveLength(1);
  }, 90_000);

  it('an intent that cannot be recorded starts nothing, and the requester is told', async () => {
    const outcome = await failed(unrecorded, ['The audit log cannot be written, so nothing was started.'], 80);
    expect(outcome).toMatchObject({ result: 'failure', reason_code: 'audit_unavailable' });
    expect(auditStore.refused()).toBeGreaterThan(0);
    expect(stage.dispatches().filter(({ version }) => version === 'v3.2.1')).toEqual([]);
  }, 90_000);
});

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});
