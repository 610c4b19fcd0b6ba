import { Hono } from 'hono';
import { z } from 'zod';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import type { ServerEnv } from '../../kit/server-env';
import { firingAlerts } from './alerts';
import { errorAnswer, successAnswer } from './answers';
import { PromqlError } from './promql/syntax';
import { queryRoutes } from './query-routes';
import { Services, type Health } from './services';

export interface PrometheusOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Asks for this bearer token, as a proxy in front of Prometheus would; without it anybody may ask. */
  token?: string;
  /** ms since 1970; default the system's clock. */
  now?: () => number;
}

export interface PrometheusServer extends Listening {
  faults: Faults;
  requests: Recorder;
  /** Changes what is given, from now on; also by `PUT /_health`. */
  setHealth(service: string, environment: string, change: Partial<Health>): void;
  state(): { health: Record<string, Health> };
  /** What its rules fire, as it would tell an Alertmanager. */
  alerts(): { labels: Record<string, string>; annotations: Record<string, string>; startsAt: string }[];
}

const healthChange = z.strictObject({
  service: z.string().min(1),
  environment: z.string().min(1),
  up: z.union([z.literal(0), z.literal(1), z.null()]).optional(),
  errorRatio: z.number().min(0).max(1).optional(),
  p95: z.number().positive().optional(),
  requestsPerSecond: z.number().nonnegative().optional(),
});

/** Prometheus' HTTP API over what the demo services would measure, in memory, on 127.0.0.1. */
export async function startPrometheus(options: PrometheusOptions = {}): Promise<PrometheusServer> {
  const now = options.now ?? Date.now;
  const services = new Services(now);
  const faults = new Faults();
  const requests = new Recorder(now);
  const state = () => ({ health: services.health() });

  const app = new Hono<ServerEnv>()
    .route('/', adminRoutes(faults, requests, state))
    .put('/_health', async (c) => {
      const given = healthChange.safeParse(await c.req.json().catch(() => undefined));
      if (!given.success) return c.json({ error: 'not a change of health', issues: given.error.issues }, 400);
      const { service, environment, ...change } = given.data;
      services.setHealth(service, environment, change);
      return c.json(state());
    })
    .use(requests.middleware())
    .use(faultMiddleware(faults, vendorError))
    .use(async (c, next) => {
      if (options.token !== undefined && c.req.header('authorization') !== `Bearer ${options.token}`)
        return c.text('Unauthorized\n', 401);
      await next();
    })
    .get('/-/healthy', (c) => c.text('Prometheus Server is Healthy.\n'))
    .get('/-/ready', (c) => c.text('Prometheus Server is Ready.\n'))
    .get('/api/v1/alerts', () => successAnswer({ alerts: firingAlerts(services) }))
    .get('/api/v1/status/buildinfo', () =>
      successAnswer({ version: '3.7.3', revision: 'sandbox', branch: 'HEAD', goVersion: 'go1.25.3' }),
    )
    .route('/api/v1', queryRoutes(services, now))
    .notFound((c) => c.text('404 page not found\n', 404))
    .onError((error) => {
      if (error instanceof PromqlError)
        return errorAnswer(error.type === 'bad_data' ? 400 : 422, error.type, error.message);
      console.error('sandbox Prometheus:', error);
      return errorAnswer(500, 'internal', 'internal error');
    });

  const listening = await listen(app, options.port);
  const alerts = () =>
    firingAlerts(services).map(({ labels, annotations, activeAt }) => ({ labels, annotations, startsAt: activeAt }));
  return { ...listening, faults, requests, state, alerts, setHealth: (...change) => services.setHealth(...change) };
}

function vendorError(status: number): Response {
  if (status === 503) return errorAnswer(503, 'unavailable', 'tsdb not ready');
  if (status === 429)
    return new Response('too many requests\n', { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  return errorAnswer(status, 'internal', 'internal error');
}
