import { json } from '../stub-server';
import { AzureDevOpsStub, list, repository } from './azure-devops-stub';

const records = 'GET pipelines/environments/7/environmentdeploymentrecords';
const builds = 'GET build/builds';
const record = (build: number, result: string | undefined, more: object = {}) => ({
  stageName: '__default',
  jobName: 'deploy',
  stageAttempt: 1,
  jobAttempt: 1,
  owner: { id: build },
  ...(result ? { result, finishTime: `2026-11-24T10:00:0${build}.000Z` } : {}),
  ...more,
});
const build = (id: number, more: object = {}) => ({
  id,
  sourceBranch: `refs/tags/v${id}`,
  sourceVersion: String(id).repeat(40),
  repository: { name: 'api', type: 'TfsGit' },
  requestedFor: { displayName: 'Bob Baker' },
  templateParameters: {},
  _links: { web: { href: `https://dev.azure.com/build/${id}` } },
  ...more,
});

const stub = new AzureDevOpsStub();
beforeEach(() => stub.start());
afterEach(() => stub.close());
const given = (deployed: object[], built: object[]) =>
  stub.routes({
    'GET pipelines/environments': list({ id: 7, name: 'production' }),
    [records]: list(...deployed),
    [builds]: list(...built),
  });
const history = async (limit = 5) => stub.azureDevOps.history(repository, 'production', limit);

it('tells version, commit, who, when and where', async () => {
  given([record(2, 'succeeded'), record(1, 'succeededWithIssues')], [build(1), build(2)]);
  expect(await history()).toEqual([
    {
      version: 'v2',
      commit: '2'.repeat(40),
      at: '2026-11-24T10:00:02.000Z',
      url: 'https://dev.azure.com/build/2',
      by: 'Bob Baker',
      email: undefined,
      state: 'live',
      failedSince: undefined,
    },
    expect.objectContaining({ version: 'v1', state: 'replaced' }),
  ]);
  expect(stub.asked[1]).toContain('top=50&api-version=7.1-preview.1');
  expect(stub.asked[2]).toContain('buildIds=2,1&');
});

it('leaves out other repositories and migrations, which share the environment, and what still runs', async () => {
  given(
    [record(5, undefined), record(4, 'succeeded'), record(3, 'succeeded'), record(2, 'succeeded')],
    [
      build(5),
      build(4, { repository: { name: 'web' } }),
      build(3, { templateParameters: { migration: '042' } }),
      build(2),
    ],
  );
  expect((await history()).map(({ version }) => version)).toEqual(['v2']);
});

it('counts the last attempt of each job, and wants every job to have succeeded', async () => {
  given(
    [
      record(3, 'succeeded'),
      record(3, 'failed', { jobName: 'deploy again' }),
      record(2, 'succeeded', { jobAttempt: 2 }),
      record(2, 'failed'),
      record(1, 'succeeded'),
    ],
    [build(1), build(2), build(3)],
  );
  const [live, ...before] = await history();
  expect([live!.version, live!.failedSince?.version]).toEqual(['v2', 'v3']);
  expect(before.map(({ version }) => version)).toEqual(['v1']);
});

it('takes the parameter for the version, and a full SHA for the commit itself', async () => {
  const sha = 'd'.repeat(40);
  given(
    [record(2, 'succeeded'), record(1, 'succeeded')],
    [build(2, { templateParameters: { version: sha } }), build(1, { templateParameters: { version: 'v9' } })],
  );
  expect(await history()).toMatchObject([
    { version: sha, commit: sha },
    { version: 'v9', commit: '1'.repeat(40) },
  ]);
});

it('goes on to the next page, three at most', async () => {
  let page = 0;
  stub.routes({
    'GET pipelines/environments': list({ id: 7, name: 'production' }),
    [records]: (asked: never, response: never) => {
      page += 1;
      json(200, list(record(page, 'failed')), { 'x-ms-continuationtoken': String(page) })(asked, response);
    },
    [builds]: list(build(1), build(2), build(3)),
  });
  expect(await history()).toEqual([]);
  expect(
    stub.asked.filter((line) => line.includes('continuationToken=')).map((line) => /Token=(\d)/.exec(line)![1]),
  ).toEqual(['1', '2']);
});

it('is empty where the project has no such environment', async () => {
  stub.routes({ 'GET pipelines/environments': list({ id: 8, name: 'production-eu' }) });
  expect(await history()).toEqual([]);
});
