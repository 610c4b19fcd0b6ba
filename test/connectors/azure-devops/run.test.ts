import { text } from '../stub-server';
import { AzureDevOpsStub, list, repository } from './azure-devops-stub';

const web = 'https://dev.azure.com/acme/shop/_build/results?buildId=9';
const build = (status: string, result?: string) => ({
  id: 9,
  buildNumber: '20261124.1',
  status,
  result,
  _links: { web: { href: web } },
});
const record = (type: string, id: string, parentId: string | null, order: number, state: string, result?: string) => ({
  id,
  parentId,
  type,
  name: id,
  order,
  state,
  result: result ?? null,
  log: type === 'Task' ? { id: order } : null,
});

const stub = new AzureDevOpsStub();
beforeEach(() => stub.start());
afterEach(() => stub.close());
const given = (head: object, records: object[], more: object = {}) =>
  stub.routes({ 'GET build/builds/9': head, 'GET build/builds/9/timeline': { records }, ...more });
const run = () => stub.azureDevOps.run(repository, '9');

it('tells the tasks of all jobs in the order of stages, jobs and tasks, however they are listed', async () => {
  given(build('inProgress'), [
    record('Task', 'rollout', 'deploy', 2, 'inProgress'),
    record('Task', 'push', 'deploy', 1, 'completed', 'succeededWithIssues'),
    record('Job', 'deploy', 'second', 1, 'inProgress'),
    record('Stage', 'second', null, 2, 'inProgress'),
    record('Checkpoint', 'check', 'second', 1, 'completed', 'succeeded'),
    record('Job', 'smoke', 'second', 2, 'pending'),
    record('Job', 'build', 'first', 1, 'completed', 'succeeded'),
    record('Stage', 'first', null, 1, 'completed', 'succeeded'),
    record('Task', 'test', 'build', 1, 'completed', 'succeeded'),
  ]);
  expect(await run()).toEqual({
    id: '9',
    url: web,
    state: 'running',
    steps: [
      { job: 'build', name: 'test', state: 'done' },
      { job: 'deploy', name: 'push', state: 'done' },
      { job: 'deploy', name: 'rollout', state: 'running' },
      { job: 'smoke', name: 'smoke', state: 'waiting' },
    ],
  });
});

it('that failed tells job, task and the end of its log, masked', async () => {
  const log = '2026-11-24T10:00:00.1234567Z password=hunter2\n2026-11-24T10:00:00.1234567Z ##[error]exit 1\n';
  given(
    build('completed', 'failed'),
    [
      record('Job', 'deploy', null, 1, 'completed', 'failed'),
      record('Task', 'rollout', 'deploy', 4, 'completed', 'failed'),
    ],
    { 'GET build/builds/9/logs/4': text(200, log, { 'content-type': 'text/plain' }) },
  );
  expect((await run()).failure).toEqual({
    job: 'deploy',
    step: 'rollout',
    url: `${web}&view=logs&j=deploy&t=rollout`,
    logLines: ['password=***', 'Error: exit 1'],
  });
});

it('that failed before any job ran says so, and a log that cannot be read takes nothing else away', async () => {
  given(build('completed', 'failed'), []);
  expect((await run()).failure).toEqual({ job: '20261124.1', step: 'failed', url: web, logLines: [] });
  given(build('completed', 'failed'), [
    record('Job', 'deploy', null, 1, 'completed', 'failed'),
    record('Task', 'rollout', 'deploy', 4, 'completed', 'failed'),
  ]);
  expect((await run()).failure).toMatchObject({ job: 'deploy', logLines: [] });
});

it.each([
  ['notStarted', undefined, 'queued'],
  ['postponed', undefined, 'queued'],
  ['cancelling', undefined, 'running'],
  ['completed', 'partiallySucceeded', 'succeeded'],
  ['completed', 'canceled', 'cancelled'],
  ['completed', 'none', 'failed'],
])('that is %s %s is %s', async (status, result, state) => {
  given(build(status, result), []);
  expect((await run()).state).toBe(state);
});

it('a run whose ID is a path is none', async () => {
  stub.routes({ 'GET build/builds/9': list() });
  await expect(stub.azureDevOps.run(repository, '9/../../x')).rejects.toMatchObject({ status: 404 });
  expect(stub.asked.every((line) => line.includes('/builds/NaN'))).toBe(true);
});
