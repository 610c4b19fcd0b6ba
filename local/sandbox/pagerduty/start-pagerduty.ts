import { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import { sandboxPage } from '../../kit/sandbox-page';
import type { ServerEnv } from '../../kit/server-env';
import { demoOnCall, type OnCall } from './on-call';
import { onCallRoutes } from './on-call-routes';
import { restError } from './rest-error';

export interface PagerDutyOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Of the one integration there is; 32 characters. */
  routingKey?: string;
  /** Of the REST API. Default `sandbox-pagerduty-token`. */
  token?: string;
  /** The most that one page of the REST API holds. Default 100. */
  page?: number;
  /** ms since 1970; default the system's clock. */
  now?: () => number;
}

/** What a responder would find in the inbox. */
export interface Alert {
  key: string;
  summary: string;
  severity: string;
  source: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  triggeredAt: string;
  resolvedAt?: string;
}

export interface PagerDutyServer extends Listening {
  routingKey: string;
  token: string;
  onCall: OnCall;
  faults: Faults;
  requests: Recorder;
  state(): { alerts: Alert[] };
}

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
 * PagerDuty's Events API v2, and of its REST API who is on call, in memory, on 127.0.0.1; `GET /` is the inbox. Alerts
 * with one deduplication key are one.
 * https://developer.pagerduty.com/docs/events-api-v2-overview
 */
export async function startPagerDuty(options: PagerDutyOptions = {}): Promise<PagerDutyServer> {
  const { routingKey = 'e93facc04764012d7bfb002500d5d1a6', now = Date.now } = options;
  const { token = 'sandbox-pagerduty-token', page = 100 } = options;
  const onCall = demoOnCall();
  const alerts: Alert[] = [];
  const faults = new Faults();
  const requests = new Recorder(now);
  const state = () => ({ alerts, ...onCall.list() });

  const app = new Hono<ServerEnv>()
    .route('/', adminRoutes(faults, requests, state))
    .get('/', (c) => c.html(inbox(alerts)))
    .use(requests.middleware())
    .use(
      faultMiddleware(faults, (status, c) => (c.req.path.startsWith('/v2/') ? vendorError(status) : restError(status))),
    )
    .route('/', onCallRoutes(onCall, token, page))
    .post('/v2/enqueue', async (c) => {
      const given = event.safeParse(await c.req.json().catch(() => undefined));
      if (!given.success) return invalid(given.error.issues.map((one) => `'${one.path.join('.')}': ${one.message}`));
      const { routing_key, event_action, dedup_key, payload } = given.data;
      if (routing_key.length !== 32) return invalid(["Length of 'routing_key' is incorrect (should be 32 characters)"]);
      if (routing_key !== routingKey) return invalid(["'routing_key' is not of an integration"]);
      if (event_action === 'trigger' && !payload) return invalid(["'payload' is missing or blank"]);
      if (event_action !== 'trigger' && !dedup_key) return invalid(["'dedup_key' is missing or blank"]);
      const key = dedup_key ?? `alert-${alerts.length + 1}`;
      const open = alerts.find((alert) => alert.key === key && alert.status !== 'resolved');
      const at = new Date(now()).toISOString();
      if (event_action === 'trigger' && payload && !open)
        alerts.push({ key, ...payload, status: 'triggered', triggeredAt: at });
      if (event_action === 'acknowledge' && open) open.status = 'acknowledged';
      if (event_action === 'resolve' && open) Object.assign(open, { status: 'resolved', resolvedAt: at });
      return c.json({ status: 'success', message: 'Event processed', dedup_key: key }, 202);
    })
    .notFound((c) => c.text('Not Found', 404))
    .onError((error) => {
      console.error('sandbox PagerDuty:', error);
      return vendorError(500);
    });

  const listening = await listen(app, options.port);
  return { ...listening, routingKey, token, onCall, faults, requests, state };
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

function inbox(alerts: Alert[]) {
  return sandboxPage(
    'Pager inbox',
    STYLE,
    html`${alerts.length === 0 ? html`<p>Nobody has been paged.</p>` : ''}
    ${[...alerts].reverse().map(
      ({ summary, severity, source, status, triggeredAt, resolvedAt, key }) =>
        html`<article class="${status}">
          <p><strong>${summary}</strong></p>
          <p>${status} · ${severity} · ${source}</p>
          <small>${key} · triggered ${triggeredAt}${resolvedAt ? ` · resolved ${resolvedAt}` : ''}</small>
        </article>`,
    )}`,
  );
}

const STYLE = `
  article { border: 1px solid #d0d7de; border-left: 5px solid #b42318; border-radius: 6px; padding: 0.75rem 1rem; margin: 1rem 0; }
  article.resolved { border-left-color: #1a7f37; }
  p { margin: 0.25rem 0; }
`;
