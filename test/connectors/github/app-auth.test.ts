import { generateKeyPairSync } from 'node:crypto';
import { createGitHub } from '../../../src/connectors/github';
import { json, reset } from '../stub-server';
import { base, githubError, GitHubStub, repository } from './github-stub';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const dispatches = `POST ${base}/actions/workflows/deploy.yml/dispatches`;
const job = { repository, workflow: 'deploy.yml', ref: 'main', correlation: 'cs-1', inputs: {} };
const expires = new Date(Date.now() + 3_600_000).toISOString();
const signIn = {
  [`GET ${base}/installation`]: { id: 99 },
  'POST /app/installations/99/access_tokens': json(201, {
    token: 'ghs_installation0123456789',
    expires_at: expires,
    permissions: { actions: 'write' },
  }),
};
const stub = new GitHubStub();
beforeEach(() => stub.start({ appId: '1', privateKey: privateKey.replaceAll('\n', '\\n') }));
afterEach(() => stub.close());

it('an App signs in for the repository once and uses the installation’s token', async () => {
  stub.routes({ ...signIn, [`GET ${base}/deployments`]: [], [dispatches]: { workflow_run_id: 5 } });
  expect(await stub.github.deployed(repository, 'production')).toBeNull();
  expect(await stub.github.start(job)).toEqual({ state: 'started', runId: '5' });
  expect(stub.asked.map((line) => line.split('?')[0])).toEqual([
    ...Object.keys(signIn),
    `GET ${base}/deployments`,
    dispatches,
  ]);
  const authorizations = stub.requests.map(({ headers }) => headers.authorization);
  expect(authorizations[0]).toMatch(/^bearer eyJ/);
  expect(authorizations.slice(2)).toEqual(['token ghs_installation0123456789', 'Bearer ghs_installation0123456789']);
});

it('a dispatch that gets a 401 is not sent again, though Octokit repeats reads with a new token', async () => {
  stub.routes({ ...signIn, [dispatches]: githubError(401, 'Bad credentials') });
  expect(await stub.github.start(job)).toMatchObject({ state: 'refused' });
  expect(stub.asked.filter((line) => line === dispatches)).toHaveLength(1);
});

it('a sign-in that fails is a refusal, for the dispatch was not sent', async () => {
  stub.routes({ ...signIn, 'POST /app/installations/99/access_tokens': reset });
  expect(await stub.github.start(job)).toEqual({
    state: 'refused',
    message: expect.stringContaining('sign in as the GitHub App'),
  });
  expect(stub.asked).not.toContain(dispatches);
});

it('an App that is not installed there says so, and asks again the next time', async () => {
  await expect(stub.github.deployed(repository, 'production')).rejects.toThrow(
    "find the GitHub App's installation on acme/api: it answered 404",
  );
  stub.routes({ ...signIn, [`GET ${base}/deployments`]: [] });
  expect(await stub.github.deployed(repository, 'production')).toBeNull();
});

it('an App without a key, with a key that is none, or an address that is not safe, is refused at once', () => {
  expect(() => createGitHub({ apiUrl: stub.url, appId: '1' })).toThrow('GITHUB_APP_PRIVATE_KEY is missing.');
  const withOther = () => createGitHub({ apiUrl: stub.url, appId: '1', privateKey: 'not-a-key' });
  expect(withOther).toThrow(/GITHUB_APP_PRIVATE_KEY is not a private key in PEM form\.$/);
  expect(() => createGitHub({ apiUrl: 'http://github.example.com' })).toThrow('is not safe');
});
