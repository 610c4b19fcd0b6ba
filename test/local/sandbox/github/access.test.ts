import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/core';
import { generateKeyPairSync } from 'node:crypto';
import { orders, startClient, type Client } from './client';

const started: Client[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((client) => client.server.close()));
});
async function start(options: Parameters<typeof startClient>[0] = {}): Promise<Client> {
  const client = await startClient(options);
  started.push(client);
  return client;
}

test('a wrong token answers 401, none hides private repositories', async () => {
  const github = await start();
  expect((await github.get(orders, { authorization: 'Bearer wrong' })).body).toEqual({
    message: 'Bad credentials',
    documentation_url: 'https://docs.github.com/rest',
    status: '401',
  });
  expect((await github.get(orders, { authorization: `token ${github.server.token}` })).status).toBe(200);
  expect((await fetch(github.server.url + orders)).status).toBe(404);
});

test('every answer carries a request ID, the rate limit and the media type', async () => {
  const github = await start();
  const { headers } = await github.get(`${orders}/commits/nope`);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-github-media-type': 'github.v3; format=json',
    'x-github-request-id': expect.stringMatching(/^[0-9A-F]+$/),
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-resource': 'core',
  });
});

test('what the caller has already answers 304 and costs nothing', async () => {
  const github = await start();
  const first = await github.get(orders);
  const again = await github.get(orders, { 'if-none-match': first.headers.get('etag')! });
  expect([again.status, again.body]).toEqual([304, '']);
  expect((await github.get('/rate_limit')).body.rate).toMatchObject({ used: 1, remaining: 4999 });
});

test('beyond the rate limit answers 403 until the hour is over', async () => {
  const github = await start({ rateLimit: 1 });
  await github.get(orders);
  const refused = await github.get(orders);
  expect([refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
  expect(refused.body.message).toMatch(/^API rate limit exceeded/);
  github.wait(3_600_000);
  expect((await github.get(orders)).status).toBe(200);
});

describe('as a GitHub App', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  test("octokit's own App authentication gets an installation token that works until it expires", async () => {
    let time = Date.now();
    const github = await start({ app: { id: 4711, publicKey: pem }, now: () => time });
    const { request } = new Octokit({ baseUrl: github.server.url });
    const auth = createAppAuth({ appId: 4711, privateKey: pem, request });
    const { token: jwt } = await auth({ type: 'app' });
    const asApp = { authorization: `Bearer ${jwt}` };
    const installation = await github.get(`${orders}/installation`, asApp);
    expect((await github.get('/app/installations', asApp)).body[0].id).toBe(installation.body.id);
    expect((await github.get('/app', asApp)).body.slug).toBe('countersign');
    const { token } = await auth({ type: 'installation', installationId: installation.body.id });
    expect((await github.get(orders, { authorization: `token ${token}` })).status).toBe(200);
    time += 3_600_001;
    expect((await github.get(orders, { authorization: `token ${token}` })).status).toBe(401);
  });

  test('a JSON web token by another key, for another App or too long-lived is refused, and none opens a repository', async () => {
    const github = await start({ app: { id: 4711, publicKey: pem }, now: () => Date.now() });
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    const jwt = async (appId: number, privateKey: string) =>
      (await createAppAuth({ appId, privateKey })({ type: 'app' })).token;
    const ask = async (token: string, path = '/app') =>
      (await github.get(path, { authorization: `Bearer ${token}` })).status;
    expect(await ask(await jwt(4711, other))).toBe(401);
    expect(await ask(await jwt(12, pem))).toBe(404);
    expect(await ask('not.a.jwt')).toBe(401);
    expect(await ask(await jwt(4711, pem), orders)).toBe(401);
  });
});
