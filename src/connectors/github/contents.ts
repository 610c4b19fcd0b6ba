import { type CiCd } from '../types';
import { type GitHubClient, orNull } from './client';

export function file(client: GitHubClient): CiCd['file'] {
  return async (repository, path, ref) => {
    const data = await contents(client, repository, path, ref);
    if (!data || Array.isArray(data) || data.type !== 'file') return null;
    // Beyond 1 MiB `encoding` is `none` and there is no content.
    const text = data.encoding === 'base64' ? Buffer.from(data.content, 'base64').toString('utf8') : '';
    return { blob: data.sha, text, url: data.html_url ?? data.url };
  };
}

export function folder(client: GitHubClient): CiCd['folder'] {
  return async (repository, path, ref) => {
    const data = await contents(client, repository, path, ref);
    return Array.isArray(data) ? data.filter(({ type }) => type === 'file').map(({ name }) => name) : [];
  };
}

async function contents(client: GitHubClient, repository: string, path: string, ref: string) {
  const asked = client.ask(repository, `read ${path} of ${repository} at ${ref.slice(0, 40)}`, (request, repo) =>
    request('GET /repos/{owner}/{repo}/contents/{path}', { ...repo, path, ref }),
  );
  return (await orNull(asked))?.data ?? null;
}
