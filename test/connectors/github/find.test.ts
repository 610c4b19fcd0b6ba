import { base, GitHubStub, repository } from './github-stub';

const runs = `GET ${base}/actions/workflows/deploy.yml/runs`;
const job = { repository, workflow: 'deploy.yml', correlation: 'cs-a1' };
const since = '2026-11-24T10:00:00.123Z';
const run = (id: number, display_title: string, name = 'Deploy') => ({ id, display_title, name });
const stub = new GitHubStub();
beforeEach(() => stub.start());
afterEach(() => stub.close());

const listing = (...workflow_runs: object[]) =>
  stub.routes({ [runs]: { total_count: workflow_runs.length, workflow_runs } });

it('asks for dispatched runs since five minutes before', async () => {
  listing();
  expect(await stub.github.find(job, since)).toBeNull();
  expect(stub.asked).toEqual([`${runs}?event=workflow_dispatch&created=>=2026-11-24T09:55:00Z&per_page=100&page=1`]);
});

it.each([
  ['in brackets', 'deploy v1 to production [cs-a1]'],
  ['alone', 'cs-a1'],
  ['after a longer one', 'cs-a12 cs-a1'],
])('takes the run whose title has the correlation %s, not the newest', async (_, title) => {
  listing(run(3, 'deploy v1 to production [cs-b2]'), run(2, title), run(1, 'deploy v1'));
  expect(await stub.github.find(job, since)).toEqual({ runId: '2' });
});

it('takes a run by its name too', async () => {
  listing(run(2, 'deploy', 'deploy cs-a1'));
  expect(await stub.github.find(job, since)).toEqual({ runId: '2' });
});

it.each(['deploy v1', 'cs-a12', 'x-cs-a1', 'xcs-a1', 'cs-a1-2', 'cs-a1_b', 'CS-A1'])(
  'never takes a run called %s',
  async (title) => {
    listing(run(2, title));
    expect(await stub.github.find(job, since)).toBeNull();
  },
);

it('never takes a run for an empty correlation', async () => {
  expect(await stub.github.find({ ...job, correlation: '' }, since)).toBeNull();
  expect(stub.requests).toHaveLength(0);
});

it('of two runs with the correlation takes the first that was started', async () => {
  listing(run(3, 'again [cs-a1]'), run(2, 'deploy [cs-a1]'));
  expect(await stub.github.find(job, since)).toEqual({ runId: '2' });
});

it('reads three pages at most', async () => {
  listing(...Array.from({ length: 100 }, (_, n) => run(n, 'other')));
  expect(await stub.github.find(job, since)).toBeNull();
  expect(stub.requests).toHaveLength(3);
});
