import { parseArgs } from 'node:util';
import { startTeams } from './index';

const usage = `usage: teams [--port 7092] [--app http://127.0.0.1:7071/api/messages] [--app-id ID] [--password PASSWORD]`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '7092' },
    app: { type: 'string', default: 'http://127.0.0.1:7071/api/messages' },
    'app-id': { type: 'string' },
    password: { type: 'string' },
    help: { type: 'boolean' },
  },
});

if (values.help) console.log(usage);
else void run();

async function run(): Promise<void> {
  try {
    const teams = await startTeams({
      port: Number(values.port),
      appUrl: values.app,
      appId: values['app-id'],
      password: values.password,
    });
    console.log(`Teams         ${teams.url}  (connector, identity; acting API ${teams.url}/_admin)`);
    for (const [name, value] of Object.entries(teams.settings)) console.log(`${name}=${value}`);
    const stop = () => void teams.close().then(() => process.exit(0));
    process.once('SIGINT', stop).once('SIGTERM', stop);
  } catch (error) {
    console.error(`Teams could not start: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
