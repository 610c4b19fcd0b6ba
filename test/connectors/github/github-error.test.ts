import { inspect } from 'node:util';
import { truncated, text } from '../stub-server';
import { base, githubError, GitHubStub, repository, token } from './github-stub';

const list = `GET ${base}/deployments`;
const stub = new GitHubStub();
beforeEach(() => stub.start());
afterEach(() => stub.close());

const failure = async (): Promise<Error> =>
  stub.github.deployed(repository, 'production').then(
    () => new Error('it went well'),
    (error: Error) => error,
  );

it.each([
  [
    'an expired token',
    githubError(401, 'Bad credentials'),
    'it answered 401 (Bad credentials). The token has expired or is wrong: renew GITHUB_TOKEN',
  ],
  [
    'a missing permission',
    githubError(403, 'Resource not accessible', { 'x-accepted-github-permissions': 'deployments=read' }),
    'The token lacks a permission: grant it deployments=read.',
  ],
  [
    'a used-up rate limit',
    githubError(403, 'API rate limit exceeded', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795514400' }),
    'try again after 10:00 UTC.',
  ],
  [
    'a proxy’s page',
    text(502, '<html><head><style>b{}</style></head><body><h1>502 Bad Gateway</h1></body></html>'),
    'it answered 502 (502 Bad Gateway). GitHub is in trouble',
  ],
  [
    'a sign-in page',
    text(200, '<!doctype html><p>Sign in</p>'),
    'a web page instead of JSON (Sign in). Check that the address is the API',
  ],
  ['a body cut short', truncated, 'the connection broke off'],
  [
    'JSON cut short',
    (_: unknown, response: never) => text(200, '[{"id":', { 'content-type': 'application/json' })(_ as never, response),
    'JSON that is cut short',
  ],
  ['a long message', githubError(422, 'x'.repeat(2000)), `(${'x'.repeat(299)}…). Trying again will not help.`],
])('%s ends in a message that names vendor, what was tried and what to do', async (_, fault, said) => {
  stub.routes({ [list]: fault });
  const error = await failure();
  expect(error.message).toMatch(/^GitHub: could not read the deployments of acme\/api to production: /);
  expect(error.message).toContain(said);
  expect(inspect(error, { depth: 9 })).not.toContain(token);
});

it('a token that GitHub would send back does not come through', async () => {
  stub.routes({ [list]: githubError(400, `unexpected header: Bearer ${token}`) });
  expect((await failure()).message).toContain('unexpected header: Bearer ***');
});
