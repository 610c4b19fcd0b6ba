import { Hono } from 'hono';
import { ApiError, notFound } from './api-error';
import type { GitHubEnv, GitHubParts, GitHubRequest } from './env';
import { compareCommits } from './compare';
import { paginate } from './paginate';
import {
  presentCommit,
  presentCommitWithFiles,
  presentGitCommit,
  presentRef,
  presentTag,
  presentTagObject,
} from './present-git';
import { presentRepository, repositoryHtml, repositoryUrl } from './present-repository';
import { ancestry, commitOf, resolveCommit } from './refs';

/** The repository itself, its refs, commits, tags and branches. */
export function gitRoutes({ links }: GitHubParts): Hono<GitHubEnv> {
  const branch = (c: GitHubRequest, name: string) => {
    const repository = c.get('repository');
    const sha = Object.hasOwn(repository.branches, name) ? repository.branches[name] : undefined;
    if (!sha) throw new ApiError(404, 'Branch not found', 'rest/branches/branches#get-a-branch');
    return commitOf(repository, sha)!;
  };
  return new Hono<GitHubEnv>()
    .get('/', (c) => c.json(presentRepository(c.get('repository'), links)))
    .get('/git/ref/:ref{.+}', (c) => {
      const repository = c.get('repository');
      const ref = c.req.param('ref');
      const [, kind, name = ''] = /^(heads|tags)\/(.+)$/.exec(ref) ?? [];
      const tag = kind === 'tags' ? repository.tags.find((candidate) => candidate.name === name) : undefined;
      if (tag?.annotation) return c.json(presentRef(ref, { type: 'tag', sha: tag.annotation.sha }, repository, links));
      const sha = kind === undefined ? undefined : resolveCommit(repository, ref);
      if (!sha) throw notFound('rest/git/refs#get-a-reference');
      return c.json(presentRef(ref, { type: 'commit', sha }, repository, links));
    })
    .get('/git/tags/:sha', (c) => {
      const repository = c.get('repository');
      const tag = repository.tags.find((candidate) => candidate.annotation?.sha === c.req.param('sha'));
      if (!tag?.annotation) throw notFound('rest/git/tags#get-a-tag');
      return c.json(presentTagObject({ ...tag, annotation: tag.annotation }, repository, links));
    })
    .get('/git/commits/:sha', (c) => {
      const commit = commitOf(c.get('repository'), c.req.param('sha'));
      if (!commit) throw notFound('rest/git/commits#get-a-commit-object');
      return c.json(presentGitCommit(commit, c.get('repository'), links));
    })
    .get('/commits', (c) => {
      const repository = c.get('repository');
      const from = resolveCommit(repository, c.req.query('sha') ?? repository.defaultBranch);
      if (!from) throw notFound('rest/commits/commits#list-commits');
      return c.json(paginate(c, ancestry(repository, from)).map((commit) => presentCommit(commit, repository, links)));
    })
    .get('/commits/:ref{.+}', (c) => {
      const repository = c.get('repository');
      const ref = c.req.param('ref');
      const sha = resolveCommit(repository, ref);
      if (!sha) throw new ApiError(422, `No commit found for SHA: ${ref}`, 'rest/commits/commits#get-a-commit');
      if (c.req.header('accept')?.includes('vnd.github.sha')) return c.text(sha);
      return c.json(presentCommitWithFiles(commitOf(repository, sha)!, repository, links));
    })
    .get('/compare/:basehead{.+}', (c) => {
      const [base, head] = c.req.param('basehead').split('...');
      const comparison =
        base && head
          ? compareCommits(c.get('repository'), base, head, links, (commits) => paginate(c, commits))
          : undefined;
      if (!comparison) throw notFound('rest/commits/commits#compare-two-commits');
      return c.json(comparison);
    })
    .get('/tags', (c) => {
      const repository = c.get('repository');
      return c.json(paginate(c, [...repository.tags].reverse()).map((tag) => presentTag(tag, repository, links)));
    })
    .get('/branches', (c) => {
      const repository = c.get('repository');
      const names = Object.keys(repository.branches).sort();
      const present = (name: string) => ({
        name,
        commit: {
          sha: repository.branches[name],
          url: `${repositoryUrl(repository, links)}/commits/${repository.branches[name]}`,
        },
        protected: false,
      });
      return c.json(paginate(c, names).map(present));
    })
    .get('/branches/:branch{.+}', (c) => {
      const name = c.req.param('branch');
      const commit = branch(c, name);
      const self = `${repositoryUrl(c.get('repository'), links)}/branches/${name}`;
      return c.json({
        name,
        commit: presentCommit(commit, c.get('repository'), links),
        _links: { self, html: `${repositoryHtml(c.get('repository'), links)}/tree/${name}` },
        protected: false,
        protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
        protection_url: `${self}/protection`,
      });
    });
}
