import { json } from '../stub-server';
import { base, GitHubStub, repository } from './github-stub';

const stub = new GitHubStub();
beforeEach(() => stub.start());
afterEach(() => stub.close());

/** A comparison of so many commits, numbered from the oldest, in pages as GitHub cuts them. */
function comparison(total: number, status = 'ahead') {
  const all = Array.from({ length: total }, (_, n) => ({
    sha: `sha${n + 1}`,
    commit: { message: `Change ${n + 1}\n\nWhy.`, author: { name: 'Alice' } },
    author: n % 2 ? { login: 'alice' } : null,
  }));
  stub.routes({
    [`GET ${base}/compare/a...b`]: (asked: { path: string }, response: never) => {
      const query = new URL(asked.path, 'http://x').searchParams;
      const [page, size] = [Number(query.get('page')), Number(query.get('per_page'))];
      const commits = all.slice((page - 1) * size, page * size);
      json(200, { status, total_commits: total, html_url: 'https://github.com/acme/api/compare/a...b', commits })(
        asked as never,
        response,
      );
    },
  });
}

it.each([
  [3, 1],
  [100, 1],
  [101, 2],
  [119, 2],
  [200, 2],
  [215, 3],
  [260, 2],
])('of %d commits the newest 20 are listed, newest first, in %d requests', async (total, requests) => {
  comparison(total);
  const { commits, total: counted, relation, url } = await stub.github.compare(repository, 'a', 'b');
  expect(commits.map(({ sha }) => sha)).toEqual(
    Array.from({ length: Math.min(20, total) }, (_, n) => `sha${total - n}`),
  );
  expect([counted, relation, url]).toEqual([total, 'ahead', 'https://github.com/acme/api/compare/a...b']);
  expect(stub.requests).toHaveLength(requests);
});

it('tells the first line of a message, and the author by login where there is one', async () => {
  comparison(2);
  expect((await stub.github.compare(repository, 'a', 'b')).commits).toEqual([
    { sha: 'sha2', message: 'Change 2', author: 'alice' },
    { sha: 'sha1', message: 'Change 1', author: 'Alice' },
  ]);
});

it.each(['ahead', 'behind', 'diverged', 'identical'])('tells that it is %s', async (status) => {
  comparison(0, status);
  expect(await stub.github.compare(repository, 'a', 'b')).toMatchObject({ relation: status, commits: [], total: 0 });
});
