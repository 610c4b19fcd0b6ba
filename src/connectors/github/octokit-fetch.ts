import { type VendorHttp, type VendorRequest } from '../http';
import { jsonOf } from '../json-of';

/** `fetch` for Octokit by way of the wrapper: an answer that should be JSON and is not becomes an error, which Octokit would let pass. */
export function octokitFetch(http: VendorHttp, request: VendorRequest) {
  return async (
    url: string,
    init: { method: string; body?: string; headers: Record<string, string> },
  ): Promise<Response> => {
    const answer = await http.send(url, { ...request, ...init, signal: request.signal });
    const { status, headers, text } = answer;
    const empty = status === 204 || status === 205 || status === 304;
    if (status < 300 && !empty && !request.tail) jsonOf(http.vendor, request.what, answer);
    const seen = new Headers(headers);
    if (request.tail) seen.set('content-type', 'text/plain; charset=utf-8');
    return new Response(empty ? null : text, { status, headers: seen });
  };
}
