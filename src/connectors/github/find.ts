import { type CiCd } from '../types';
import { type GitHubClient } from './client';
import { mostPages } from '../most-pages';

const perPage = 100;
/** How far GitHub's clock may be behind ours, in ms. */
const skew = 5 * 60_000;

/** The run whose name carries the correlation as a word of its own; of several (one started by hand with it) the first. */
export function find(client: GitHubClient): CiCd['find'] {
  return async ({ repository, workflow, correlation }, since) => {
    const created = `>=${new Date(Date.parse(since) - skew).toISOString().slice(0, 19)}Z`;
    let found: { runId: string } | null = null;
    for (let page = 1; correlation !== '' && page <= mostPages; page++) {
      const { data } = await client.ask(repository, `list the runs of ${workflow} in ${repository}`, (request, repo) =>
        request('GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {
          ...repo,
          workflow_id: workflow,
          event: 'workflow_dispatch',
          created,
          per_page: perPage,
          page,
        }),
      );
      for (const { id, display_title, name } of data.workflow_runs) {
        if ([display_title, name ?? ''].some((title) => carries(title, correlation))) found = { runId: String(id) };
      }
      if (data.workflow_runs.length < perPage) break;
    }
    return found;
  };
}

/** `a1` is not in `a12` nor in `x-a1`. */
function carries(title: string, correlation: string): boolean {
  const around = ` ${title} `.split(correlation);
  return around.slice(1).some((after, index) => !/[\w-]$/.test(around[index]!) && !/^[\w-]/.test(after));
}
