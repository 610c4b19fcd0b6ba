import { Hono } from 'hono';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { JsonFile } from '../../kit/json-file';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import { demoCompany } from '../github/demo-company';
import type { State } from '../github/state';
import { Store } from '../github/store';
import type { World } from '../github/world';
import { ApiError } from './api-error';
import { buildRoutes } from './build-routes';
import type { AzureDevOpsEnv, AzureDevOpsParts } from './env';
import { gitRoutes } from './git-routes';
import { pipelineRoutes } from './pipeline-routes';

export interface AzureDevOpsOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** The personal access token that is accepted; default `sandbox-azure-devops-token`. */
  token?: string;
  /** How long a run takes; default 4. */
  runSeconds?: number;
  /** ms since 1970; default the system's clock. Runs move by it alone. */
  now?: () => number;
  /** Keeps runs across restarts. */
  stateFile?: string;
  /** What is there at the start; default the demo company, in the project `platform` of the organization `demo-company`. */
  world?: (epoch: number) => World;
}

export interface AzureDevOpsServer extends Listening {
  faults: Faults;
  requests: Recorder;
  token: string;
}

const organization = 'demo-company';
const project = 'platform';

const signIn =
  '<!DOCTYPE html>\r\n<html lang="en-US">\r\n<head><title>Azure DevOps Services | Sign In</title></head><body></body></html>';
const expired = 'Access Denied: The Personal Access Token used has expired.';
const trouble = (status: number) =>
  status === 429
    ? new ApiError(
        429,
        'Request was blocked due to exceeding usage of resource ‘Concurrency’ in namespace ‘User’.',
        'RequestBlockedException',
      )
    : new ApiError(status, 'TF400898: An Internal Error Occurred. Activity Id: 0.', 'VssServiceException');

/** Any user name will do. */
function tokenIn(authorization: string): string | undefined {
  const [, encoded = ''] = /^basic\s+(\S+)$/i.exec(authorization) ?? [];
  return /^[^:]*:(.*)$/.exec(Buffer.from(encoded, 'base64').toString())?.[1];
}

/** Azure DevOps' REST API for a small company, in memory, on 127.0.0.1. */
export async function startAzureDevOps(options: AzureDevOpsOptions = {}): Promise<AzureDevOpsServer> {
  const now = options.now ?? Date.now;
  const token = options.token ?? 'sandbox-azure-devops-token';
  const file = options.stateFile === undefined ? undefined : new JsonFile<State>(options.stateFile);
  const state = file?.read() ?? { epoch: now(), nextId: 0, runs: [], deployments: [] };
  const world = (options.world ?? demoCompany)(state.epoch);
  const store = new Store(world, state, { now, runSeconds: options.runSeconds ?? 4 }, { runHtml: () => '' }, file);
  const people = world.repositories.flatMap(({ commits }) => commits.map(({ author }) => author));
  const accounts = [world.machineUser, ...people, ...world.deployments.map(({ by }) => by)];
  const home = `/${organization}/${project}`;
  const parts: AzureDevOpsParts = {
    store,
    world,
    accounts: new Map(accounts.map((account) => [account.login, account])),
    organization,
    project,
    links: { api: '', html: `https://dev.azure.com${home}` },
  };

  const faults = new Faults();
  const requests = new Recorder(now);
  const settled = () => {
    store.settle();
    return store.snapshot();
  };
  const app = new Hono<AzureDevOpsEnv>()
    .route('/', adminRoutes(faults, requests, settled))
    .use(requests.middleware())
    .use(faultMiddleware(faults, (status) => trouble(status).toResponse()))
    .use(async (c, next) => {
      const given = c.req.header('authorization');
      if (given === undefined) return c.html(signIn, 203);
      if (tokenIn(given) !== token) return c.text(expired, 401);
      store.settle();
      await next();
    })
    .use(`${home}/_apis/git/repositories/:repository/*`, async (c, next) => {
      const name = c.req.param('repository');
      const found = world.repositories.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (!found) {
        const message = `TF401019: The Git repository with name or identifier ${name} does not exist or you do not have permissions for the operation you are attempting.`;
        throw new ApiError(404, message, 'GitRepositoryNotFoundException');
      }
      c.set('repository', found);
      await next();
    })
    .route(`${home}/_apis/git/repositories/:repository`, gitRoutes(parts))
    .route(`${home}/_apis/build/builds`, buildRoutes(parts))
    .route(`${home}/_apis/pipelines`, pipelineRoutes(parts))
    .notFound((c) => {
      const [, , asked] = c.req.path.split('/');
      const message = `TF200016: The following project does not exist: ${asked}. Verify that the name of the project is correct and that the project exists on the specified Azure DevOps Server.`;
      return new ApiError(404, message, 'ProjectDoesNotExistWithNameException').toResponse();
    })
    .onError((error) => {
      if (error instanceof ApiError) return error.toResponse();
      console.error('sandbox Azure DevOps:', error);
      return trouble(500).toResponse();
    });
  const listening = await listen(app, options.port);
  parts.links.api = `${listening.url}${home}`;
  return { ...listening, faults, requests, token };
}
