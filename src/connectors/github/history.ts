import { type CiCd, type Deployed, type PastDeployment } from '../types';
import { type GitHubClient } from './client';
import { mostPages } from '../most-pages';

const perPage = 30;

/**
 * The deployments of an environment that succeeded, newest first; `inactive`, which GitHub adds when a newer one succeeds, takes
 * nothing away. Statuses are asked for as many deployments at once as are still wanted, so that one deployment costs one question.
 */
export function history(client: GitHubClient): CiCd['history'] {
  return async (repository, environment, limit) => {
    const past: PastDeployment[] = [];
    let failed: Deployed | undefined;
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
        const statuses = await Promise.all(batch.map(({ id }) => lastStatus(client, repository, Number(id))));
        batch.forEach(({ ref, sha, payload, creator }, index) => {
          const status = statuses[index];
          if (!status) return;
          const deployed: Deployed = {
            version: versionIn(payload) ?? ref.replace(/^refs\/(heads|tags)\//, ''),
            commit: sha,
            at: status.created_at,
            url: status.log_url || status.target_url || undefined,
          };
          if (status.state === 'failure' || status.state === 'error') failed ??= deployed;
          if (status.state !== 'success') return;
          const first = past.length === 0;
          past.push({
            ...deployed,
            by: creator?.login,
            ...(first ? { state: 'live', ...(failed && { failedSince: failed }) } : { state: 'replaced' }),
          });
        });
      }
      if (past.length >= limit || data.length < perPage) break;
    }
    return past;
  };
}

async function lastStatus(client: GitHubClient, repository: string, deployment_id: number) {
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
  return data
    .filter(({ state }) => state !== 'inactive')
    .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at) || Number(b.id) - Number(a.id))[0];
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
