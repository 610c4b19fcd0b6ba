import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Listening } from './kit/listen';
import { startOperations } from './operations/start-operations';
import { readPorts } from './ports';
import { type Stack, startStack } from './stack';
import { type Playground, startPlayground } from './teams/playground/index';

const usage = `usage: npm start [-- --fresh] [-- --offline-ui]
  --fresh       begin anew: forget messages, deployments, requests and the audit log of this machine
  --offline-ui  leave the chat pages out
Settings: PORT (7071), SLACK_PORT (7090), GITHUB_PORT (7081), PROMETHEUS_PORT (7082), TABLES_PORT (7083), LOKI_PORT (7084),
  ALERTMANAGER_PORT (7085), LOG_ANALYTICS_PORT (7086), KUBERNETES_PORT (7087),
  RESOURCE_MANAGER_PORT (7088), AZURE_DEVOPS_PORT (7089), TEAMS_PORT (7092), PLAYGROUND_PORT (7091),
  PAGERDUTY_PORT (7093), STATUSPAGE_PORT (7094), GRAPH_PORT (7095), DISCORD_PORT (7096), OPERATIONS_PORT (7097),
  ENTRA_PORT (7098),
  COUNTERSIGN_HOME (.countersign)`;

type Flags = { fresh?: boolean; 'offline-ui'?: boolean; help?: boolean };

function readFlags(): Flags {
  try {
    return parseArgs({
      options: { fresh: { type: 'boolean' }, 'offline-ui': { type: 'boolean' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}

let stack: Stack | undefined;
let playground: Playground | undefined;
let operations: Listening | undefined;

/** Before anything is up, leaving is enough: whatever was started ends with this process. */
function stop(): void {
  const running = stack;
  stack = undefined;
  if (running) void Promise.all([running.stop(), playground?.stop(), operations?.close()]).then(() => process.exit(0));
  else process.exit(130);
}

async function run(flags: Flags): Promise<void> {
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  const home = join(process.env['COUNTERSIGN_HOME'] ?? '.countersign', 'start');
  if (flags.fresh) rmSync(home, { recursive: true, force: true });
  const ports = await readPorts(
    {
      host: { setting: 'PORT', otherwise: 7071 },
      slack: { setting: 'SLACK_PORT', otherwise: 7090 },
      github: { setting: 'GITHUB_PORT', otherwise: 7081 },
      prometheus: { setting: 'PROMETHEUS_PORT', otherwise: 7082 },
      tables: { setting: 'TABLES_PORT', otherwise: 7083 },
      loki: { setting: 'LOKI_PORT', otherwise: 7084 },
      alertmanager: { setting: 'ALERTMANAGER_PORT', otherwise: 7085 },
      logAnalytics: { setting: 'LOG_ANALYTICS_PORT', otherwise: 7086 },
      kubernetes: { setting: 'KUBERNETES_PORT', otherwise: 7087 },
      resourceManager: { setting: 'RESOURCE_MANAGER_PORT', otherwise: 7088 },
      azureDevOps: { setting: 'AZURE_DEVOPS_PORT', otherwise: 7089 },
      teams: { setting: 'TEAMS_PORT', otherwise: 7092 },
      pagerDuty: { setting: 'PAGERDUTY_PORT', otherwise: 7093 },
      statuspage: { setting: 'STATUSPAGE_PORT', otherwise: 7094 },
      graph: { setting: 'GRAPH_PORT', otherwise: 7095 },
      discord: { setting: 'DISCORD_PORT', otherwise: 7096 },
      entra: { setting: 'ENTRA_PORT', otherwise: 7098 },
      playground: { setting: 'PLAYGROUND_PORT', otherwise: 7091 },
      operations: { setting: 'OPERATIONS_PORT', otherwise: 7097 },
    },
    process.env,
  );
  stack = await startStack({
    home,
    keep: true,
    ports,
    page: !flags['offline-ui'],
    alertsEveryMs: 5_000,
    onLine: (line) => !line.startsWith('ready ') && process.stderr.write(`${line}\n`),
    onDeath: () => {
      console.error('The function app has ended by itself; its last lines are above.');
      process.exit(1);
    },
  });
  const {
    slack,
    teams,
    discord,
    github,
    azureDevOps,
    prometheus,
    alertmanager,
    loki,
    logAnalytics,
    kubernetes,
    resourceManager,
    pagerDuty,
    statuspage,
    graph,
    entra,
    tables,
    functionKey,
    host,
  } = stack;
  const { url } = host();
  console.log(`Tables        ${tables.url}  (Azurite)`);
  console.log(`GitHub        ${github.url}  (sandbox; faults: PUT /_faults)`);
  console.log(`Azure DevOps  ${azureDevOps.url}  (sandbox; faults: PUT /_faults)`);
  console.log(`Prometheus    ${prometheus.url}  (sandbox)`);
  console.log(`Alertmanager  ${alertmanager.url}  (sandbox)`);
  console.log(`Loki          ${loki.url}  (sandbox)`);
  console.log(`Log Analytics ${logAnalytics.url}  (sandbox)`);
  console.log(`Kubernetes    ${kubernetes.url}  (sandbox)`);
  console.log(`Azure         ${resourceManager.url}  (sandbox of Resource Manager)`);
  console.log(`Pager         ${pagerDuty.url}  (sandbox of PagerDuty; its inbox)`);
  console.log(`Status page   ${statuspage.url}  (sandbox of Statuspage, as customers see it)`);
  console.log(`Graph         ${graph.url}  (sandbox of Microsoft Graph)`);
  console.log(`Entra         ${entra.url}  (sandbox; people sign in at ${entra.url}/devicelogin)`);
  console.log(`Slack         ${slack.url}  (Web API ${slack.apiUrl}, acting API ${slack.url}/_admin)`);
  console.log(`Teams         ${teams.url}  (connector, identity; acting API ${teams.url}/_admin)`);
  console.log(`Discord       ${discord.url}  (REST API, signed interactions; acting API ${discord.url}/_admin)`);
  console.log(`Function app  ${url}/api  (function key ${functionKey})`);
  if (!flags['offline-ui']) {
    console.log(`Workspace     ${slack.url}  ← open this in a browser`);
    console.log(`Server        ${discord.url}  ← and this: the same people in Discord`);
    const folder = join(home, 'playground');
    const appUrl = () => `${host().url}/api/messages`;
    playground = await startPlayground({ port: ports.playground, appUrl, teams, folder });
    console.log(
      `Playground    ${playground.url}  ← and this: Microsoft's Teams client; /as bob typed there makes you bob`,
    );
  }
  operations = await startOperations({
    port: ports.operations,
    host: stack.host,
    functionKey,
    companyFile: stack.env['COUNTERSIGN_CONFIG'] ?? process.env['COUNTERSIGN_CONFIG'] ?? 'countersign.yaml',
    variables: { ...process.env, ...stack.env },
    servers: stack,
  });
  console.log(`Operations    ${operations.url}  (instances and what they wait for, sandbox faults)`);
  writeCliSettings(url, entra.settings);
  console.log(`Command line  npx countersign login, then npx countersign status  (docs/cli.md)`);
  console.log(`ready ${url}`);
}

/** By which `npx countersign` in this folder finds the app. */
function writeCliSettings(
  url: string,
  { ENTRA_URL: authority, ENTRA_TENANT_ID: tenant, ENTRA_CLIENT_ID: client }: Record<string, string>,
) {
  const path = join(process.env['COUNTERSIGN_HOME'] ?? '.countersign', 'cli.json');
  writeFileSync(path, JSON.stringify({ url, authority, tenant, client }, null, 2));
}

const flags = readFlags();
if (flags.help) console.log(usage);
else
  run(flags).catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
