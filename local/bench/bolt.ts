import { App } from '@slack/bolt';
import { HELP_ANSWER } from './help-answer';

/** Bolt as its own guide sets it up: acknowledges /cs-help with the same answer, and posts one message for /deploy. */
const app = new App({
  signingSecret: process.env['SLACK_SIGNING_SECRET'],
  endpoints: '/',
  authorize: async () => ({ botToken: process.env['SLACK_BOT_TOKEN'], botId: 'B0COUNTER', botUserId: 'U0BOT' }),
  clientOptions: { slackApiUrl: process.env['SLACK_API_URL'] },
});

app.command('/cs-help', ({ ack }) => ack(HELP_ANSWER as never));

app.command('/deploy', async ({ ack, client, command }) => {
  await ack();
  const { ts = '' } = await client.chat.postMessage({ channel: command.channel_id, text: `Deploy ${command.text}` });
  if (command.text.includes('--dry-run')) await showPlan(client, command.channel_id, ts, command.text);
});

app.event('app_mention', async ({ client, event: { channel, text } }) => {
  const { ts = '' } = await client.chat.postMessage({ channel, text });
  await showPlan(client, channel, ts, text);
});

/** A dry run's plan stands in the place of its first message. */
async function showPlan({ chat }: App['client'], channel: string, ts: string, text: string): Promise<void> {
  await chat.update({ channel, ts, text: `Plan: ${text}` });
}

const server = (await app.start({ port: 0, host: '127.0.0.1' })) as { address(): { port: number } };
console.log(`ready http://127.0.0.1:${server.address().port}/`);
