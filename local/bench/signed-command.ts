import { createHmac, randomBytes } from 'node:crypto';

/** A slash command as Slack sends it, signed now, with a trigger ID of its own. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signedCommand(secret: string, command: string, text: string, extra: Record<string, string> = {}) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const body = new URLSearchParams({
    token: 'verification',
    team_id: 'T0DEMO',
    team_domain: 'demo',
    channel_id: 'C0DEPLOY',
    channel_name: 'deployments',
    user_id: 'U0ALICE',
    user_name: 'alice',
    command,
    text,
    api_app_id: 'A0COUNTER',
    is_enterprise_install: 'false',
    trigger_id: randomBytes(16).toString('hex'),
    ...extra,
  }).toString();
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  };
}
