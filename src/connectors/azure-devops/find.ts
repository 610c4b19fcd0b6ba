import { type CiCd } from '../types';
import { type Build } from './build';
import { type AzureDevOpsClient } from './client';
import { type PipelineId } from './pipeline-id';

const perPage = 100;
/** How far Azure DevOps' clock may be behind ours, in ms. */
const skew = 5 * 60_000;

/** The run whose parameter is the correlation; of several (one started by hand with it) the first. */
export function find(client: AzureDevOpsClient, pipelineId: PipelineId): CiCd['find'] {
  return async ({ repository, workflow, correlation }, since) => {
    if (correlation === '') return null;
    const what = `list the runs of ${workflow} in ${repository}`;
    const query = {
      definitions: await pipelineId(repository, workflow),
      minTime: new Date(Date.parse(since) - skew).toISOString(),
      queryOrder: 'queueTimeDescending',
      $top: perPage,
    };
    let found: { runId: string } | null = null;
    for await (const builds of client.pages<Build>(repository, what, 'build/builds', { query })) {
      for (const { id, templateParameters } of builds) {
        if (templateParameters?.['correlation'] === correlation) found = { runId: String(id) };
      }
    }
    return found;
  };
}
