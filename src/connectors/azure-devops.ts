import { cancel } from './azure-devops/cancel';
import { type AzureDevOpsSettings, createClient } from './azure-devops/client';
import { compare } from './azure-devops/compare';
import { file, folder } from './azure-devops/contents';
import { find } from './azure-devops/find';
import { history } from './azure-devops/history';
import { pipelineId } from './azure-devops/pipeline-id';
import { resolve } from './azure-devops/resolve';
import { run } from './azure-devops/run';
import { start } from './azure-devops/start';
import { versions } from './azure-devops/versions';
import { createHttp } from './http';
import { type CiCd } from './types';

/**
 * Azure Repos and Azure Pipelines by their REST API, version 7.1.
 * @throws VendorError when the address is missing or unsafe; nothing is asked yet
 */
export function createAzureDevOps(settings: AzureDevOpsSettings, http = createHttp('Azure DevOps')): CiCd {
  const client = createClient(settings, http);
  const idOf = pipelineId(client);
  const past = history(client);
  return {
    name: 'azure-devops',
    resolve: resolve(client),
    deployed: async (repository, environment) => (await past(repository, environment, 1))[0] ?? null,
    history: past,
    versions: versions(client),
    file: file(client),
    folder: folder(client),
    compare: compare(client),
    start: start(client, idOf),
    find: find(client, idOf),
    run: run(client),
    cancel: cancel(client),
  };
}
