import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orders, startClient, type Client } from './client';

let github: Client;
beforeEach(async () => void (github = await startClient()));
afterEach(() => github.server.close());

const deploymentsOf = async (query: string, client = github) =>
  (await client.get(`${orders}/deployments?${query}`)).body;

test('each environment has a version at the start, the newest deployment first', async () => {
  for (const environment of ['production', 'staging', 'development']) {
    const refs = (await deploymentsOf(`environment=${environment}`)).map(
      (deployment: { ref: string }) => deployment.ref,
    );
    expect(refs).toEqual(['v2.4.0', 'v2.3.9']);
  }
});

test('a success makes earlier deployments of the environment inactive, but not in production', async () => {
  const states = async (environment: string) => {
    const found = await deploymentsOf(`environment=${environment}`);
    return Promise.all(
      found.map(
        async ({ id }: { id: number }) => (await github.get(`${orders}/deployments/${id}/statuses`)).body[0].state,
      ),
    );
  };
  expect(await states('staging')).toEqual(['success', 'inactive']);
  expect(await states('production')).toEqual(['success', 'success']);
});

test('a deployment can be made and moved by the API', async () => {
  const made = await github.post(`${orders}/deployments`, { ref: 'v2.4.2', environment: 'staging', payload: { a: 1 } });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    ref: 'v2.4.2',
    task: 'deploy',
    payload: { a: 1 },
    creator: { login: 'countersign-demo' },
  });
  const path = `${orders}/deployments/${made.body.id}`;
  const moved = await github.post(`${path}/statuses`, { state: 'success', log_url: 'https://ci.example/1' });
  expect(moved.body).toMatchObject({ state: 'success', environment: 'staging', log_url: 'https://ci.example/1' });
  expect((await github.get(`${path}/statuses/${moved.body.id}`)).body.state).toBe('success');
  expect((await deploymentsOf('environment=staging&ref=v2.4.2')).map((one: { id: number }) => one.id)).toEqual([
    made.body.id,
  ]);
  expect((await github.get(path)).body.sha).toBe((await github.get(`${orders}/commits/v2.4.2`)).body.sha);
});

test('unknown refs, states and deployments are refused', async () => {
  expect((await github.post(`${orders}/deployments`, { ref: 'nope' })).body.message).toBe('No ref found for: nope');
  const [{ id }] = await deploymentsOf('environment=staging');
  expect((await github.post(`${orders}/deployments/${id}/statuses`, { state: 'great' })).status).toBe(422);
  expect((await github.get(`${orders}/deployments/1/statuses`)).status).toBe(404);
});

test('with a state file, runs go on and deployments stay across a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-github-'));
  const stateFile = join(folder, 'deep', 'github.json');
  const before = await startClient({ stateFile });
  await before.dispatch({ version: 'v2.4.1', environment: 'staging' });
  before.wait(2500);
  expect((await deploymentsOf('environment=staging', before))[0].ref).toBe('v2.4.1');
  await before.server.close();

  const after = await startClient({ stateFile });
  after.wait(60_000);
  const [deployment] = await deploymentsOf('environment=staging', after);
  expect(deployment.ref).toBe('v2.4.1');
  expect((await after.get(`${orders}/deployments/${deployment.id}/statuses`)).body[0].state).toBe('success');
  expect((await after.get(`${orders}/actions/runs`)).body.total_count).toBe(1);
  await after.server.close();
  rmSync(folder, { recursive: true });
});
