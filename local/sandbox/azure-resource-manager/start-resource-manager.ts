import { Hono } from 'hono';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import type { ServerEnv } from '../../kit/server-env';
import { appRoutes } from './app-routes';
import { ArmError } from './arm-error';
import { ContainerApps } from './container-apps';

export interface ResourceManagerOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  token?: string;
  /** ms since 1970; default the system's clock. */
  now?: () => number;
  /** How long a new replica takes to be ready. */
  replicaSeconds?: number;
}

export interface ResourceManagerServer extends Listening {
  token: string;
  faults: Faults;
  requests: Recorder;
  /** What somebody else does to an app, or bad luck; also by `PUT /_app`. */
  change(change: AppChange): void;
  state(): { apps: Record<string, { minimum: number; maximum: number; ready: number }> };
}

const appChange = z.strictObject({
  group: z.string().min(1),
  name: z.string().min(1),
  minimum: z.int().nonnegative().optional(),
  maximum: z.int().positive().optional(),
  multiple: z.boolean().optional(),
  stuck: z.boolean().optional(),
  failure: z.string().optional(),
  operationError: z.string().optional(),
});
type AppChange = z.infer<typeof appChange>;

export const SUBSCRIPTION = '00000000-0000-0000-0000-0000000000aa';
const services = ['order-service', 'payment-service', 'api-gateway'];
const groups = { 'demo-development': 2, 'demo-staging': 2, 'demo-production': 5 };

/** Azure Resource Manager over the demo company's container apps, in memory, on 127.0.0.1. */
export async function startResourceManager(options: ResourceManagerOptions = {}): Promise<ResourceManagerServer> {
  const { token = 'sandbox-resource-manager-token', now = Date.now, replicaSeconds = 1.5 } = options;
  const world = new ContainerApps(now, replicaSeconds);
  for (const [group, count] of Object.entries(groups))
    for (const service of services) world.add(SUBSCRIPTION, group, service, count);
  const faults = new Faults();
  const requests = new Recorder(now);
  const state = () => {
    world.catchUp();
    const entries = world.apps.map(({ group, name, minimum, maximum, revisions }) => {
      const ready = revisions.at(-1)?.replicas.filter((replica) => replica.ready).length ?? 0;
      return [`${group}/${name}`, { minimum, maximum, ready }] as const;
    });
    return { apps: Object.fromEntries(entries) };
  };
  const change = ({ group, name, minimum, maximum, ...flags }: AppChange) => {
    world.catchUp();
    const found = world.apps.find((one) => one.group === group && one.name === name);
    if (!found) throw new Error(`There is no container app ${name} in ${group}.`);
    Object.assign(found, flags);
    if (minimum === undefined && maximum === undefined) return;
    world.change(found, { minimum: minimum ?? found.minimum, maximum: maximum ?? found.maximum });
  };

  const app = new Hono<ServerEnv>()
    .route('/', adminRoutes(faults, requests, state))
    .put('/_app', async (c) => {
      const given = appChange.safeParse(await c.req.json().catch(() => undefined));
      if (!given.success) return c.json({ error: 'not a change of an app', issues: given.error.issues }, 400);
      change(given.data);
      return c.json(state());
    })
    .use(requests.middleware())
    .use(faultMiddleware(faults, vendorError))
    .use(async (c, next) => {
      world.catchUp();
      await next();
      c.header('x-ms-request-id', randomUUID());
      c.header('x-ms-correlation-request-id', randomUUID());
      c.header('cache-control', 'no-cache');
    })
    .use(async (c, next) => {
      const given = c.req.header('authorization');
      if (given === undefined) {
        const message = "Authentication failed. The 'Authorization' header is missing.";
        throw new ArmError(401, 'AuthenticationFailed', message);
      }
      if (given !== `Bearer ${token}`)
        throw new ArmError(401, 'InvalidAuthenticationToken', 'The access token is invalid.');
      await next();
    })
    .route('/', appRoutes(world))
    .notFound((c) =>
      new ArmError(404, 'InvalidResourceType', `The resource type could not be found at '${c.req.path}'.`).toResponse(),
    )
    .onError((error) => {
      if (error instanceof ArmError) return error.toResponse();
      console.error('sandbox Resource Manager:', error);
      return vendorError(500);
    });

  const listening = await listen(app, options.port);
  return { ...listening, token, faults, requests, state, change };
}

function vendorError(status: number): Response {
  if (status === 429) {
    const message = 'Number of requests for subscription exceeded the limit. Please try again later.';
    return new ArmError(429, 'SubscriptionRequestsThrottled', message).toResponse();
  }
  if (status === 403) {
    const message =
      "The client does not have authorization to perform action 'Microsoft.App/containerApps/write' or the scope is invalid.";
    return new ArmError(403, 'AuthorizationFailed', message).toResponse();
  }
  return new ArmError(status, 'InternalServerError', 'Encountered internal server error.').toResponse();
}
