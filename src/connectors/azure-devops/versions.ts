import { newestNumbersFirst } from '../newest-numbers-first';
import { type CiCd } from '../types';
import { type AzureDevOpsClient } from './client';
import { refsOf, shortName } from './refs';

/** Tags, highest number first: Azure DevOps gives them no date. */
export function versions(client: AzureDevOpsClient): CiCd['versions'] {
  return async (repository, limit, signal) => {
    const tags = await refsOf(client, repository, 'tags/', signal);
    return newestNumbersFirst(tags.map(({ name }) => shortName(name))).slice(0, limit);
  };
}
