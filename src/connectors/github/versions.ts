import { newestNumbersFirst } from '../newest-numbers-first';
import { type CiCd } from '../types';
import { type GitHubClient } from './client';

/**
 * Releases by their date, then tags that are none, highest number first: GitHub dates releases, but lists tags by their names, where
 * v9 comes before v10.
 */
export function versions(client: GitHubClient): CiCd['versions'] {
  return async (repository, limit, signal) => {
    const page = { per_page: Math.min(limit, 100) };
    const [releases, tags] = await Promise.all([
      client.ask(
        repository,
        `read the releases of ${repository}`,
        (request, repo) => request('GET /repos/{owner}/{repo}/releases', { ...repo, ...page }),
        { signal },
      ),
      client.ask(
        repository,
        `read the tags of ${repository}`,
        (request, repo) => request('GET /repos/{owner}/{repo}/tags', { ...repo, per_page: 100 }),
        { signal },
      ),
    ]);
    const released = releases.data.filter(({ draft }) => !draft).map(({ tag_name }) => tag_name);
    const rest = tags.data.map(({ name }) => name).filter((name) => !released.includes(name));
    return [...released, ...newestNumbersFirst(rest)].slice(0, limit);
  };
}
