import { base, githubError, GitHubStub, repository } from './github-stub';

const stub = new GitHubStub();
beforeEach(() => stub.start());
afterEach(() => stub.close());

const release = (tag_name: string, draft = false) => ({ tag_name, draft });
const tags = (...names: string[]) => names.map((name) => ({ name }));

it('lists releases as GitHub dates them, then other tags by number, each once and no drafts', async () => {
  stub.routes({
    [`GET ${base}/releases`]: [release('v3.0.0-draft', true), release('v1.9.2'), release('v2.0.0')],
    [`GET ${base}/tags`]: tags('v9.0.0', 'v2.0.0', 'v1.9.2', 'v10.0.0'),
  });
  expect(await stub.github.versions(repository, 10)).toEqual(['v1.9.2', 'v2.0.0', 'v10.0.0', 'v9.0.0']);
});

it('a repository that is not there is an error', async () => {
  stub.routes({ [`GET ${base}/tags`]: githubError(404, 'Not Found') });
  await expect(stub.github.versions(repository, 10)).rejects.toMatchObject({ status: 404 });
});
