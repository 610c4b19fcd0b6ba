import { createHmac, timingSafeEqual } from 'node:crypto';
import { type RawRequest } from '../platform';

/** How old, or how far ahead, a request's timestamp may be. */
const TOLERANCE_SECONDS = 5 * 60;

/**
 * Whether Slack signed these bytes, just now. Every request costs one HMAC over its body for each secret, whatever is wrong
 * with its headers. https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function isSignedBySlack(secrets: string[], { headers, body, now }: RawRequest): boolean {
  const timestamp = headers.get('x-slack-request-timestamp') ?? '';
  const signature = headers.get('x-slack-signature') ?? '';
  const readable = /^\d{1,12}$/.test(timestamp) && /^v0=[0-9a-f]{64}$/.test(signature);
  const equal = secrets.map((secret) => {
    const expected = createHmac('sha256', secret)
      .update(`v0:${readable ? timestamp : '0'}:`)
      .update(body)
      .digest();
    const given = readable ? Buffer.from(signature.slice(3), 'hex') : Buffer.alloc(expected.length);
    return timingSafeEqual(expected, given);
  });
  const fresh = Math.abs(now.getTime() / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS;
  return readable && equal.includes(true) && fresh;
}
