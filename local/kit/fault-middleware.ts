import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Faults } from './faults';
import type { ServerEnv } from './server-env';

const badGateway =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n';
const page =
  '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to your network</h1></body></html>\n';

/**
 * Lets requests fail as `faults` says.
 * @param vendorError the vendor's own answer for a status, used by `error` and `too-many-requests`
 */
export function faultMiddleware(
  faults: Faults,
  vendorError: (status: number, c: Context<ServerEnv>) => Response,
): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    const fault = faults.take(c.req.method, c.req.path);
    if (!fault) return next();
    c.set('fault', fault);
    if (fault.milliseconds) await sleep(fault.milliseconds);
    switch (fault.kind) {
      case 'slow':
        return next();
      case 'error':
        return vendorError(fault.status ?? 500, c);
      case 'too-many-requests':
        return withRetryAfter(vendorError(fault.status ?? 429, c), fault);
      case 'bad-gateway':
        return new Response(badGateway, { status: 502, headers: { 'content-type': 'text/html' } });
      case 'html':
        return new Response(page, { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
      case 'reset':
        return reset(c);
      case 'reset-after':
        await next();
        replaceResponse(c, reset(c));
        return;
      case 'truncated':
        await next();
        replaceResponse(c, await truncate(c));
        return;
    }
  };
}

function withRetryAfter(response: Response, fault: Fault): Response {
  response.headers.set('retry-after', String(fault.retryAfterSeconds ?? 1));
  return response;
}

/** Assigned over another answer, hono would copy that one's headers and lose the mark that everything has been sent. */
function replaceResponse(c: Context<ServerEnv>, response: Response): void {
  c.res = undefined;
  c.res = response;
}

function reset(c: Context<ServerEnv>): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

async function truncate(c: Context<ServerEnv>): Promise<Response> {
  const body = Buffer.from(await c.res.arrayBuffer());
  const { outgoing } = c.env;
  outgoing.writeHead(c.res.status, { ...Object.fromEntries(c.res.headers), 'content-length': String(body.length) });
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
}
