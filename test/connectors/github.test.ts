import { generateKeyPairSync } from 'node:crypto';
import { organization } from '../../local/sandbox/github/demo-people';
import { startGitHub } from '../../local/sandbox/github/start-github';
import { createGitHub } from '../../src/connectors/github';
import { ciCdContract } from '../contracts/ci-cd';
import { openGitHubWorld } from './github-world';
import { shopWorld } from './shop';

ciCdContract('GitHub', openGitHubWorld);

describe('a server that is older than return_run_details', () => {
  it('takes a dispatch at the second asking, and the run is found by its correlation', async () => {
    const world = await openGitHubWorld({ withoutRunDetails: true });
    const job = { repository: world.repository, workflow: world.workflow, correlation: 'cs-1' };
    const inputs = { version: world.works, environment: 'staging', correlation: 'cs-1' };
    const since = world.now();
    expect(await world.ciCd.start({ ...job, ref: 'main', inputs })).toEqual({ state: 'started' });
    expect(await world.ciCd.find(job, since)).not.toBeNull();
    await world.close();
  });
});

it('a GitHub App does the same with the tokens of its installation', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const world = await openGitHubWorld({ app: { id: 4711, publicKey } }, { appId: '4711', privateKey });
  const inputs = { version: world.works, environment: 'staging', correlation: 'cs-1' };
  const job = { repository: world.repository, workflow: world.workflow, ref: 'main', correlation: 'cs-1', inputs };
  expect(await world.ciCd.resolve(world.repository, world.works)).toMatchObject({ found: true });
  expect(await world.ciCd.start(job)).toMatchObject({ state: 'started', runId: expect.any(String) });
  await world.close();
});

it('a run that is followed for five minutes costs only what changes of it, of GitHub’s limit', async () => {
  let now = Date.now();
  const server = await startGitHub({ world: shopWorld, runSeconds: 300, now: () => now });
  const gitHub = createGitHub({ apiUrl: server.url, token: server.token });
  const repository = `${organization.login}/shop`;
  const inputs = { version: 'v1.1.0', environment: 'staging', correlation: 'cs-1' };
  const started = await gitHub.start({ repository, workflow: 'deploy.yml', ref: 'main', correlation: 'cs-1', inputs });
  const used = async () => {
    const answer = await fetch(`${server.url}/rate_limit`, { headers: { authorization: `Bearer ${server.token}` } });
    return ((await answer.json()) as { rate: { used: number } }).rate.used;
  };
  const before = await used();
  const seen: string[] = [];
  for (let seconds = 0; seconds < 312; seconds += 4) {
    seen.push(JSON.stringify(await gitHub.run(repository, (started as { runId: string }).runId)));
    now += 4_000;
  }
  const changes = new Set(seen).size;
  expect(changes).toBeGreaterThan(10);
  expect((await used()) - before).toBe(2 * changes);
  await server.close();
});
