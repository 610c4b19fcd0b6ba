import { orders, startClient, type Client } from './client';

let github: Client;
beforeEach(async () => void (github = await startClient()));
afterEach(() => github.server.close());

const inputs = { version: 'v2.4.1', environment: 'staging', correlation: 'c-9' };
const total = async () => (await github.get(`${orders}/actions/runs`)).body.total_count;

test('a dispatch can be accepted, its connection reset and its run shown 20 seconds later', async () => {
  github.server.faults.set({ kind: 'reset-after', method: 'POST', path: '/dispatches$', times: 1 });
  await expect(github.dispatch(inputs, { return_run_details: true })).rejects.toThrow('fetch failed');
  github.wait(19_000);
  expect(await total()).toBe(0);
  github.wait(1000);
  const [run] = (await github.get(`${orders}/actions/runs?event=workflow_dispatch`)).body.workflow_runs;
  expect(run).toMatchObject({
    status: 'queued',
    display_title: expect.stringContaining('[c-9]'),
    created_at: '2026-11-24T10:00:20Z',
  });
});

test('a dispatch whose connection is reset before it was handled leaves no run', async () => {
  github.server.faults.set({ kind: 'reset', method: 'POST', path: '/dispatches$', times: 1 });
  await expect(github.dispatch(inputs)).rejects.toThrow('fetch failed');
  github.wait(60_000);
  expect(await total()).toBe(0);
  expect(github.server.requests.list()[0]).toMatchObject({
    method: 'POST',
    fault: 'reset',
    body: { ref: 'main', inputs },
  });
});

test('the secondary rate limit answers 403 or 429 with Retry-After', async () => {
  github.server.faults.set(
    { kind: 'too-many-requests', retryAfterSeconds: 7, times: 1 },
    { kind: 'too-many-requests', status: 403, times: 1 },
  );
  const first = await github.get(orders);
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7']);
  expect(first.body.message).toMatch(/^You have exceeded a secondary rate limit/);
  expect((await github.get(orders)).status).toBe(403);
  expect((await github.get(orders)).status).toBe(200);
});

test('a recorded request tells who asked what, without the token', async () => {
  await github.dispatch(inputs);
  const [record] = github.server.requests.list();
  expect(record).toMatchObject({
    method: 'POST',
    status: 204,
    body: { inputs },
    headers: { authorization: 'Bearer ***' },
  });
  expect(JSON.stringify(github.server.requests.list())).not.toContain(github.server.token);
});

test('the state shows runs and deployments', async () => {
  await github.dispatch(inputs);
  github.wait(5000);
  const state = (await (await fetch(`${github.server.url}/_state`)).json()) as ReturnType<Client['server']['state']>;
  expect(state.runs).toMatchObject([{ repository: 'order-service', inputs, settled: true }]);
  expect(state.deployments.at(-1)!.statuses.map((status) => status.state)).toEqual(['in_progress', 'success']);
});
