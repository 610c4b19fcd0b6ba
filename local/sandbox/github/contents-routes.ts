import { Hono } from 'hono';
import { ApiError, notFound } from './api-error';
import type { GitHubEnv, GitHubParts } from './env';
import type { Links } from './present-basics';
import { repositoryHtml, repositoryUrl } from './present-repository';
import { resolveCommit } from './refs';
import { treeOf, type TreeFile } from './tree';
import type { Repository } from './world';

const about = 'rest/repos/contents#get-repository-content';

/** A file with its content, or what lies in a folder. */
export function contentsRoutes({ links }: GitHubParts): Hono<GitHubEnv> {
  return new Hono<GitHubEnv>().get('/:path{.+}', (c) => {
    const repository = c.get('repository');
    const ref = c.req.query('ref') ?? repository.defaultBranch;
    const commit = resolveCommit(repository, ref);
    if (!commit) throw new ApiError(404, `No commit found for the ref ${ref}`, about);
    const path = c.req.param('path').replace(/\/+$/, '');
    const tree = treeOf(repository, commit);
    const file = tree.find((candidate) => candidate.path === path);
    if (file) {
      const content = Buffer.from(file.text).toString('base64').replace(/.{60}/g, '$&\n');
      return c.json({ ...entry('file', file, ref, repository, links), content: `${content}\n`, encoding: 'base64' });
    }
    const inside = tree.filter((candidate) => candidate.path.startsWith(`${path}/`));
    if (inside.length === 0) throw notFound(about);
    const names = new Map(
      inside.map((one) => {
        const [name = '', ...deeper] = one.path.slice(path.length + 1).split('/');
        return [name, deeper.length > 0 ? ({ ...one, path: `${path}/${name}`, text: '' } as const) : one];
      }),
    );
    return c.json(
      [...names.values()].map((one) => entry(inside.includes(one) ? 'file' : 'dir', one, ref, repository, links)),
    );
  });
}

/** OpenAPI `content-directory`, one item */
function entry(type: 'file' | 'dir', { path, text, sha }: TreeFile, ref: string, repository: Repository, links: Links) {
  const kind = type === 'file' ? 'blob' : 'tree';
  const url = `${repositoryUrl(repository, links)}/contents/${path}?ref=${ref}`;
  const gitUrl = `${repositoryUrl(repository, links)}/git/${kind}s/${sha}`;
  const html = `${repositoryHtml(repository, links)}/${kind}/${ref}/${path}`;
  return {
    name: path.split('/').at(-1)!,
    path,
    sha,
    size: Buffer.byteLength(text),
    url,
    html_url: html,
    git_url: gitUrl,
    download_url: type === 'file' ? `${repositoryHtml(repository, links)}/raw/${ref}/${path}` : null,
    type,
    _links: { self: url, git: gitUrl, html },
  };
}
