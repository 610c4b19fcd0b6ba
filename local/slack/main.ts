import { parseArgs } from 'node:util';
import { startSlack } from './index';

const usage = `usage: slack [--port 7090] [--app http://127.0.0.1:7071/api/slack/] [--state FILE]
             [--signing-secret SECRET] [--bot-token TOKEN]`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '7090' },
    app: { type: 'string', default: 'http://127.0.0.1:7071/api/slack/' },
    state: { type: 'string' },
    'signing-secret': { type: 'string' },
    'bot-token': { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) console.log(usage);
else void run();

async function run(): Promise<void> {
  try {
    const slack = await startSlack({
      port: Number(values.port),
      appUrl: values.app,
      stateFile: values.state,
      signingSecret: values['signing-secret'],
      botToken: values['bot-token'],
    });
    console.log(`Slack         ${slack.url}  (Web API ${slack.apiUrl}, acting API ${slack.url}/_admin)`);
    const stop = () => void slack.close().then(() => process.exit(0));
    process.once('SIGINT', stop).once('SIGTERM', stop);
  } catch (error) {
    console.error(`Slack could not start: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
