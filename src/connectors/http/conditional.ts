import { type VendorHttp } from '../http';
import { type Answer } from './attempt';

/** Characters that are kept of one answer, and of all together; those that were not asked for the longest go first. */
const mostOfOne = 256 * 1024;
const mostOfAll = 4 * 1024 * 1024;

interface Known {
  etag: string;
  answer: Answer;
}

/**
 * Asks for what it was answered before only if it has changed (RFC 9110, 13.1.2): whoever is asked need not send it again, and
 * GitHub does not count it against its limit. Says nothing old: each time it is asked, with the credentials of that time.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export function conditional(http: VendorHttp): VendorHttp {
  const known = new Map<string, Known>();
  let held = 0;
  const forget = (key: string) => {
    held -= known.get(key)?.answer.text.length ?? 0;
    known.delete(key);
  };
  const keep = (key: string, one: Known) => {
    forget(key);
    if (one.answer.text.length > mostOfOne) return;
    known.set(key, one);
    held += one.answer.text.length;
    for (const oldest of known.keys()) {
      if (held <= mostOfAll) return;
      forget(oldest);
    }
  };
  return {
    vendor: http.vendor,
    async send(address, request) {
      if ((request.method ?? 'GET') !== 'GET' || request.tail) return http.send(address, request);
      const key = `${new Headers(request.headers).get('accept') ?? ''} ${address}`;
      const before = known.get(key);
      const headers = { ...request.headers, ...(before && { 'if-none-match': before.etag }) };
      const answer = await http.send(address, { ...request, headers });
      if (before && answer.status === 304) {
        keep(key, before);
        return before.answer;
      }
      const etag = answer.headers.get('etag');
      if (answer.status === 200 && etag) keep(key, { etag, answer });
      else forget(key);
      return answer;
    },
  };
}
