import { orders, startClient, type Client } from './client';

let github: Client;
beforeEach(async () => void (github = await startClient()));
afterEach(() => github.server.close());

const inputs = { version: 'v2.4.1', environment: 'production', correlation: 'c-1' };
const jobsOf = async (run: number) => (await github.get(`${orders}/actions/runs/${run}/jobs`)).body.jobs;
const latestDeployment = async () =>
  (await github.get(`${orders}/deployments?environment=production&per_page=1`)).body[0];
const statesOf = async (deployment: number) =>
  (await github.get(`${orders}/deployments/${deployment}/statuses`)).body.map(
    (status: { state: string }) => status.state,
  );

async function started(given: Record<string, string> = inputs): Promise<number> {
  return (await github.dispatch(given, { return_run_details: true })).body.workflow_run_id;
}

test('a dispatch answers 204 and nothing, or 200 with the run when its details are asked for', async () => {
  expect((await github.dispatch(inputs)).status).toBe(204);
  const { status, body } = await github.dispatch(inputs, { return_run_details: true });
  expect(status).toBe(200);
  expect(body).toEqual({
    workflow_run_id: body.workflow_run_id,
    run_url: `${github.server.url}${orders}/actions/runs/${body.workflow_run_id}`,
    html_url: `https://github.com/demo-company/order-service/actions/runs/${body.workflow_run_id}`,
  });
});

test('API version 2026-03-10 always gives the run', async () => {
  const path = `${orders}/actions/workflows/deploy.yml/dispatches`;
  const { status, headers } = await github.post(
    path,
    { ref: 'main', inputs },
    { 'x-github-api-version': '2026-03-10' },
  );
  expect([status, headers.get('x-github-api-version-selected')]).toEqual([200, '2026-03-10']);
});

test('a run goes through queue, jobs and steps to success and leaves a successful deployment', async () => {
  const run = await started();
  const view = async () => (await github.get(`${orders}/actions/runs/${run}`)).body;
  expect(await view()).toMatchObject({
    status: 'queued',
    conclusion: null,
    display_title: 'deploy v2.4.1 to production [c-1]',
  });
  expect((await latestDeployment()).ref).toBe('v2.4.0');

  github.wait(800);
  expect(await view()).toMatchObject({ status: 'in_progress', conclusion: null });
  const building = await jobsOf(run);
  expect(building.map((job: { name: string; status: string }) => [job.name, job.status])).toEqual([
    ['build', 'in_progress'],
  ]);
  expect(new Set(building[0].steps.map((step: { status: string }) => step.status))).toEqual(
    new Set(['completed', 'in_progress', 'queued']),
  );

  github.wait(1500);
  const deployment = await latestDeployment();
  expect(deployment).toMatchObject({ ref: 'v2.4.1', environment: 'production', task: 'deploy' });
  expect(await statesOf(deployment.id)).toEqual(['in_progress']);

  github.wait(1800);
  expect(await view()).toMatchObject({ status: 'completed', conclusion: 'success' });
  const names = (await jobsOf(run)).map((job: { name: string; conclusion: string }) => [job.name, job.conclusion]);
  expect(names).toEqual([
    ['build', 'success'],
    ['deploy', 'success'],
    ['smoke test', 'success'],
  ]);
  expect(await statesOf(deployment.id)).toEqual(['success', 'in_progress']);
});

test('v6.6.6 fails while deploying, skips what follows, and its log holds the error among things that look like secrets', async () => {
  const run = await started({ ...inputs, version: 'v6.6.6' });
  github.wait(4000);
  const jobs = await jobsOf(run);
  expect(jobs.map((job: { conclusion: string }) => job.conclusion)).toEqual(['success', 'failure', 'skipped']);
  expect(jobs[1].steps.find((step: { conclusion: string }) => step.conclusion === 'failure').name).toBe(
    'kubectl rollout status',
  );
  expect(await statesOf((await latestDeployment()).id)).toEqual(['failure', 'in_progress']);

  const redirect = await github.get(`${orders}/actions/jobs/${jobs[1].id}/logs`);
  expect(redirect.status).toBe(302);
  const location = redirect.headers.get('location')!;
  expect(new URL(location).origin).not.toBe(github.server.url);
  const bytes = Buffer.from(await (await fetch(location)).arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const log = bytes.toString();
  expect(log).toMatch(/\d{7}Z ##\[error\]Process completed with exit code 1\.\r\n/);
  for (const secret of [
    /ghp_\w{36}/,
    /password="/,
    /AKIA[A-Z0-9]{16}/,
    /postgres:\/\/\w+:\w+@/,
    /eyJ[\w-]+\.[\w-]+\.[\w-]+/,
  ])
    expect(log).toMatch(secret);

  expect((await fetch(location, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
  github.wait(61_000);
  expect((await fetch(location)).status).toBe(403);
});

test('a log cannot be read before its job has ended', async () => {
  const run = await started();
  github.wait(600);
  const [job] = await jobsOf(run);
  expect((await github.get(`${orders}/actions/jobs/${job.id}/logs`)).status).toBe(404);
});

test('a version that does not exist fails at the checkout and deploys nothing', async () => {
  const run = await started({ ...inputs, version: 'v0.0.0' });
  github.wait(4000);
  expect((await jobsOf(run)).map((job: { conclusion: string }) => job.conclusion)).toEqual([
    'failure',
    'skipped',
    'skipped',
  ]);
  expect((await latestDeployment()).ref).toBe('v2.4.0');
});

test.each([
  [{ ref: 'nope', inputs }, 'No ref found for: nope'],
  [{ ref: 'main', inputs: { ...inputs, x: '1' } }, 'Unexpected inputs provided: ["x"]'],
  [{ ref: 'main', inputs: { environment: 'production' } }, "Required input 'version' not provided"],
  [
    { ref: 'main', inputs: { ...inputs, environment: 'prod' } },
    "Provided value 'prod' for input 'environment' not in the list of allowed values",
  ],
  [{ inputs }, 'Invalid request.\n\n"ref" wasn\'t supplied.'],
  [{ ref: 'main', surprise: true }, 'Invalid request.\n\n"surprise" is not a permitted key.'],
  [{ ref: 7 }, "Invalid request.\n\nFor 'properties/ref', 7 is not a string."],
])('a dispatch of %j is refused and starts nothing', async (body, message) => {
  const answer = await github.post(`${orders}/actions/workflows/deploy.yml/dispatches`, body);
  expect([answer.status, answer.body.message]).toEqual([422, message]);
  expect((await github.get(`${orders}/actions/runs`)).body.total_count).toBe(0);
});

test('an unknown workflow answers 404, and an ID does as well as a file name', async () => {
  expect((await github.post(`${orders}/actions/workflows/nope.yml/dispatches`, { ref: 'main' })).status).toBe(404);
  const { workflows } = (await github.get(`${orders}/actions/workflows`)).body;
  expect((await github.get(`${orders}/actions/workflows/${workflows[0].id}`)).body.path).toBe(
    '.github/workflows/deploy.yml',
  );
});

test('runs can be filtered by event, branch, commit, state and time of creation in whole seconds', async () => {
  await github.dispatch(inputs);
  github.wait(10_000);
  const second = await started();
  const ids = async (query: string) =>
    (await github.get(`${orders}/actions/runs?${query}`)).body.workflow_runs.map((run: { id: number }) => run.id);
  expect(await ids('event=workflow_dispatch&branch=main')).toHaveLength(2);
  expect(await ids('event=push')).toEqual([]);
  expect(await ids(`created=${encodeURIComponent('>=2026-11-24T10:00:10Z')}`)).toEqual([second]);
  expect(await ids('created=2026-11-24T10:00:05Z..*')).toEqual([second]);
  expect(await ids('created=2026-11-24')).toHaveLength(2);
  expect(await ids('status=queued')).toEqual([second]);
  expect(await ids('status=success')).toHaveLength(1);
  const main = (await github.get(`${orders}/commits/main`)).body.sha;
  expect(await ids(`head_sha=${main}&per_page=1`)).toEqual([second]);
  expect((await github.get(`${orders}/actions/workflows/migrate.yml/runs`)).body.total_count).toBe(0);
});

test('a running run can be cancelled, a completed one not', async () => {
  const run = await started();
  github.wait(2500);
  expect((await github.post(`${orders}/actions/runs/${run}/cancel`)).status).toBe(202);
  expect((await github.get(`${orders}/actions/runs/${run}`)).body).toMatchObject({
    status: 'completed',
    conclusion: 'cancelled',
  });
  expect((await jobsOf(run)).map((job: { conclusion: string }) => job.conclusion)).toEqual(['success', 'cancelled']);
  expect((await github.post(`${orders}/actions/runs/${run}/cancel`)).body.message).toBe(
    'Cannot cancel a workflow run that is completed.',
  );
});

test('a migration runs, and a broken one fails', async () => {
  const start = async (migration: string) => {
    const body = { ref: 'main', inputs: { migration, environment: 'staging' }, return_run_details: true };
    return (await github.post(`${orders}/actions/workflows/migrate.yml/dispatches`, body)).body.workflow_run_id;
  };
  const [good, broken] = [await start('042_unpaid_index'), await start('043_broken')];
  github.wait(5000);
  const conclusion = async (run: number) => (await github.get(`${orders}/actions/runs/${run}`)).body.conclusion;
  expect([await conclusion(good), await conclusion(broken)]).toEqual(['success', 'failure']);
});

test('an older server refuses return_run_details', async () => {
  const older = await startClient({ withoutRunDetails: true });
  expect((await older.dispatch(inputs, { return_run_details: true })).status).toBe(422);
  expect((await older.dispatch(inputs)).status).toBe(204);
  await older.server.close();
});
