import { type CiCd } from '../types';
import { type GitHubClient, orNull } from './client';

/** Asking twice does no harm; 409 says that the run has ended. */
export function cancel(client: GitHubClient): CiCd['cancel'] {
  return async (repository, runId) => {
    const asked = client.ask(
      repository,
      `cancel run ${runId} of ${repository}`,
      (request, repo) =>
        request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel', { ...repo, run_id: Number(runId) }),
      { repeatable: true },
    );
    return (await orNull(asked, [409])) ? 'cancelling' : 'ended';
  };
}
