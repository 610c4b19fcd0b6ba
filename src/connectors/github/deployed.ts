import { type CiCd } from '../types';
import { type GitHubClient } from './client';
import { mostPages } from './most-pages';

const perPage = 30;

/** The newest deployment of the environment that succeeded; `inactive`, which GitHub adds when a newer one succeeds, takes nothing away. */
export function deployed(client: GitHubClient): CiCd['deployed'] {
  return async (repository, environment) => {
    for (let page = 1; page <= mostPages; page++) {
      const { data } = await client.ask(
        repository,
        `read the deployments of ${repository} to ${environment}`,
        (request, repo) =>
          request('GET /repos/{owner}/{repo}/deployments', { ...repo, environment, per_page: perPage, page }),
      );
      for (const { id, ref, sha, payload } of data) {
        const success = await successOf(client, repository, Number(id));
        if (!success) continue;
        const version = versionIn(payload) ?? ref.replace(/^refs\/(heads|tags)\//, '');
        return {
          version,
          commit: sha,
          at: success.created_at,
          url: success.log_url || success.target_url || undefined,
        };
      }
      if (data.length < perPage) break;
    }
    return null;
  };
}

async function successOf(client: GitHubClient, repository: string, deployment_id: number) {
  const { data } = await client.ask(
    repository,
    `read the statuses of deployment ${deployment_id} of ${repository}`,
    (request, repo) =>
      request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...repo,
        deployment_id,
        per_page: 100,
      }),
  );
  const [newest] = data
    .filter(({ state }) => state !== 'inactive')
    .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at) || Number(b.id) - Number(a.id));
  return newest?.state === 'success' ? newest : null;
}

/** A payload comes back as an object, or as the text that was sent. */
function versionIn(payload: unknown): string | undefined {
  if (typeof payload === 'string') {
    try {
      return versionIn(JSON.parse(payload) as object);
    } catch {
      return undefined;
    }
  }
  const { version } = (payload ?? {}) as { version?: unknown };
  return typeof version === 'string' && version !== '' ? version : undefined;
}
