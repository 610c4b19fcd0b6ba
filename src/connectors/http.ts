import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  handleWhen,
} from 'cockatiel';
import { setTimeout as sleep } from 'node:timers/promises';
import { version } from '../../package.json';
import { type Answer, attempt } from './http/attempt';
import { checkUrl } from './http/check-url';
import { type Fetch } from './http/fetch-trusting';
import { retryAfter } from './http/retry-after';
import { telemetry } from '../telemetry/telemetry';
import { tracedAttempt } from './http/traced-attempt';
import { TransportError } from './transport-error';
import { VendorError } from './vendor-error';

export interface VendorRequest {
  /** What is tried, for messages: `read the tags of acme/api`. */
  what: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  /** Whether asking twice does no harm; by default only GET and HEAD. Nothing else is ever sent twice. */
  repeatable?: boolean;
  /** Keeps the last 64 KiB of a body of any length; else more than 5 MiB is an error. */
  tail?: boolean;
}

/** One vendor over HTTP. Any whole answer is returned, whatever its status; errors are VendorErrors. */
export interface VendorHttp {
  readonly vendor: string;
  send(address: string, request: VendorRequest): Promise<Answer>;
}

/** In milliseconds. A request that must not be repeated has the whole deadline for its one attempt. */
export interface Timing {
  attempt: number;
  deadline: number;
  /** Grows twofold and is halved at random. */
  pause: number;
  /** How long a host is left alone after five failures in a row. */
  circuitOpen: number;
}

const ordinaryTiming: Timing = { attempt: 8_000, deadline: 20_000, pause: 400, circuitOpen: 10_000 };
const attempts = 3;
const failuresInARow = 5;

/** The one way to a vendor: deadlines, retries of what may be repeated, a circuit breaker for each host. */
export function createHttp(vendor: string, timing: Timing = ordinaryTiming, fetchWith: Fetch = fetch): VendorHttp {
  const breakers = new Map<string, CircuitBreakerPolicy>();
  const breakerOf = (host: string) => {
    const breaker = breakers.get(host) ?? newBreaker(vendor, timing);
    breakers.set(host, breaker);
    return breaker;
  };

  function once(url: URL, request: VendorRequest, end: number): Promise<Answer | VendorError> {
    return tracedAttempt(vendor, url, request.method ?? 'GET', (headers) => send(url, request, end, headers));
  }

  async function send(
    url: URL,
    request: VendorRequest,
    end: number,
    traceHeaders: Record<string, string>,
  ): Promise<Answer | VendorError> {
    const { what, method = 'GET', body, tail = false } = request;
    const headers = headersOf(vendor, { ...request.headers, ...traceHeaders });
    // Not AbortSignal.timeout: Node 20 may collect one that only AbortSignal.any knows of, and it never fires for a body that stops coming.
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new DOMException('The attempt took too long.', 'TimeoutError')),
      Math.min(end - Date.now(), isRepeatable(request) ? timing.attempt : Infinity),
    );
    const signal = AbortSignal.any([late.signal, request.signal ?? []].flat());
    try {
      return await breakerOf(url.host).execute(() =>
        attempt(url, { vendor, what, method, headers, body, tail, signal, fetch: fetchWith }),
      );
    } catch (error) {
      if (error instanceof VendorError) return error;
      if (!(error instanceof BrokenCircuitError)) throw error;
      const message = `${vendor}: did not ${what}: ${url.host} failed ${failuresInARow} times in a row and is left alone for some seconds. Try again soon.`;
      return new TransportError(message, vendor, false, error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    vendor,
    async send(address, request) {
      const url = checkUrl(vendor, address);
      const end = Date.now() + timing.deadline;
      let last: Answer | VendorError | undefined;
      for (let count = 1; ; count++) {
        const next = await once(url, request, end);
        const outcome: Answer | VendorError = isLeftAlone(next) ? (last ?? next) : next;
        last = outcome;
        const backoff = timing.pause * 2 ** (count - 1) * (0.5 + Math.random() / 2);
        const wait = Math.max(backoff, outcome instanceof Error ? 0 : (retryAfter(outcome.headers, Date.now()) ?? 0));
        const again = isRepeatable(request) && count < attempts && mayPass(next) && Date.now() + wait < end;
        if (!again || request.signal?.aborted) {
          if (outcome instanceof Error) throw outcome;
          return outcome;
        }
        await sleep(wait, undefined, { signal: request.signal }).catch(() => undefined);
      }
    },
  };
}

function newBreaker(vendor: string, timing: Timing): CircuitBreakerPolicy {
  const cancelled = (error: Error) => (error.cause as Error | undefined)?.name === 'AbortError';
  const failing = handleWhen((error) => error instanceof TransportError && !cancelled(error)).orWhenResult(
    (answer) => (answer as Answer).status >= 500,
  );
  const breaker = circuitBreaker(failing, {
    halfOpenAfter: timing.circuitOpen,
    breaker: new ConsecutiveBreaker(failuresInARow),
  });
  breaker.onBreak(() => telemetry.measure('countersign.vendor.circuit_opened', 1, { vendor }));
  return breaker;
}

function isRepeatable({ method = 'GET', repeatable }: VendorRequest): boolean {
  return repeatable ?? /^(GET|HEAD)$/.test(method);
}

const isLeftAlone = (outcome: Answer | VendorError) =>
  outcome instanceof Error && outcome.cause instanceof BrokenCircuitError;

/** GitHub's secondary rate limit is a 403 with Retry-After. */
function mayPass(outcome: Answer | VendorError): boolean {
  if (outcome instanceof Error) return outcome instanceof TransportError && !isLeftAlone(outcome);
  const { status, headers } = outcome;
  return status === 429 || (status >= 500 && status !== 501) || (status === 403 && headers.has('retry-after'));
}

/** The error of a bad header quotes its value, so it is not kept as a cause. */
function headersOf(vendor: string, given: Record<string, string> = {}): Headers {
  try {
    return new Headers({ ...given, 'user-agent': `countersign/${version}` });
  } catch {
    const message = `${vendor}: a header cannot be sent; look for line breaks or other odd characters in the token.`;
    throw new VendorError(message, vendor, false);
  }
}
