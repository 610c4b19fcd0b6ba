import { Hono } from 'hono';
import { adminRoutes } from '../../kit/admin-routes';
import { faultMiddleware } from '../../kit/fault-middleware';
import { Faults } from '../../kit/faults';
import { listen, type Listening } from '../../kit/listen';
import { Recorder } from '../../kit/recorder';
import type { ServerEnv } from '../../kit/server-env';
import { loopbackOnly } from '../../pages/server/loopback-only';
import { demoDirectory } from '../graph/directory';
import { devicePage } from './device-page';
import { oauthRoutes } from './oauth-routes';
import { SignIns } from './sign-ins';

const DEMO_TENANT = '00000000-0000-0000-0000-0000000000ff';
const DEMO_CLIENT = '00000000-0000-0000-0000-00000000c11e';

export interface EntraServer extends Listening {
  signIns: SignIns;
  faults: Faults;
  requests: Recorder;
  /** The settings by which the app knows this server and no other. */
  settings: Record<string, string>;
}

/** The parts of Entra by which people sign in on the command line, in memory, on 127.0.0.1. */
export async function startEntra({
  port,
  now = Date.now,
}: { port?: number; now?: () => number } = {}): Promise<EntraServer> {
  let url = '';
  const people = demoDirectory()
    .list()
    .users.map(({ id, displayName, mail }) => ({ id, name: displayName.toLowerCase(), email: mail }));
  const signIns = new SignIns(DEMO_TENANT, DEMO_CLIENT, people, () => `${url}/${DEMO_TENANT}/v2.0`, now);
  const faults = new Faults();
  const requests = new Recorder(now);
  const app = new Hono<ServerEnv>()
    .use(loopbackOnly)
    .route(
      '/',
      adminRoutes(faults, requests, () => ({ people })),
    )
    .post('/_admin/as/:person/sign-in', async (c) => {
      const { code } = await c.req.json<{ code: string }>();
      const person = people.find(({ name }) => name === c.req.param('person')) ?? null;
      return c.json({ done: signIns.decide(code, person) });
    })
    .use(requests.middleware())
    .use(faultMiddleware(faults, (status) => Response.json({ error: 'temporarily_unavailable' }, { status })))
    .route('/', devicePage(signIns))
    .route(
      '/',
      oauthRoutes(signIns, () => url),
    )
    .notFound((c) => c.json({ error: 'invalid_request', error_description: 'AADSTS90002: Tenant not found.' }, 404));
  const listening = await listen(app, port);
  url = listening.url;
  const settings = { ENTRA_URL: url, ENTRA_TENANT_ID: DEMO_TENANT, ENTRA_CLIENT_ID: DEMO_CLIENT };
  return { ...listening, signIns, faults, requests, settings };
}
