import { Hono } from 'hono';
import { randomUUID } from 'node:crypto';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import type { ServerEnv } from '../../kit/server-env';
import { appsRoutes } from './apps-routes';
import { autoscalingRoutes } from './autoscaling-routes';
import { Cluster } from './cluster';
import { type ClusterChange, clusterChange, steer } from './steer';
import { StatusError } from './status-error';

export interface KubernetesOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  token?: string;
  /** ms since 1970; default the system's clock. */
  now?: () => number;
  /** How long a new pod takes to be ready. */
  podSeconds?: number;
}

export interface KubernetesServer extends Listening {
  token: string;
  faults: Faults;
  requests: Recorder;
  /** What somebody else does to the cluster; also by `PUT /_cluster`. */
  change(change: ClusterChange): void;
  state(): { deployments: Record<string, { replicas: number; ready: number }> };
}

const services = ['order-service', 'payment-service', 'api-gateway'];
const namespaces = { development: 2, staging: 2, production: 5 };

/** Kubernetes' API over the demo company's deployments, in memory, on 127.0.0.1. */
export async function startKubernetes(options: KubernetesOptions = {}): Promise<KubernetesServer> {
  const { token = 'sandbox-kubernetes-token', now = Date.now, podSeconds = 1.5 } = options;
  const cluster = new Cluster(now, podSeconds);
  for (const [namespace, replicas] of Object.entries(namespaces))
    for (const service of services) cluster.addDeployment(namespace, service, replicas);
  const faults = new Faults();
  const requests = new Recorder(now);
  const state = () => {
    cluster.catchUp();
    const entries = cluster.deployments.map(({ namespace, name, replicas, pods }) => {
      const ready = pods.filter((pod) => pod.ready).length;
      return [`${namespace}/${name}`, { replicas, ready }] as const;
    });
    return { deployments: Object.fromEntries(entries) };
  };
  const change = (given: ClusterChange) => {
    cluster.catchUp();
    steer(cluster, given);
  };

  const app = new Hono<ServerEnv>()
    .route('/', adminRoutes(faults, requests, state))
    .put('/_cluster', async (c) => {
      const given = clusterChange.safeParse(await c.req.json().catch(() => undefined));
      if (!given.success) return c.json({ error: 'not a change of the cluster', issues: given.error.issues }, 400);
      change(given.data);
      return c.json(state());
    })
    .use(requests.middleware())
    .use(faultMiddleware(faults, vendorError))
    .use(async (c, next) => {
      cluster.catchUp();
      await next();
      c.header('audit-id', randomUUID());
      c.header('cache-control', 'no-cache, private');
    })
    .get('/livez', (c) => c.text('ok'))
    .get('/readyz', (c) => c.text('ok'))
    .get('/version', (c) => c.json({ major: '1', minor: '34', gitVersion: 'v1.34.0', platform: 'linux/amd64' }))
    .use(async (c, next) => {
      if (c.req.header('authorization') !== `Bearer ${token}`)
        throw new StatusError(401, 'Unauthorized', 'Unauthorized');
      await next();
    })
    .route('/apis/apps/v1', appsRoutes(cluster))
    .route('/apis/autoscaling/v2', autoscalingRoutes(cluster))
    .notFound((c) => c.text('404 page not found\n', 404))
    .onError((error) => {
      if (error instanceof StatusError) return error.toResponse();
      console.error('sandbox Kubernetes:', error);
      return vendorError(500);
    });

  const listening = await listen(app, options.port);
  return { ...listening, token, faults, requests, state, change };
}

function vendorError(status: number): Response {
  if (status === 429)
    return new StatusError(429, 'TooManyRequests', 'too many requests, please try again later').toResponse();
  if (status === 503)
    return new StatusError(
      503,
      'ServiceUnavailable',
      'the server is currently unable to handle the request',
    ).toResponse();
  if (status === 403)
    return new StatusError(
      403,
      'Forbidden',
      'deployments.apps is forbidden: User "system:serviceaccount:ops:countersign" cannot update resource "deployments/scale"',
    ).toResponse();
  return new StatusError(
    status,
    'InternalError',
    'Internal error occurred: etcdserver: request timed out',
  ).toResponse();
}
