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
  await client.chat.postMessage({ channel: command.channel_id, text: `Deploy ${command.text}` });
});

const server = (await app.start({ port: 0, host: '127.0.0.1' })) as { address(): { port: number } };
console.log(`ready http://127.0.0.1:${server.address().port}/`);
