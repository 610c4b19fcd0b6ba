import { type MiddlewareHandler } from 'hono';

const ours = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * Refuses (403) what another web page sends through the browser of whoever works here: a request with the `Origin` of
 * any other address (forged posts), and one whose `Host` is not this machine's (a name made to point here, DNS
 * rebinding). Programs send no `Origin` and pass.
 */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('host') ?? '';
  const origin = c.req.header('origin');
  if (!ours.test(host)) return c.json({ error: 'this server answers under 127.0.0.1 and localhost only' }, 403);
  if (origin !== undefined && origin !== `http://${host}`) {
    return c.json({ error: `pages of ${origin} may not act here` }, 403);
  }
  await next();
};
