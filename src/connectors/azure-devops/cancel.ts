import { type CiCd } from '../types';
import { type Build } from './build';
import { type AzureDevOpsClient } from './client';

/** Asking twice does no harm. A build that has completed keeps its result, whatever it is asked. */
export function cancel(client: AzureDevOpsClient): CiCd['cancel'] {
  return async (repository, runId) => {
    const what = `cancel run ${runId} of ${repository}`;
    const path = `build/builds/${Number(runId)}`;
    if ((await client.ask<Build>(repository, what, path)).status === 'completed') return 'ended';
    const body = { status: 'cancelling' };
    const build = await client.ask<Build>(repository, what, path, { method: 'PATCH', body, repeatable: true });
    return build.status === 'completed' && build.result !== 'canceled' ? 'ended' : 'cancelling';
  };
}
