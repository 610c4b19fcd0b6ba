import { Hono } from 'hono';
import { z } from 'zod';
import type { ServerEnv } from '../../kit/server-env';
import { type Inbox } from './inbox';
import { incidentJson, responderRequestJson } from './incident-json';
import { type OnCall } from './on-call';
import { wholeUser } from './on-call-routes';
import { restError } from './rest-error';

const MOST = 100;

const request = z.object({
  requester_id: z.string(),
  message: z.string(),
  responder_request_targets: z
    .array(z.object({ responder_request_target: z.object({ id: z.string(), type: z.string() }) }))
    .min(1),
});

/** Incidents, users and responder requests of the REST API v2. https://developer.pagerduty.com/api-reference/ */
export function incidentRoutes(inbox: Inbox, onCall: OnCall, token: string): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  for (const path of ['/incidents', '/incidents/:id/responder_requests', '/users', '/users/:id']) {
    app.use(path, async (c, next) =>
      c.req.header('authorization') === `Token token=${token}` ? next() : restError(401),
    );
  }
  return app
    .get('/incidents', (c) => {
      const query = new URL(c.req.url).searchParams;
      const [key, statuses] = [query.get('incident_key'), query.getAll('statuses[]')];
      const found = inbox.alerts.filter(
        (alert) => (key === null || alert.key === key) && (statuses.length === 0 || statuses.includes(alert.status)),
      );
      const incidents = found.slice(0, MOST).map((alert) => incidentJson(alert, onCall));
      return c.json({ incidents, limit: MOST, offset: 0, more: found.length > MOST, total: null });
    })
    .get('/users', (c) => {
      const wanted = (c.req.query('query') ?? '').toLowerCase();
      const found = onCall
        .list()
        .users.filter(({ name, email }) => `${name} ${email}`.toLowerCase().includes(wanted))
        .map(wholeUser);
      return c.json({ users: found, limit: MOST, offset: 0, more: false, total: null });
    })
    .get('/users/:id', (c) => {
      const found = onCall.user(c.req.param('id'));
      return found ? c.json({ user: wholeUser(found) }) : restError(404);
    })
    .post('/incidents/:id/responder_requests', async (c) => {
      const alert = inbox.byId(c.req.param('id'));
      if (!alert) return restError(404);
      const from = c.req.header('from')?.toLowerCase();
      const given = request.safeParse(await c.req.json().catch(() => undefined));
      const isUser = onCall.list().users.some(({ email }) => email.toLowerCase() === from);
      if (!isUser || !given.success || alert.status === 'resolved') return restError(400);
      const targets = given.data.responder_request_targets.map((one) => one.responder_request_target.id);
      if ([given.data.requester_id, ...targets].some((id) => !onCall.user(id))) return restError(400);
      const made = inbox.request(alert, given.data.requester_id, given.data.message, targets);
      return c.json({ responder_request: { ...responderRequestJson(made, onCall), incident: { id: alert.id } } });
    });
}
