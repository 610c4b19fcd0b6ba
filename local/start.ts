import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startStack } from './stack';

const usage = `usage: npm start [-- --fresh] [-- --offline-ui]
  --fresh       begin anew: forget messages, deployments, requests and the audit log of this machine
  --offline-ui  leave the chat pages out
Settings: PORT (7071), SLACK_PORT (7090), GITHUB_PORT (7081), PROMETHEUS_PORT (7082), TABLES_PORT (7083), COUNTERSIGN_HOME (.countersign)`;

const { values } = parseArgs({
  options: { fresh: { type: 'boolean' }, 'offline-ui': { type: 'boolean' }, help: { type: 'boolean' } },
});

const setting = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);

async function run(): Promise<void> {
  const home = join(process.env['COUNTERSIGN_HOME'] ?? '.countersign', 'start');
  if (values.fresh) rmSync(home, { recursive: true, force: true });
  const ports = {
    host: setting('PORT', 7071),
    slack: setting('SLACK_PORT', 7090),
    github: setting('GITHUB_PORT', 7081),
    prometheus: setting('PROMETHEUS_PORT', 7082),
    tables: setting('TABLES_PORT', 7083),
  };
  const stack = await startStack({
    home,
    keep: true,
    ports,
    page: !values['offline-ui'],
    onLine: (line) => process.stderr.write(`${line}\n`),
  });
  const { slack, github, prometheus, tables, functionKey } = stack;
  const { url } = stack.host();
  console.log(`Tables        ${tables.url}  (Azurite)`);
  console.log(`GitHub        ${github.url}  (sandbox; faults: PUT /_faults)`);
  console.log(`Prometheus    ${prometheus.url}  (sandbox)`);
  console.log(`Slack         ${slack.url}  (Web API ${slack.apiUrl}, acting API ${slack.url}/_admin)`);
  console.log(`Function app  ${url}/api  (function key ${functionKey})`);
  console.log(`ready ${url}`);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void stack.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
}

if (values.help) console.log(usage);
else
  run().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
