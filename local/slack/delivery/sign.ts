import { createHmac } from 'node:crypto';

/** The headers by which an app knows Slack. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function sign(secret: string, body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
}
