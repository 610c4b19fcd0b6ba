import { Hono } from 'hono';
import { z } from 'zod';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import type { ServerEnv } from '../../kit/server-env';
import { WebhookSender } from '../../kit/webhook-sender';
import { type Alert, DEEDS, Inbox } from './inbox';
import { inboxPage } from './inbox-page';
import { incidentRoutes } from './incident-routes';
import { demoOnCall, type OnCall } from './on-call';
import { onCallRoutes } from './on-call-routes';
import { restError } from './rest-error';
import { webhookBody, webhookSignature } from './webhook-body';

export interface PagerDutyOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Of the one integration there is; 32 characters. */
  routingKey?: string;
  /** Of the REST API. Default `sandbox-pagerduty-token`. */
  token?: string;
  /** Of the one webhook subscription; two while it is being changed. */
  webhookSecrets?: string[];
  /** The most that one page of the REST API holds. Default 100. */
  page?: number;
  /** ms since 1970; default the system's clock. */
  now?: () => number;
}

export interface PagerDutyServer extends Listening {
  routingKey: string;
  token: string;
  onCall: OnCall;
  webhookSecrets: string[];
  webhooks: WebhookSender;
  faults: Faults;
  requests: Recorder;
  /** Somebody does something on PagerDuty's own page. @throws Error when there is no such person or incident */
  act(user: string, incident: string, deed: string, to?: string): void;
  state(): { alerts: Alert[] };
}

const done = z.object({ user: z.string(), deed: z.enum(DEEDS), to: z.string().optional() });

const event = z.object({
  routing_key: z.string(),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().max(255).optional(),
  payload: z
    .object({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
    })
    .optional(),
});

/**
 * PagerDuty's Events API v2, of its REST API what concerns people and incidents, and its v3 webhooks, in memory, on 127.0.0.1; `GET /`
 * is the inbox. Alerts with one deduplication key are one.
 * https://developer.pagerduty.com/docs/events-api-v2-overview
 */
export async function startPagerDuty(options: PagerDutyOptions = {}): Promise<PagerDutyServer> {
  const { routingKey = 'e93facc04764012d7bfb002500d5d1a6', now = Date.now } = options;
  const { token = 'sandbox-pagerduty-token', page = 100 } = options;
  const { webhookSecrets = ['sandbox-pagerduty-webhook-secret'] } = options;
  const onCall = demoOnCall();
  // 2xx is taken, 4xx is given up: https://developer.pagerduty.com/docs/webhooks/webhooks-behavior/
  const webhooks = new WebhookSender((status) => status === 0 || status === 429 || status >= 500);
  const inbox = new Inbox(onCall, now, (happening) => {
    const body = webhookBody(happening, onCall, now());
    webhooks.send(body, { 'x-pagerduty-signature': webhookSignature(webhookSecrets, body) });
  });
  const { alerts } = inbox;
  const faults = new Faults();
  const requests = new Recorder(now);
  const state = () => ({ alerts, ...onCall.list() });

  function act(user: string, incident: string, deed: string, to = user): void {
    const agent = onCall.user(user);
    const alert = inbox.byId(incident);
    const { deed: known } = done.parse({ user, deed });
    if (!agent || !alert || !onCall.user(to)) throw new Error(`There is no ${agent ? `incident ${incident}` : user}.`);
    if (known === 'acknowledge') inbox.acknowledge(alert, agent);
    if (known === 'resolve') inbox.resolve(alert, agent);
    if (known === 'reassign') inbox.assign(alert, agent, [to], 'incident.reassigned');
    if (known === 'escalate') inbox.assign(alert, agent, [to], 'incident.escalated');
  }

  const app = new Hono<ServerEnv>()
    .route('/', adminRoutes(faults, requests, state))
    .get('/', (c) => c.html(inboxPage(alerts, onCall)))
    .post('/_page/:id', async (c) => {
      const { user, deed, to } = done.parse(await c.req.parseBody());
      act(user, c.req.param('id'), deed, to);
      return c.redirect('/', 303);
    })
    .use(requests.middleware())
    .use(
      faultMiddleware(faults, (status, c) => (c.req.path.startsWith('/v2/') ? vendorError(status) : restError(status))),
    )
    .route('/', onCallRoutes(onCall, token, page))
    .route('/', incidentRoutes(inbox, onCall, token))
    .post('/v2/enqueue', async (c) => {
      const given = event.safeParse(await c.req.json().catch(() => undefined));
      if (!given.success) return invalid(given.error.issues.map((one) => `'${one.path.join('.')}': ${one.message}`));
      const { routing_key, event_action, dedup_key, payload } = given.data;
      if (routing_key.length !== 32) return invalid(["Length of 'routing_key' is incorrect (should be 32 characters)"]);
      if (routing_key !== routingKey) return invalid(["'routing_key' is not of an integration"]);
      if (event_action === 'trigger' && !payload) return invalid(["'payload' is missing or blank"]);
      if (event_action !== 'trigger' && !dedup_key) return invalid(["'dedup_key' is missing or blank"]);
      const key = dedup_key ?? `alert-${alerts.length + 1}`;
      const open = inbox.open(key);
      if (event_action === 'trigger' && payload) inbox.trigger(key, payload);
      if (event_action === 'acknowledge' && open) inbox.acknowledge(open, 'integration');
      if (event_action === 'resolve' && open) inbox.resolve(open, 'integration');
      return c.json({ status: 'success', message: 'Event processed', dedup_key: key }, 202);
    })
    .notFound((c) => c.text('Not Found', 404))
    .onError((error) => {
      console.error('sandbox PagerDuty:', error);
      return vendorError(500);
    });

  const listening = await listen(app, options.port);
  const close = () => {
    webhooks.close();
    return listening.close();
  };
  return { ...listening, close, routingKey, token, onCall, webhookSecrets, webhooks, faults, requests, act, state };
}

function invalid(errors: string[]): Response {
  return Response.json({ status: 'invalid event', message: 'Event object is invalid', errors }, { status: 400 });
}

function vendorError(status: number): Response {
  if (status === 400) return invalid(["'routing_key' is not of an integration"]);
  if (status === 429)
    return Response.json(
      { status: 'throttle exceeded', message: 'Requests for this service are arriving too quickly.' },
      { status },
    );
  return Response.json({ status: 'error', message: 'Internal Server Error' }, { status });
}
