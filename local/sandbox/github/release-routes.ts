import { Hono } from 'hono';
import { notFound } from './api-error';
import type { GitHubEnv, GitHubParts, GitHubRequest } from './env';
import { paginate } from './paginate';
import { isoTime, nodeId, presentUser } from './present-basics';
import { repositoryHtml, repositoryUrl } from './present-repository';
import { ancestry, commitOf } from './refs';
import type { Tag } from './world';

/** Every tag on the default branch is a release; newest first. */
export function releaseRoutes({ links }: GitHubParts): Hono<GitHubEnv> {
  const releases = (c: GitHubRequest) => {
    const repository = c.get('repository');
    const onMain = new Set(
      ancestry(repository, repository.branches[repository.defaultBranch]!).map((commit) => commit.sha),
    );
    return repository.tags.filter((tag) => onMain.has(tag.commit)).reverse();
  };
  const present = (c: GitHubRequest, tag: Tag) => {
    const repository = c.get('repository');
    const commit = commitOf(repository, tag.commit)!;
    const id = 250_000_000 + repository.tags.indexOf(tag) + (repository.id % 1000) * 100;
    const url = `${repositoryUrl(repository, links)}/releases/${id}`;
    const at = isoTime(tag.annotation?.at ?? commit.at);
    return {
      url,
      html_url: `${repositoryHtml(repository, links)}/releases/tag/${tag.name}`,
      assets_url: `${url}/assets`,
      upload_url: `${url}/assets{?name,label}`,
      tarball_url: `${repositoryUrl(repository, links)}/tarball/${tag.name}`,
      zipball_url: `${repositoryUrl(repository, links)}/zipball/${tag.name}`,
      id,
      node_id: nodeId('RE', id),
      tag_name: tag.name,
      target_commitish: repository.defaultBranch,
      name: tag.name,
      body: '',
      draft: false,
      prerelease: false,
      created_at: at,
      published_at: at,
      author: presentUser(commit.author, links),
      assets: [],
    };
  };
  const one = (c: GitHubRequest, tag: Tag | undefined, documentation: string) => {
    if (!tag) throw notFound(documentation);
    return c.json(present(c, tag));
  };
  return new Hono<GitHubEnv>()
    .get('/', (c) => c.json(paginate(c, releases(c)).map((tag) => present(c, tag))))
    .get('/latest', (c) => one(c, releases(c)[0], 'rest/releases/releases#get-the-latest-release'))
    .get('/tags/:tag{.+}', (c) => {
      const tag = releases(c).find((candidate) => candidate.name === c.req.param('tag'));
      return one(c, tag, 'rest/releases/releases#get-a-release-by-tag-name');
    });
}
