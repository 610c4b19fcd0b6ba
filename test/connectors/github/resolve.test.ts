import { base, githubError, GitHubStub, repository } from './github-stub';

const sha = (digit: string) => digit.repeat(40);
const ref = (name: string, object: object) => ({ [`GET ${base}/git/ref/${name}`]: { ref: `refs/${name}`, object } });
const commit = (digit: string) => ({ type: 'commit', sha: sha(digit) });
const stub = new GitHubStub();
beforeEach(() => stub.start());
afterEach(() => stub.close());

it('a tag comes before a branch of the same name, and is then dispatched by its full name', async () => {
  stub.routes({ ...ref('tags/v1', commit('a')), ...ref('heads/v1', commit('b')) });
  expect(await stub.github.resolve(repository, 'v1')).toEqual({ found: true, commit: sha('a'), ref: 'refs/tags/v1' });
});

it('an annotated tag is followed to its commit, also through another tag', async () => {
  stub.routes({
    ...ref('tags/v1', { type: 'tag', sha: sha('1') }),
    [`GET ${base}/git/tags/${sha('1')}`]: { object: { type: 'tag', sha: sha('2') } },
    [`GET ${base}/git/tags/${sha('2')}`]: { object: commit('c') },
  });
  expect(await stub.github.resolve(repository, 'v1')).toEqual({ found: true, commit: sha('c'), ref: 'v1' });
});

it('a tag on something other than a commit is an error', async () => {
  stub.routes(ref('tags/v1', { type: 'tree', sha: sha('1') }));
  await expect(stub.github.resolve(repository, 'v1')).rejects.toThrow('is on a tree, not on a commit');
});

it('a branch may have slashes and other characters that mean something in a URL', async () => {
  stub.routes(ref('heads/feature/a#b&c%d', commit('a')));
  expect(await stub.github.resolve(repository, 'feature/a#b&c%d')).toMatchObject({
    found: true,
    ref: 'feature/a#b&c%d',
  });
});

it('a short SHA is a commit on the default branch when no tag or branch is called so', async () => {
  const short = sha('a').slice(0, 7);
  stub.routes({ [`GET ${base}/commits/${short}`]: { sha: sha('a') }, [`GET ${base}`]: { default_branch: 'trunk' } });
  expect(await stub.github.resolve(repository, short)).toEqual({ found: true, commit: sha('a'), ref: 'trunk' });

  stub.routes(ref(`heads/${short}`, commit('b')));
  expect(await stub.github.resolve(repository, short)).toEqual({ found: true, commit: sha('b'), ref: short });
});

it('a SHA that GitHub answers with another commit is not found', async () => {
  stub.routes({ [`GET ${base}/commits/1234567`]: { sha: sha('a') }, [`GET ${base}/tags`]: [] });
  expect(await stub.github.resolve(repository, '1234567')).toEqual({ found: false, nearest: [] });
});

it('of what is not there the three nearest tags are named, and none that is far away', async () => {
  const names = ['v2.4.2', 'v2.4.1', 'v2.4.0', 'v2.3.9', 'nightly'];
  stub.routes({ [`GET ${base}/tags`]: names.map((name) => ({ name })) });
  expect(await stub.github.resolve(repository, 'v2.41')).toEqual({
    found: false,
    nearest: ['v2.4.1', 'v2.4.2', 'v2.4.0'],
  });
  expect(await stub.github.resolve(repository, 'x')).toEqual({ found: false, nearest: [] });
});

it('in an empty repository nothing is found', async () => {
  const empty = githubError(409, 'Git Repository is empty.');
  stub.routes({
    [`GET ${base}/git/ref/tags/v1`]: empty,
    [`GET ${base}/git/ref/heads/v1`]: empty,
    [`GET ${base}/tags`]: [],
  });
  expect(await stub.github.resolve(repository, 'v1')).toEqual({ found: false, nearest: [] });
});

it.each(['../x', '-x', 'a b', 'a\u0007b', ''])('%j is not found without asking GitHub', async (version) => {
  expect(await stub.github.resolve(repository, version)).toEqual({ found: false, nearest: [] });
  expect(stub.requests).toHaveLength(0);
});

it('a repository that is not there, or not for this token, is an error and not a missing version', async () => {
  await expect(stub.github.resolve(repository, 'v1')).rejects.toMatchObject({
    status: 404,
    temporary: false,
    message:
      'GitHub: could not read the tags of acme/api: it answered 404 (Not Found). Either it does not exist or the token may not see it: check the name and the token.',
  });
});

it('the caller can cancel', async () => {
  const signal = AbortSignal.abort();
  await expect(stub.github.resolve(repository, 'v1', signal)).rejects.toThrow('it was cancelled');
});
