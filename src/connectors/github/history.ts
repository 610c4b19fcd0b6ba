import { type CiCd, type PastDeployment } from '../types';
import { type GitHubClient } from './client';
import { mostPages } from './most-pages';

const perPage = 30;

/**
 * The deployments of an environment that succeeded, newest first; `inactive`, which GitHub adds when a newer one succeeds, takes
 * nothing away. Statuses are asked for as many deployments at once as are still wanted, so that one deployment costs one question.
 */
export function history(client: GitHubClient): CiCd['history'] {
  return async (repository, environment, limit) => {
    const past: PastDeployment[] = [];
    for (let page = 1; page <= mostPages; page++) {
      const { data } = await client.ask(
        repository,
        `read the deployments of ${repository} to ${environment}`,
        (request, repo) =>
          request('GET /repos/{owner}/{repo}/deployments', { ...repo, environment, per_page: perPage, page }),
      );
      let next = 0;
      while (next < data.length && past.length < limit) {
        const batch = data.slice(next, (next += limit - past.length));
        const successes = await Promise.all(batch.map(({ id }) => successOf(client, repository, Number(id))));
        batch.forEach(({ ref, sha, payload, creator }, index) => {
          const success = successes[index];
          if (!success) return;
          past.push({
            version: versionIn(payload) ?? ref.replace(/^refs\/(heads|tags)\//, ''),
            commit: sha,
            at: success.created_at,
            url: success.log_url || success.target_url || undefined,
            by: creator?.login,
            state: past.length === 0 ? 'live' : 'replaced',
          });
        });
      }
      if (past.length >= limit || data.length < perPage) break;
    }
    return past;
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
