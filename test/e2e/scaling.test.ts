import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { buttons, CHANNEL, readable } from '../../local/demo/audience';
import { SUBSCRIPTION } from '../../local/sandbox/azure-resource-manager/start-resource-manager';
import { auditTheBooks } from './books';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 30_000);
afterAll(() => stage.close());

const scale = (who: string, text: string) => stage.ask(who, text, '/scale');
const production = { namespace: 'production', name: 'api-gateway' };
const standing = (name = 'api-gateway') => stage.stack.kubernetes.state().deployments[`production/${name}`];
const changes = () =>
  stage.stack.kubernetes.requests.list().filter(({ method, query }) => method === 'PUT' && !query['dryRun']);

it('scaling up asks nobody and is followed until all are ready', async () => {
  const asked = await scale('alice', 'api-gateway 10 production');
  const done = await stage.audience.shown(asked.since, ['Scaling complete.', '5 replicas → 10 replicas'], 20);
  expect(buttons(done)).toEqual([]);
  expect(done.versions.map((version) => JSON.stringify(version)).some((text) => /\d of 10 ready/.test(text))).toBe(
    true,
  );
  expect(standing()).toEqual({ replicas: 10, ready: 10 });
  expect(changes()).toHaveLength(1);
  expect(await stage.outcomeOf(asked)).toMatchObject({
    result: 'success',
    reason_code: 'completed',
    approved_by: null,
    action: 'scale',
    service: 'api-gateway',
    environment: 'production',
    details: { plan: { current: { replicas: 5 }, desired: { replicas: 10 } } },
  });
});

it('scaling down waits for a team lead', async () => {
  const asked = await scale('alice', 'api-gateway 3 production');
  const waiting = await stage.audience.shown(asked.since, ['Requires approval from a team lead.', '10 replicas → 3']);
  const before = changes().length;
  await stage.audience.as('bob').react(CHANNEL, waiting.ts, 'white_check_mark');
  await stage.audience.shown(asked.since, ['Scaling complete.'], 20);
  expect(standing()).toEqual({ replicas: 3, ready: 3 });
  expect(changes()).toHaveLength(before + 1);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success', approved_by: '@bob' });
});

it('an approval of 3 → 2 does not count once somebody else has made it 8', async () => {
  const asked = await scale('alice', 'api-gateway 2 production');
  const waiting = await stage.audience.shown(asked.since, ['3 replicas → 2']);
  const before = changes().length;
  stage.stack.kubernetes.change({ ...production, replicas: 8 });
  await stage.audience.as('bob').react(CHANNEL, waiting.ts, 'white_check_mark');
  const next = await stage.audience.shown(asked.since, ['8 replicas → 2', 'Running now: replicas was 3 and is now 8']);
  expect(next.ts).not.toBe(waiting.ts);
  expect(changes()).toHaveLength(before);
  await stage.audience.as('carol').click(CHANNEL, next.ts, 'approve');
  await stage.audience.shown(asked.since, ['Scaling complete.'], 20);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success', approved_by: '@carol' });
});

it.each([
  [
    '50',
    'out_of_bounds',
    'api-gateway in production may have 2 to 20 replicas, not 50. Nearest: /scale api-gateway 20',
  ],
  ['1e1', 'not_understood', '/scale api-gateway 10 production'],
])('%s replicas are not possible, and what is possible is said', async (replicas, reason, words) => {
  const asked = await scale('dave', `api-gateway ${replicas} production`);
  const outcome = await stage.outcomeOf(asked);
  expect(outcome).toMatchObject({ result: 'invalid', reason_code: reason });
  const told = await stage.audience.until(() => {
    const posts = stage.audience.posts(asked.since).map(readable);
    return [...posts, asked.shown, ...stage.audience.whispers('U0DAVE', asked.since)].join().includes(words);
  }, 10);
  expect(told).toBe(true);
});

it('an autoscaler is left alone without --hpa, and its minimum changed with it', async () => {
  stage.stack.kubernetes.change({
    namespace: 'production',
    name: 'payment-service',
    autoscaler: { minimum: 5, maximum: 9 },
  });
  const refused = await scale('alice', 'payment-service 7 production');
  await stage.audience.shown(refused.since, ['/scale payment-service 7 production --hpa']);
  expect(await stage.outcomeOf(refused)).toMatchObject({ result: 'invalid', reason_code: 'autoscaler_governs' });
  const asked = await scale('alice', 'payment-service 7 production --hpa');
  await stage.audience.shown(asked.since, ['Scaling complete.', 'at least 7, at most 9'], 20);
  expect(standing('payment-service')).toEqual({ replicas: 7, ready: 7 });
});

it('pods that a quota forbids make it fail, in the cluster’s words', async () => {
  stage.stack.kubernetes.change({ namespace: 'staging', name: 'order-service', quota: 8 });
  const asked = await scale('alice', 'order-service 6 staging');
  await stage.audience.shown(asked.since, ['Failed: Scale order-service to 6 replicas', 'exceeded quota'], 20);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'failure', reason_code: 'run_failed' });
});

it('a lost answer is followed all the same, and not asked again', async () => {
  const before = changes().length;
  const rehearsals = 2;
  stage.stack.kubernetes.faults.set({
    kind: 'reset-after',
    method: 'PUT',
    path: '/scale$',
    after: rehearsals,
    times: 1,
  });
  const asked = await scale('alice', 'api-gateway 4 production');
  await stage.audience.shown(asked.since, ['Scaling complete.', '2 replicas → 4 replicas'], 20);
  expect(changes()).toHaveLength(before + 1);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success' });
});

it('a container app is scaled by Resource Manager', async () => {
  const company = parse(readFileSync('countersign.yaml', 'utf8')) as { services: Record<string, { scale: object }> };
  Object.assign(company.services['order-service']!.scale, {
    scaler: 'container-apps',
    namespace: `${SUBSCRIPTION}/demo-{environment}`,
  });
  const path = join(stage.folder, 'container-apps.yaml');
  writeFileSync(path, stringify(company, { aliasDuplicateObjects: false }));
  await stage.stack.host().stop();
  await stage.stack.restartHost([], { COUNTERSIGN_CONFIG: path });
  const { resourceManager } = stage.stack;
  const asked = await scale('alice', 'order-service 8 production');
  await stage.audience.shown(asked.since, ['Scaling complete.', '5 replicas → 8 replicas'], 30);
  const app = resourceManager.state().apps['demo-production/order-service'];
  expect(app).toEqual({ minimum: 8, maximum: 8, ready: 8 });
  expect(resourceManager.requests.list().filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  expect(await stage.outcomeOf(asked)).toMatchObject({ result: 'success', approved_by: null });
}, 60_000);

it('leaves every book in order', async () => {
  expect(await auditTheBooks(stage)).toEqual([]);
});
