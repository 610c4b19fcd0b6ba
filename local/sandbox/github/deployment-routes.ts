import { Hono } from 'hono';
import { ApiError, notFound } from './api-error';
import type { GitHubEnv, GitHubParts, GitHubRequest } from './env';
import { jsonBody } from './json-body';
import { paginate } from './paginate';
import { presentDeployment, presentDeploymentStatus } from './present-deployment';
import { resolveCommit } from './refs';
import type { Deployment, DeploymentState, DeploymentStatus } from './state';

const aboutDeployments = 'rest/deployments/deployments';
const aboutStatuses = 'rest/deployments/statuses';
const states: unknown[] = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
] satisfies DeploymentState[];

/** Deployments and their statuses. */
export function deploymentRoutes({ store, links, accounts }: GitHubParts): Hono<GitHubEnv> {
  const present = (c: GitHubRequest, deployment: Deployment) =>
    presentDeployment(deployment, accounts.get(deployment.creator)!, c.get('repository'), links);
  const presentStatus = (c: GitHubRequest, deployment: Deployment, status: DeploymentStatus) =>
    presentDeploymentStatus(status, deployment, accounts.get(status.creator)!, c.get('repository'), links);
  const deploymentOf = (c: GitHubRequest, documentation: string) => {
    const id = Number(c.req.param('deployment'));
    const found = store.deployments(c.get('repository')).find((deployment) => deployment.id === id);
    if (!found) throw notFound(documentation);
    return found;
  };

  return new Hono<GitHubEnv>()
    .get('/', (c) => {
      const wanted = (['sha', 'ref', 'task', 'environment'] as const).flatMap((name) => {
        const value = c.req.query(name);
        return value === undefined || value === 'none' ? [] : [[name, value] as const];
      });
      const found = store
        .deployments(c.get('repository'))
        .filter((deployment) => wanted.every(([name, value]) => deployment[name] === value));
      return c.json(paginate(c, found).map((deployment) => present(c, deployment)));
    })
    .post('/', async (c) => {
      const about = `${aboutDeployments}#create-a-deployment`;
      const known = {
        ref: 'string!',
        task: 'string',
        auto_merge: 'boolean',
        required_contexts: 'array',
        payload: 'any',
        environment: 'string',
        description: 'string',
        transient_environment: 'boolean',
        production_environment: 'boolean',
      } as const;
      const body = await jsonBody(c, known, about);
      const ref = body.ref as string;
      const sha = resolveCommit(c.get('repository'), ref);
      if (!sha) throw new ApiError(422, `No ref found for: ${ref}`, about);
      const environment = (body.environment ?? 'production') as string;
      const deployment = store.deploy(c.get('repository'), {
        sha,
        ref,
        task: (body.task ?? 'deploy') as string,
        environment,
        description: (body.description ?? null) as string | null,
        payload: (body.payload ?? {}) as Deployment['payload'],
        creator: c.get('actor').login,
        transient: body.transient_environment === true,
        production:
          typeof body.production_environment === 'boolean' ? body.production_environment : environment === 'production',
        at: store.now(),
      });
      store.save();
      return c.json(present(c, deployment), 201);
    })
    .get('/:deployment', (c) => c.json(present(c, deploymentOf(c, `${aboutDeployments}#get-a-deployment`))))
    .get('/:deployment/statuses', (c) => {
      const deployment = deploymentOf(c, `${aboutStatuses}#list-deployment-statuses`);
      return c.json(
        paginate(c, [...deployment.statuses].reverse()).map((status) => presentStatus(c, deployment, status)),
      );
    })
    .get('/:deployment/statuses/:status', (c) => {
      const about = `${aboutStatuses}#get-a-deployment-status`;
      const deployment = deploymentOf(c, about);
      const status = deployment.statuses.find((candidate) => String(candidate.id) === c.req.param('status'));
      if (!status) throw notFound(about);
      return c.json(presentStatus(c, deployment, status));
    })
    .post('/:deployment/statuses', async (c) => {
      const about = `${aboutStatuses}#create-a-deployment-status`;
      const deployment = deploymentOf(c, about);
      const known = {
        state: 'string!',
        target_url: 'string',
        log_url: 'string',
        description: 'string',
        environment: 'string',
        environment_url: 'string',
        auto_inactive: 'boolean',
      } as const;
      const body = await jsonBody(c, known, about);
      if (!states.includes(body.state))
        throw new ApiError(
          422,
          `Invalid request.\n\n${JSON.stringify(body.state)} is not a member of ${JSON.stringify(states)}.`,
          about,
        );
      const text = (name: string) => (body[name] ?? '') as string;
      const given = {
        state: body.state as DeploymentState,
        creator: c.get('actor').login,
        description: text('description'),
        environment: text('environment') || deployment.environment,
        logUrl: text('log_url') || text('target_url'),
        environmentUrl: text('environment_url'),
        at: store.now(),
      };
      const status = store.addStatus(deployment, given, body.auto_inactive !== false);
      store.save();
      return c.json(presentStatus(c, deployment, status), 201);
    });
}
