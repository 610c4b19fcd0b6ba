import { type CiCd, type Deployed, type PastDeployment } from '../types';
import { type Build, deployedBy } from './build';
import { type AzureDevOpsClient } from './client';
import { placeOf } from './place-of';

const perPage = 50;
const version = '7.1-preview.1';

/** What one job of a build did to an environment. */
interface DeploymentRecord {
  stageName: string;
  jobName: string;
  stageAttempt: number;
  jobAttempt: number;
  owner: { id: number };
  /** Absent while it runs. */
  result?: 'succeeded' | 'succeededWithIssues' | 'failed' | 'canceled' | 'skipped' | 'abandoned';
  finishTime?: string;
}

/**
 * Builds that deployed to an environment of the project, by the environment's own records, newest first. The environment belongs to the
 * whole project, so builds of other repositories are left out, and so are migrations, which may name the environment too.
 */
export function history(client: AzureDevOpsClient): CiCd['history'] {
  return async (repository, environment, limit) => {
    const what = `read the deployments of ${repository} to ${environment}`;
    const id = await environmentId(client, repository, environment, what);
    if (id === undefined) return [];
    const past: PastDeployment[] = [];
    let failed: Deployed | undefined;
    const seen = new Set<number>();
    const path = `pipelines/environments/${id}/environmentdeploymentrecords`;
    const pages = client.pages<DeploymentRecord>(repository, what, path, { query: { top: perPage }, version });
    for await (const records of pages) {
      const outcomes = outcomesByBuild(records.filter(({ owner }) => !seen.has(owner.id)));
      for (const build of await buildsOf(client, repository, [...outcomes.keys()], what)) {
        seen.add(build.id);
        const { state, at } = outcomes.get(build.id)!;
        if (state === 'running') continue;
        const deployed: Deployed = { ...deployedBy(build), at, url: build._links.web.href };
        if (state === 'failed') failed ??= deployed;
        else {
          const rank =
            past.length === 0 ? ({ state: 'live', failedSince: failed } as const) : ({ state: 'replaced' } as const);
          past.push({
            ...deployed,
            by: build.requestedFor?.displayName,
            email: build.requestedFor?.uniqueName,
            ...rank,
          });
        }
        if (past.length >= limit) return past;
      }
    }
    return past;
  };
}

async function environmentId(client: AzureDevOpsClient, repository: string, name: string, what: string) {
  const environments = await client.ask<{ value: { id: number; name: string }[] }>(
    repository,
    what,
    'pipelines/environments',
    { query: { name }, version },
  );
  return environments.value.find((one) => one.name.toLowerCase() === name.toLowerCase())?.id;
}

/** The last attempt of each job decides; a build succeeded when all its jobs did. In the order of the records, newest first. */
function outcomesByBuild(records: DeploymentRecord[]) {
  const builds = new Map<number, DeploymentRecord[]>();
  for (const record of records) builds.set(record.owner.id, [...(builds.get(record.owner.id) ?? []), record]);
  return new Map(
    [...builds].map(([id, all]) => {
      const last = all.filter((record) => !all.some((other) => isLaterAttempt(other, record)));
      const went = last.every(({ result }) => result === 'succeeded' || result === 'succeededWithIssues');
      const state = last.some(({ result }) => !result) ? 'running' : went ? 'succeeded' : 'failed';
      return [
        id,
        {
          state,
          at: last
            .map(({ finishTime = '' }) => finishTime)
            .sort()
            .at(-1)!,
        },
      ] as const;
    }),
  );
}

function isLaterAttempt(a: DeploymentRecord, b: DeploymentRecord): boolean {
  const same = a.stageName === b.stageName && a.jobName === b.jobName;
  return same && (a.stageAttempt - b.stageAttempt || a.jobAttempt - b.jobAttempt) > 0;
}

/** In the order of `ids`, those of the repository that deployed a version of it. */
async function buildsOf(client: AzureDevOpsClient, repository: string, ids: number[], what: string): Promise<Build[]> {
  if (ids.length === 0) return [];
  const query = { buildIds: ids.join(',') };
  const { value } = await client.ask<{ value: Build[] }>(repository, what, 'build/builds', { query });
  const { repository: name } = placeOf(repository);
  const ours = value.filter(
    (build) => build.repository?.name?.toLowerCase() === name.toLowerCase() && !build.templateParameters?.['migration'],
  );
  return ids.flatMap((id) => ours.find((build) => build.id === id) ?? []);
}
