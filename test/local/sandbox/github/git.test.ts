import { orders, startClient, type Client } from './client';

let github: Client;
beforeAll(async () => void (github = await startClient()));
afterAll(() => github.server.close());

test('an annotated tag is resolved through its tag object to the commit that /commits gives', async () => {
  const ref = await github.get(`${orders}/git/ref/tags/v2.4.1`);
  expect(ref.body.object.type).toBe('tag');
  const tag = await github.get(`${orders}/git/tags/${ref.body.object.sha}`);
  const commit = await github.get(`${orders}/commits/v2.4.1`);
  expect(tag.body.object.sha).toBe(commit.body.sha);
  expect((await github.get(`${orders}/git/commits/${commit.body.sha}`)).body.message).toBe('Release v2.4.1');
});

test('a lightweight tag and a branch point to their commits, also with the slash escaped', async () => {
  const tag = await github.get('/repos/demo-company/api-gateway/git/ref/tags%2Fv3.2.0');
  expect(tag.body).toMatchObject({ ref: 'refs/tags/v3.2.0', object: { type: 'commit' } });
  const branch = await github.get(`${orders}/git/ref/heads/main`);
  expect(branch.body.object.sha).toBe((await github.get(`${orders}/branches/main`)).body.commit.sha);
});

test('a commit is found by tag, branch, full and short SHA', async () => {
  const { sha } = (await github.get(`${orders}/commits/main`)).body;
  for (const ref of ['heads/main', 'refs/heads/main', sha, sha.slice(0, 7), 'HEAD'])
    expect((await github.get(`${orders}/commits/${ref}`)).body.sha).toBe(sha);
});

test.each(['nope', '0'.repeat(40), 'abcdef1', 'constructor'])(
  'an unknown commit %s answers 422 as GitHub does',
  async (ref) => {
    const { status, body } = await github.get(`${orders}/commits/${ref}`);
    expect(status).toBe(422);
    expect(body).toEqual({
      message: `No commit found for SHA: ${ref}`,
      documentation_url: 'https://docs.github.com/rest/commits/commits#get-a-commit',
      status: '422',
    });
  },
);

test.each([
  `${orders}/git/ref/tags/v9`,
  `${orders}/git/ref/v2.4.1`,
  '/repos/demo-company/nope',
  '/repos/else/order-service',
  '/nope-at-all',
])('%s answers 404', async (path) => {
  const response = await fetch(github.server.url + path, {
    headers: { authorization: `Bearer ${github.server.token}` },
  });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ message: 'Not Found', status: '404' });
});

test('a comparison lists what lies between two versions, oldest first, and says which is ahead', async () => {
  const { body } = await github.get(`${orders}/compare/v2.4.0...v2.4.1`);
  expect(body).toMatchObject({ status: 'ahead', ahead_by: 4, behind_by: 0, total_commits: 4 });
  expect(body.html_url).toBe('https://github.com/demo-company/order-service/compare/v2.4.0...v2.4.1');
  expect(body.commits.map((commit: { commit: { message: string } }) => commit.commit.message)).toEqual([
    'Round tax per line, not per order (#207)',
    'Stop <!channel> from *bold* names & <script>alert(1)</script> in order notes (#209)',
    'Log the order ID with every payment error',
    'Release v2.4.1',
  ]);
  expect((await github.get(`${orders}/compare/v2.4.1...v2.4.0`)).body).toMatchObject({
    status: 'behind',
    ahead_by: 0,
    behind_by: 4,
  });
  expect((await github.get(`${orders}/compare/v2.4.1...v2.4.1`)).body.status).toBe('identical');
  expect((await github.get(`${orders}/compare/main...v6.6.6`)).body).toMatchObject({
    status: 'diverged',
    ahead_by: 1,
    behind_by: 1,
  });
  expect((await github.get(`${orders}/compare/v2.4.0...nope`)).status).toBe(404);
});

test('lists have pages, and the link header leads to the others', async () => {
  const first = await github.get(`${orders}/commits?per_page=5`);
  expect(first.body).toHaveLength(5);
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link')!)![1]!;
  expect(next).toBe(`${github.server.url}${orders}/commits?per_page=5&page=2`);
  const last = await github.get(next.slice(github.server.url.length).replace('page=2', 'page=3'));
  expect(last.headers.get('link')).toContain('rel="prev"');
  expect(last.headers.get('link')).not.toContain('rel="next"');
  expect(last.body.at(-1).parents).toEqual([]);
});

test('the repository, its tags, branches and releases are as GitHub presents them', async () => {
  expect((await github.get(orders)).body).toMatchObject({
    full_name: 'demo-company/order-service',
    default_branch: 'main',
  });
  const names = async (path: string, key: string) =>
    (await github.get(path)).body.map((item: Record<string, string>) => item[key]);
  expect(await names(`${orders}/tags`, 'name')).toEqual(['v6.6.6', 'v2.4.2', 'v2.4.1', 'v2.4.0', 'v2.3.9']);
  expect(await names(`${orders}/branches`, 'name')).toEqual(['main', 'release-hook']);
  expect(await names(`${orders}/releases`, 'tag_name')).toEqual(['v2.4.2', 'v2.4.1', 'v2.4.0', 'v2.3.9']);
  expect((await github.get(`${orders}/releases/latest`)).body.tag_name).toBe('v2.4.2');
  expect((await github.get(`${orders}/releases/tags/v2.4.0`)).body.target_commitish).toBe('main');
});

test('names of owners and repositories are not case-sensitive', async () => {
  expect((await github.get('/repos/Demo-Company/Order-Service')).body.name).toBe('order-service');
});

test('a tag that was moved is another commit, by API and over HTTP', async () => {
  const at = async () => {
    const ref = await github.get(`${orders}/git/ref/tags/v2.3.9`);
    return (await github.get(`${orders}/git/tags/${ref.body.object.sha}`)).body.object.sha;
  };
  const move = (body: object) =>
    fetch(`${github.server.url}/_tag`, { method: 'PUT', body: JSON.stringify(body) }).then(({ status }) => status);
  const [before, main] = [await at(), (await github.get(`${orders}/commits/main`)).body.sha];
  github.server.moveTag({ repository: 'order-service', tag: 'v2.3.9', to: 'main' });
  expect(await at()).toBe(main);
  expect(await move({ repository: 'order-service', tag: 'v2.3.9', to: before })).toBe(204);
  expect(await at()).toBe(before);
  expect(await move({ repository: 'order-service', tag: 'v0', to: 'main' })).toBe(404);
  expect(await move({ tag: 'v2.3.9' })).toBe(400);
});
