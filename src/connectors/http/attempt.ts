import { TransportError } from '../transport-error';
import { VendorError } from '../vendor-error';
import { checkUrl } from './check-url';
import { type Fetch } from './fetch-trusting';
import { errorCode, neverSent } from './never-sent';
import { BodyTooLarge, readBody } from './read-body';

/** A complete answer, whatever its status. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface Attempt {
  vendor: string;
  what: string;
  method: string;
  headers: Headers;
  body?: string;
  tail: boolean;
  signal: AbortSignal;
  fetch: Fetch;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const mostRedirects = 3;

/**
 * Asks once. Redirects of GET and HEAD are followed, without authorization once the host changes; of others they are the answer.
 * @throws TransportError when no whole answer came; VendorError when it was too large or led to an unsafe address
 */
export async function attempt(url: URL, request: Attempt): Promise<Answer> {
  const { vendor, what, method, tail, signal, fetch } = request;
  let target = url;
  const headers = new Headers(request.headers);
  try {
    for (let hops = 0; ; hops++) {
      const response = await fetch(target, { method, headers, body: request.body, signal, redirect: 'manual' });
      const location = response.headers.get('location');
      if (!redirects.has(response.status) || !location || !/^(GET|HEAD)$/.test(method)) {
        return { status: response.status, headers: response.headers, text: await readBody(response, tail) };
      }
      await response.body?.cancel();
      if (hops === mostRedirects)
        throw new VendorError(`${vendor}: could not ${what}: it redirects without end.`, vendor, false);
      const next = URL.canParse(location, target.href) ? new URL(location, target).href : location;
      const from = target;
      target = checkUrl(vendor, next);
      if (target.origin !== from.origin) headers.delete('authorization');
    }
  } catch (error) {
    throw error instanceof VendorError ? error : asVendorError(error, request, target);
  }
}

function asVendorError(error: unknown, { vendor, what, signal }: Attempt, { host }: URL): VendorError {
  if (error instanceof BodyTooLarge) {
    return new VendorError(`${vendor}: could not ${what}: the answer was ${error.message}.`, vendor, false, {
      cause: error,
    });
  }
  if (signal.aborted) {
    const timedOut = (signal.reason as Error).name === 'TimeoutError';
    const reason = timedOut ? `no answer from ${host} in time` : 'it was cancelled';
    return new TransportError(`${vendor}: could not ${what}: ${reason}. Try again.`, vendor, true, error);
  }
  const sent = !neverSent(error);
  const how = sent ? 'the connection broke off' : 'there is no connection';
  const code = errorCode(error);
  const message = `${vendor}: could not ${what}: ${how} (${host}${code ? `, ${code}` : ''}). Try again; if it stays so, check the address.`;
  return new TransportError(message, vendor, sent, error);
}
