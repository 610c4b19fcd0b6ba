import { base, GitHubStub, repository } from './github-stub';

const list = `GET ${base}/deployments`;
const statuses = (id: number) => `GET ${base}/deployments/${id}/statuses`;
const deployment = (id: number, more: object = {}) => ({
  id,
  ref: `v${id}`,
  sha: `sha${id}`,
  payload: {},
  creator: { login: 'bob' },
  ...more,
});
/** Newest first, as GitHub lists them. */
const went = (...states: string[]) =>
  states.map((state, n) => ({
    id: 100 - n,
    state,
    created_at: `2026-11-24T10:00:${30 - n}Z`,
    log_url: 'https://log',
    target_url: '',
  }));
const stub = new GitHubStub();
beforeEach(() => stub.start());
afterEach(() => stub.close());

it('what runs is the newest deployment that succeeded, and nothing further is asked', async () => {
  stub.routes({
    [list]: [deployment(4), deployment(3), deployment(2), deployment(1)],
    [statuses(4)]: went('in_progress'),
    [statuses(3)]: went('failure', 'in_progress'),
    [statuses(2)]: went('success', 'in_progress'),
  });
  expect(await stub.github.deployed(repository, 'production')).toEqual({
    version: 'v2',
    commit: 'sha2',
    at: '2026-11-24T10:00:30Z',
    url: 'https://log',
    by: 'bob',
    state: 'live',
    failedSince: { version: 'v3', commit: 'sha3', at: '2026-11-24T10:00:30Z', url: 'https://log' },
  });
  expect(stub.asked[0]).toBe(`${list}?environment=production&per_page=30&page=1`);
});

it('one that succeeded and became inactive counts; one that failed after its success does not', async () => {
  stub.routes({
    [list]: [deployment(2), deployment(1)],
    [statuses(2)]: went('failure', 'success'),
    [statuses(1)]: went('inactive', 'success'),
  });
  expect(await stub.github.deployed(repository, 'staging')).toMatchObject({
    version: 'v1',
    at: '2026-11-24T10:00:29Z',
  });
});

it('goes by time, not by the order in which statuses are listed', async () => {
  stub.routes({ [list]: [deployment(1)], [statuses(1)]: went('success', 'in_progress').reverse() });
  expect(await stub.github.deployed(repository, 'staging')).toMatchObject({ version: 'v1' });
});

it.each([
  ['the payload', { ref: 'main', payload: { version: 'v9' } }, 'v9'],
  ['a payload that is text', { ref: 'main', payload: '{"version":"v9"}' }, 'v9'],
  ['the ref when the payload says nothing', { payload: 'free text' }, 'v1'],
  ['the ref when the payload is null', { payload: null }, 'v1'],
  ['a full ref, shortened', { ref: 'refs/tags/v9' }, 'v9'],
  ['a SHA as it is', { ref: 'a'.repeat(40) }, 'a'.repeat(40)],
])('takes the version from %s', async (_, more, version) => {
  stub.routes({ [list]: [deployment(1, more)], [statuses(1)]: went('success') });
  expect(await stub.github.deployed(repository, 'production')).toMatchObject({ version, commit: 'sha1' });
});

it('is null when nothing was deployed', async () => {
  stub.routes({ [list]: [] });
  expect(await stub.github.deployed(repository, 'production')).toBeNull();
});

it('looks through three pages at most', async () => {
  const page = Array.from({ length: 30 }, (_, n) => deployment(n + 1));
  stub.routes({ [list]: page, ...Object.fromEntries(page.map(({ id }) => [statuses(id), went('failure')])) });
  expect(await stub.github.deployed(repository, 'production')).toBeNull();
  expect(stub.asked.filter((line) => line.startsWith(list + '?'))).toHaveLength(3);
});

it('leaves out what failed and asks about no more deployments than it needs', async () => {
  stub.routes({
    [list]: [6, 5, 4, 3, 2, 1].map((id) => deployment(id)),
    [statuses(6)]: went('failure'),
    [statuses(5)]: went('success'),
    [statuses(4)]: went('inactive', 'success'),
    [statuses(3)]: went('error'),
    [statuses(2)]: went('success'),
  });
  const past = await stub.github.history(repository, 'production', 3);
  expect(past.map(({ version, state }) => `${version} ${state}`)).toEqual(['v5 live', 'v4 replaced', 'v2 replaced']);
  expect(stub.asked).not.toContain(`${statuses(1)}?per_page=100`);
});

it('a deployment whose creator is gone tells nobody', async () => {
  stub.routes({ [list]: [deployment(1, { creator: null })], [statuses(1)]: went('success') });
  expect((await stub.github.history(repository, 'production', 1))[0]!.by).toBeUndefined();
});
