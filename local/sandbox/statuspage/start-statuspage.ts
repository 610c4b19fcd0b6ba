import { Hono } from 'hono';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import type { ServerEnv } from '../../kit/server-env';
import { StatusPage, type PageIncident } from './page';
import { publicPage } from './public-page';

export interface StatuspageOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  token?: string;
  pageId?: string;
  /** ms since 1970; default the system's clock. */
  now?: () => number;
}

export interface StatuspageServer extends Listening {
  token: string;
  pageId: string;
  faults: Faults;
  requests: Recorder;
  state(): { incidents: PageIncident[]; components: Record<string, string> };
}

/**
 * Atlassian Statuspage's API v1 over one page, in memory, on 127.0.0.1; `GET /` is the page as customers see it.
 * https://developer.statuspage.io/
 */
export async function startStatuspage(options: StatuspageOptions = {}): Promise<StatuspageServer> {
  const { token = 'sandbox-statuspage-token', pageId = 'kctbh9vrtdwd', now = Date.now } = options;
  const page = new StatusPage(pageId, now);
  const faults = new Faults();
  const requests = new Recorder(now);
  const state = () => ({ incidents: page.incidents, components: page.components });

  const app = new Hono<ServerEnv>()
    .route('/', adminRoutes(faults, requests, state))
    .get('/', (c) => c.html(publicPage(page)))
    .use(requests.middleware())
    .use(faultMiddleware(faults, vendorError))
    .use(async (c, next) => {
      if (c.req.header('authorization') !== `OAuth ${token}`) return vendorError(401);
      await next();
    })
    .get('/v1/pages/:page/incidents', (c) => {
      if (c.req.param('page') !== pageId) return vendorError(404);
      const limit = Math.min(Number(c.req.query('limit') ?? 100), 100);
      return c.json([...page.incidents].reverse().slice(0, limit));
    })
    .post('/v1/pages/:page/incidents', async (c) => {
      if (c.req.param('page') !== pageId) return vendorError(404);
      const made = page.open(await c.req.json().catch(() => undefined));
      return 'error' in made ? c.json(made, 422) : c.json(made, 201);
    })
    .get('/v1/pages/:page/incidents/:id', (c) => {
      const found = page.incidents.find(({ id }) => id === c.req.param('id'));
      return found ? c.json(found) : vendorError(404);
    })
    .patch('/v1/pages/:page/incidents/:id', async (c) => {
      const found = page.incidents.find(({ id }) => id === c.req.param('id'));
      if (!found) return vendorError(404);
      const changed = page.change(found, await c.req.json().catch(() => undefined));
      return 'error' in changed ? c.json(changed, 422) : c.json(changed);
    })
    .notFound(() => vendorError(404))
    .onError((error) => {
      console.error('sandbox Statuspage:', error);
      return vendorError(500);
    });

  const listening = await listen(app, options.port);
  return { ...listening, token, pageId, faults, requests, state };
}

function vendorError(status: number): Response {
  const words: Record<number, string> = { 401: 'Could not authenticate', 404: 'Not found', 429: 'Too many requests' };
  return Response.json({ error: words[status] ?? 'Internal server error' }, { status });
}
