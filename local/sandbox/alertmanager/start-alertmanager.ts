import { Hono } from 'hono';
import { z } from 'zod';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import type { ServerEnv } from '../../kit/server-env';
import { type WebhookSender } from '../../kit/webhook-sender';
import { AlertStore, type PostableAlert } from './alert-store';
import { matches, parseMatcher } from './matchers';
import { Notifier } from './notifier';

export interface AlertmanagerOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** What a rule system fires at this moment; asked at each request, where Prometheus would tell it every minute. */
  firing?: () => PostableAlert[];
  /** What its webhook receiver sends. Default `sandbox-alertmanager-token`. */
  webhookToken?: string;
  /** The most alerts that one webhook holds; default all. */
  maxAlerts?: number;
  /** How often it looks whether rules fire, ms; absent: only when it is told of alerts. */
  lookEveryMs?: number;
  /** ms since 1970; default the system's clock. */
  now?: () => number;
}

export interface AlertmanagerServer extends Listening {
  webhookToken: string;
  webhook: WebhookSender;
  /** Tells the receiver what has changed, at once. */
  notify(): void;
  faults: Faults;
  requests: Recorder;
}

const labels = z.record(z.string(), z.string());
const postable = z.array(
  z.object({
    labels,
    annotations: labels.optional(),
    startsAt: z.iso.datetime({ offset: true }).optional(),
    endsAt: z.iso.datetime({ offset: true }).optional(),
    generatorURL: z.string().optional(),
  }),
);
const silence = z.object({
  matchers: z
    .array(z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean().default(true) }))
    .min(1),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  createdBy: z.string(),
  comment: z.string(),
});

/** Alertmanager's API v2 and its webhook receiver, in memory, on 127.0.0.1. */
export async function startAlertmanager(options: AlertmanagerOptions = {}): Promise<AlertmanagerServer> {
  const now = options.now ?? Date.now;
  const store = new AlertStore(now, options.firing ?? (() => []));
  const { webhookToken = 'sandbox-alertmanager-token', maxAlerts = 0, lookEveryMs } = options;
  const notifier: Notifier = new Notifier({
    store,
    now,
    externalUrl: () => listening.url,
    token: webhookToken,
    maxAlerts,
  });
  const notify = () => notifier.notify();
  const looking = lookEveryMs === undefined ? undefined : setInterval(notify, lookEveryMs).unref();
  const faults = new Faults();
  const requests = new Recorder(now);

  const app = new Hono<ServerEnv>()
    .route(
      '/',
      adminRoutes(faults, requests, () => ({ alerts: store.list() })),
    )
    .use(requests.middleware())
    .use(faultMiddleware(faults, vendorError))
    .get('/-/healthy', (c) => c.text('OK'))
    .get('/-/ready', (c) => c.text('OK'))
    .get('/api/v2/alerts', (c) => {
      const parameters = new URL(c.req.url).searchParams;
      const filters = parameters.getAll('filter').map((text) => ({ text, matcher: parseMatcher(text) }));
      const bad = filters.find(({ matcher }) => !matcher);
      if (bad) return c.json(`bad matcher format: ${bad.text}`, 400);
      const wanted = (name: string) => parameters.get(name) !== 'false';
      return c.json(
        store
          .list()
          .filter(({ labels }) =>
            matches(
              filters.flatMap(({ matcher }) => matcher ?? []),
              labels,
            ),
          )
          .filter(({ status }) => (status.silencedBy.length > 0 ? wanted('silenced') : wanted('active'))),
      );
    })
    .post('/api/v2/alerts', async (c) => {
      const given = postable.safeParse(await c.req.json().catch(() => undefined));
      if (!given.success) return c.json({ code: 602, message: given.error.message }, 400);
      store.post(given.data);
      notify();
      return c.body(null, 200);
    })
    .post('/api/v2/silences', async (c) => {
      const given = silence.safeParse(await c.req.json().catch(() => undefined));
      if (!given.success) return c.json({ code: 602, message: given.error.message }, 400);
      return c.json({ silenceID: store.silence(given.data.matchers, given.data.endsAt) });
    })
    .notFound((c) => c.text('404 page not found\n', 404))
    .onError((error) => {
      console.error('sandbox Alertmanager:', error);
      return vendorError(500);
    });

  const listening = await listen(app, options.port);
  const close = () => {
    clearInterval(looking);
    notifier.webhook.close();
    return listening.close();
  };
  return { ...listening, close, webhookToken, webhook: notifier.webhook, notify, faults, requests };
}

/** Errors are JSON texts (api/v2/openapi.yaml, BadRequest and InternalServerError). */
function vendorError(status: number): Response {
  return Response.json(status === 429 ? 'too many requests' : 'internal server error', { status });
}
