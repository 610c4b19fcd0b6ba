import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { Readable } from 'node:stream';

/** The little of `fetch` that the wrapper uses. */
export type Fetch = (
  url: URL,
  init: { method: string; headers: Headers; body?: string; signal: AbortSignal; redirect: 'manual' },
) => Promise<Response>;

/** Statuses whose Response may have no body. */
const BODILESS = new Set([101, 204, 205, 304]);

/**
 * A fetch for servers whose certificates are signed by an authority of their own, and for no others. Node's fetch takes no
 * authority but by a dispatcher of the `undici` package that it has built in and does not hand out. Addresses that begin
 * with http:// (loopback) are fetched as ever.
 * @param authority one or more certificates, PEM
 * @throws Error when it is none
 */
export function fetchTrusting(authority: string): Fetch {
  new X509Certificate(authority);
  const agent = new Agent({ ca: authority, keepAlive: true });
  return async (url, init) => {
    if (url.protocol === 'http:') return fetch(url, init);
    const { method, headers, body, signal } = init;
    const outgoing = request(url, { agent, method, headers: Object.fromEntries(headers), signal });
    // What goes wrong after the answer has begun is told by the answer's body.
    outgoing.on('error', () => undefined).end(body);
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    const status = incoming.statusCode ?? 0;
    const answer = { status, headers: headersOf(incoming) };
    if (!BODILESS.has(status)) return new Response(Readable.toWeb(incoming) as ReadableStream, answer);
    incoming.resume();
    return new Response(null, answer);
  };
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  return headers;
}
