import { randomBytes } from 'node:crypto';
import { signedCommand } from '../../../local/bench/signed-command';
import { sign } from '../../../local/slack/delivery/sign';

/** One thing that Slack tells the app, and may tell again. */
export interface Thing {
  /** Stands in the line, so that its messages and entries are known by it. */
  tag: string;
  /** Slack sends an event again that was not taken, but no slash command: its asker sees that it failed. */
  kind: 'commands' | 'events';
}

const COMMAND = '/deploy';
/** Two calls of Slack each, like a plan that is shown in the place of its first message. */
const WORDS = 'order-service v2.4.1 staging --dry-run --reason';
const BOT = 'U0BOT';

/** Every second one is a slash command, the others mentions. */
export function stormOf(count: number): Thing[] {
  const name = randomBytes(3).toString('hex');
  return Array.from({ length: count }, (_, index) => ({
    tag: `${name}-${index}`,
    kind: index % 2 ? 'events' : 'commands',
  }));
}

/** The tag in a line, or in a message of it; undefined where there is none. */
export function tagIn(text: string): string | undefined {
  return /storm ([0-9a-f]{6}-\d+)\./.exec(text)?.[1];
}

/** One attempt, signed now. */
export function signed(secret: string, { kind, tag }: Thing, retry: number) {
  const words = `${WORDS} "storm ${tag}."`;
  if (kind === 'commands') return signedCommand(secret, COMMAND, words, { trigger_id: `trigger-${tag}` });
  const seconds = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify({
    token: 'verification',
    team_id: 'T0DEMO',
    api_app_id: 'A0COUNTER',
    event: {
      type: 'app_mention',
      user: 'U0ALICE',
      text: `<@${BOT}> ${COMMAND.slice(1)} ${words}`,
      ts: `${seconds}.000100`,
      team: 'T0DEMO',
      channel: 'C0DEPLOY',
      event_ts: `${seconds}.000100`,
    },
    type: 'event_callback',
    event_id: `Ev-${tag}`,
    event_time: seconds,
    authorizations: [
      { enterprise_id: null, team_id: 'T0DEMO', user_id: BOT, is_bot: true, is_enterprise_install: false },
    ],
  });
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...sign(secret, body, Date.now()),
    ...(retry && { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
  };
  return { body, headers };
}
