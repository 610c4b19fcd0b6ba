import { type DispatchedJob } from '../../../src/connectors/types';
import { json, reset, silent, text, truncated } from '../stub-server';
import { base, githubError, GitHubStub, repository, timing, token } from './github-stub';

const dispatches = `POST ${base}/actions/workflows/deploy.yml/dispatches`;
const job: DispatchedJob = {
  repository,
  workflow: 'deploy.yml',
  ref: 'feature/x',
  correlation: 'cs-1',
  inputs: { version: 'v1', environment: 'production', correlation: 'cs-1' },
};
const stub = new GitHubStub();
beforeEach(() => stub.start());
afterEach(() => stub.close());

it('a run that GitHub names is known at once', async () => {
  const details = {
    workflow_run_id: 42,
    run_url: `${stub.url}${base}/actions/runs/42`,
    html_url: 'https://github.com/acme/api/actions/runs/42',
  };
  stub.routes({ [dispatches]: details });
  expect(await stub.github.start(job)).toEqual({ state: 'started', runId: '42' });
  expect(JSON.parse(stub.requests[0]!.body)).toEqual({
    ref: 'feature/x',
    inputs: job.inputs,
    return_run_details: true,
  });
  expect(stub.requests[0]!.headers).toMatchObject({
    authorization: `Bearer ${token}`,
    'x-github-api-version': '2022-11-28',
  });
});

it('an empty 204 is a start without a run', async () => {
  stub.routes({
    [dispatches]: (_: unknown, response: { writeHead(status: number): { end(): void } }) =>
      response.writeHead(204).end(),
  });
  expect(await stub.github.start(job)).toEqual({ state: 'started' });
});

it('a server that does not know return_run_details is asked once more, without it', async () => {
  const refusal = githubError(422, 'Invalid request.\n\n"return_run_details" is not a permitted key.');
  stub.routes({
    [dispatches]: (asked: { body: string }, response: never) =>
      (asked.body.includes('return_run_details') ? refusal : json(200, {}))(asked as never, response),
  });
  expect(await stub.github.start(job)).toEqual({ state: 'started' });
  expect(stub.requests.map(({ body }) => 'return_run_details' in JSON.parse(body))).toEqual([true, false]);
});

it.each([
  ['a reset connection', reset],
  ['no answer', silent],
  ['a body cut short', truncated],
  ['a 500', githubError(500, 'Server Error')],
  ['a 502 page', text(502, '<html><title>Unicorn!</title></html>')],
  ['a 503 with Retry-After', githubError(503, 'Busy', { 'retry-after': '0' })],
  ['a 408', githubError(408, 'Timeout')],
  ['a page where JSON belongs', text(200, '<html>Please sign in</html>')],
])('after %s it is unknown whether it was taken, and it is not sent again', async (_, fault) => {
  stub.routes({ [dispatches]: fault });
  expect(await stub.github.start(job)).toEqual({
    state: 'unknown',
    message: expect.stringMatching(/^GitHub: could not dispatch deploy\.yml of acme\/api on feature\/x: /),
  });
  expect(stub.requests).toHaveLength(1);
});

it.each([
  [401, 'Bad credentials', 'renew GITHUB_TOKEN'],
  [403, 'Resource not accessible by personal access token', '"Actions: read and write"'],
  [404, 'Not Found', 'Check that .github/workflows/deploy.yml is on the default branch.'],
  [
    422,
    "Workflow does not have 'workflow_dispatch' trigger",
    'Add "on: workflow_dispatch" to deploy.yml on feature/x.',
  ],
  [
    422,
    'Unexpected inputs provided: ["correlation"]',
    'must declare just these inputs: version, environment, correlation.',
  ],
  [422, "Required input 'region' not provided", 'must declare just these inputs: version, environment, correlation.'],
  [422, 'No ref found for: feature/x', 'No ref found for: feature/x'],
  [
    422,
    "Cannot trigger a 'workflow_dispatch' on a disabled workflow",
    "Enable deploy.yml in the repository's Actions tab.",
  ],
])('a %d "%s" is a refusal that says what to do', async (status, said, advice) => {
  stub.routes({ [dispatches]: githubError(status, said) });
  const started = await stub.github.start(job);
  expect(started).toEqual({ state: 'refused', message: expect.stringContaining(advice) });
  expect(started).toEqual({
    state: 'refused',
    message: expect.stringContaining(`it answered ${status} (${said.slice(0, 20)}`),
  });
  expect(stub.requests).toHaveLength(1);
});

it('a rate limit is a refusal that says when to try again', async () => {
  stub.routes({
    [dispatches]: githubError(403, 'API rate limit exceeded', {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1795514400',
    }),
  });
  expect(await stub.github.start(job)).toEqual({
    state: 'refused',
    message: expect.stringContaining('try again after 10:00 UTC'),
  });
});

it('a repository that has moved is a refusal; the dispatch does not follow', async () => {
  stub.routes({
    [dispatches]: json(307, { message: 'Temporary Redirect' }, { location: `${stub.url}/repositories/1/x` }),
  });
  expect(await stub.github.start(job)).toEqual({ state: 'refused', message: expect.stringContaining('has moved') });
  expect(stub.requests).toHaveLength(1);
});

it('a refused connection is a refusal, for nothing was sent', async () => {
  await stub.close();
  expect(await stub.github.start(job)).toEqual({
    state: 'refused',
    message: expect.stringContaining('there is no connection'),
  });
  await stub.start();
});

it('a host that has failed five times is not sent the dispatch at all', async () => {
  stub.routes({
    [`GET ${base}/git/ref/tags/v1`]: githubError(500, 'x'),
    [`GET ${base}/git/ref/heads/v1`]: githubError(500, 'x'),
  });
  await stub.github.resolve(repository, 'v1').catch(() => undefined);
  const before = stub.requests.length;
  expect(before).toBeGreaterThanOrEqual(5);
  expect(await stub.github.start(job)).toEqual({
    state: 'refused',
    message: expect.stringContaining('failed 5 times in a row'),
  });
  expect(stub.requests).toHaveLength(before);
});

it('an impossible repository is refused without a request', async () => {
  expect(await stub.github.start({ ...job, repository: '../x' })).toMatchObject({ state: 'refused' });
  expect(stub.requests).toHaveLength(0);
});

it('waits for the answer up to the whole deadline, longer than for what can be asked again', async () => {
  stub.routes({
    [dispatches]: (asked: never, response: never) =>
      void setTimeout(() => json(200, { workflow_run_id: 7 })(asked, response), timing.attempt * 2),
  });
  expect(await stub.github.start(job)).toEqual({ state: 'started', runId: '7' });
});
