import { generateKeyPairSync } from 'node:crypto';
import { ciCdContract } from '../contracts/ci-cd';
import { openGitHubWorld } from './github-world';

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
