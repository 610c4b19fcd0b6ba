import { parseArgs } from 'node:util';
import { startDiscord } from './index';

const usage = `usage: discord [--port 7096] [--app http://127.0.0.1:7071/api/discord/interactions] [--bot-token TOKEN]
Registers nothing by itself: npm run package:discord -- --register, with the settings that it prints.`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '7096' },
    app: { type: 'string', default: 'http://127.0.0.1:7071/api/discord/interactions' },
    'bot-token': { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) console.log(usage);
else void run();

async function run(): Promise<void> {
  try {
    const discord = await startDiscord({
      port: Number(values.port),
      appUrl: values.app,
      botToken: values['bot-token'],
      page: true,
    });
    console.log(`Discord       ${discord.url}  (REST API, acting API ${discord.url}/_admin)`);
    for (const [name, value] of Object.entries(discord.settings)) console.log(`${name}=${value}`);
    const stop = () => void discord.close().then(() => process.exit(0));
    process.once('SIGINT', stop).once('SIGTERM', stop);
  } catch (error) {
    console.error(`Discord could not start: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
