import { Hono } from 'hono';
import { ApiError } from './api-error';
import { type Build, buildsOf, pipelineName, presentBuild } from './builds';
import type { AzureDevOpsEnv, AzureDevOpsParts } from './env';
import { guid, isoTime, listOf, presentIdentity } from './present-basics';

const environments = ['development', 'staging', 'production'];

/** `_apis/pipelines/environments`, which are the project's, and what was deployed to them from all its repositories. */
export function environmentRoutes(parts: AzureDevOpsParts): Hono<AzureDevOpsEnv> {
  const { project, world } = parts;
  const owner = presentIdentity(world.machineUser);
  const present = (name: string) => ({
    id: environments.indexOf(name) + 1,
    name,
    description: '',
    createdBy: owner,
    createdOn: isoTime(0),
    lastModifiedBy: owner,
    lastModifiedOn: isoTime(0),
    project: { id: guid('project', project), name: project },
  });
  return new Hono<AzureDevOpsEnv>()
    .use(async (c, next) => {
      const version = c.req.query('api-version') ?? '';
      if (!version.includes('-preview')) {
        const message = `The requested version "${version}" of the resource is under preview. The -preview flag must be supplied in the api-version for such requests. For example: "7.1-preview"`;
        throw new ApiError(400, message, 'VssInvalidPreviewVersionException');
      }
      await next();
    })
    .get('/', (c) => {
      const { name } = c.req.query();
      return c.json(
        listOf(environments.filter((one) => name === undefined || one === name.toLowerCase()).map(present)),
      );
    })
    .get('/:environment/environmentdeploymentrecords', (c) => {
      const name = environments[Number(c.req.param('environment')) - 1];
      if (!name) throw new ApiError(404, 'The environment does not exist.', 'EnvironmentNotFoundException');
      const skip = Number(c.req.query('continuationToken') ?? 0);
      const size = Number(c.req.query('top') ?? 25);
      const records = buildsOf(parts).flatMap((build) => recordsOf(build, name, parts));
      if (records.length > skip + size) c.header('x-ms-continuationtoken', String(skip + size));
      return c.json(listOf(records.slice(skip, skip + size)));
    });
}

/** EnvironmentDeploymentExecutionRecord, one for each deployment of a build to the environment */
function recordsOf(build: Build, environment: string, parts: AzureDevOpsParts) {
  const { id, repository, workflow, run, seeded } = build;
  const deployments = parts.store.deployments(repository).filter((one) => one.id === (seeded?.id ?? run?.deployment));
  const { _links, buildNumber } = presentBuild(build, parts);
  return deployments
    .filter((deployment) => deployment.environment === environment)
    .map((deployment) => {
      const end = deployment.statuses.find(({ state }) => state === 'success' || state === 'failure');
      const failure = run?.cancelledAt === undefined ? 'failed' : 'canceled';
      return {
        id: deployment.id,
        requestIdentifier: guid('request', id),
        environmentId: environments.indexOf(environment) + 1,
        serviceOwner: guid('service owner'),
        scopeId: guid('project', parts.project),
        planType: 'Build',
        planId: guid('plan', id),
        stageName: '__default',
        jobName: 'deploy',
        stageAttempt: 1,
        jobAttempt: 1,
        definition: { id: workflow.id, name: pipelineName(repository, workflow) },
        owner: { _links, id, name: buildNumber },
        queueTime: isoTime(deployment.at),
        startTime: isoTime(deployment.at),
        ...(end ? { result: end.state === 'success' ? 'succeeded' : failure, finishTime: isoTime(end.at) } : {}),
      };
    });
}
