import { json, StubServer, text } from '../stub-server';
import { base, githubError, GitHubStub, repository } from './github-stub';

const step = (number: number, name: string, status: string, conclusion: string | null = null) => ({
  number,
  name,
  status,
  conclusion,
});
const build = {
  id: 1,
  name: 'build',
  status: 'completed',
  conclusion: 'success',
  html_url: 'https://github.com/acme/api/actions/runs/7/job/1',
  steps: [step(2, 'npm test', 'completed', 'success'), step(1, 'checkout', 'completed', 'success')],
};
const broken = {
  id: 2,
  name: 'deploy',
  status: 'completed',
  conclusion: 'failure',
  html_url: 'https://github.com/acme/api/actions/runs/7/job/2',
  steps: [step(1, 'rollout', 'completed', 'failure'), step(2, 'notify', 'completed', 'skipped')],
};
const skipped = { id: 3, name: 'smoke', status: 'completed', conclusion: 'skipped', html_url: 'https://x', steps: [] };
const stub = new GitHubStub();
beforeEach(() => stub.start());
afterEach(() => stub.close());

const given = (run: object, jobs: object[], more: object = {}) =>
  stub.routes({
    [`GET ${base}/actions/runs/7`]: {
      name: 'Deploy',
      html_url: 'https://github.com/acme/api/actions/runs/7',
      status: 'completed',
      ...run,
    },
    [`GET ${base}/actions/runs/7/jobs`]: { total_count: jobs.length, jobs },
    ...more,
  });

it('tells the steps of all jobs in order; a job without steps counts as one', async () => {
  const running = {
    ...broken,
    conclusion: null,
    status: 'in_progress',
    steps: [step(1, 'rollout', 'in_progress'), step(2, 'notify', 'queued')],
  };
  given({ status: 'in_progress', conclusion: null }, [
    build,
    running,
    { ...skipped, status: 'queued', conclusion: null },
  ]);
  expect(await stub.github.run(repository, '7')).toEqual({
    id: '7',
    url: 'https://github.com/acme/api/actions/runs/7',
    state: 'running',
    steps: [
      { job: 'build', name: 'checkout', state: 'done' },
      { job: 'build', name: 'npm test', state: 'done' },
      { job: 'deploy', name: 'rollout', state: 'running' },
      { job: 'deploy', name: 'notify', state: 'waiting' },
      { job: 'smoke', name: 'smoke', state: 'waiting' },
    ],
  });
});

it('a failed run tells the failing job, its step and the end of its log, which comes from another host without the token', async () => {
  const storage = await new StubServer().start();
  storage.answers(
    text(200, '2026-11-24T10:00:00.0Z password=hunter2\n2026-11-24T10:00:00.0Z ##[error]exit 1', {
      'content-type': 'application/octet-stream',
    }),
  );
  given({ conclusion: 'failure' }, [build, broken, skipped], {
    [`GET ${base}/actions/jobs/2/logs`]: (
      _: unknown,
      response: { writeHead(status: number, headers: object): { end(): void } },
    ) => response.writeHead(302, { location: `${storage.url}/log?sig=abc` }).end(),
  });
  expect((await stub.github.run(repository, '7')).failure).toEqual({
    job: 'deploy',
    step: 'rollout',
    url: 'https://github.com/acme/api/actions/runs/7/job/2',
    logLines: ['password=***', 'Error: exit 1'],
  });
  expect(storage.asked[0]!.headers.authorization).toBeUndefined();
  await storage.close();
});

it('a log that cannot be read takes nothing else away', async () => {
  given({ conclusion: 'failure' }, [broken], { [`GET ${base}/actions/jobs/2/logs`]: githubError(410, 'Gone') });
  expect((await stub.github.run(repository, '7')).failure).toMatchObject({ job: 'deploy', logLines: [] });
});

it.each(['startup_failure', 'action_required', 'stale', 'skipped'])(
  'a run that ended as %s without a failing job says so',
  async (conclusion) => {
    given({ conclusion }, []);
    expect(await stub.github.run(repository, '7')).toMatchObject({
      state: 'failed',
      failure: { job: 'Deploy', step: conclusion, url: 'https://github.com/acme/api/actions/runs/7', logLines: [] },
    });
  },
);

it('reads all jobs of a run with more than a page', async () => {
  const many = Array.from({ length: 130 }, (_, n) => ({ ...skipped, id: n }));
  given({ conclusion: 'success' }, [], {
    [`GET ${base}/actions/runs/7/jobs`]: (asked: { path: string }, response: never) => {
      const page = Number(new URL(asked.path, 'http://x').searchParams.get('page'));
      json(200, { total_count: 130, jobs: many.slice((page - 1) * 100, page * 100) })(asked as never, response);
    },
  });
  expect((await stub.github.run(repository, '7')).steps).toHaveLength(130);
});
