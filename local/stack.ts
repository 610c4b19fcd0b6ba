import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commands } from '../src/commands/index';
import { applicationCommands } from '../src/platforms/discord/application-commands';
import { appSettings } from './app-settings';
import { startAzurite } from './azurite';
import { startDiscord } from './discord/index';
import { type HostProcess, type HostProcessOptions, startHostProcess } from './host-process';
import { startSlack } from './slack/index';
import { slackCommands } from './slack-commands';
import { startTeams } from './teams/index';
import { ANY_VENDOR_PORTS, startVendors, stopVendors, type VendorPorts } from './vendors';

export interface StackOptions {
  /** Where everything is kept. */
  home: string;
  /** Whether state is kept across stacks of the same home; else servers keep theirs in memory. */
  keep: boolean;
  ports: { host: number; slack: number; teams: number; discord: number; tables: number } & VendorPorts;
  /** How long a workflow run takes, seconds. */
  runSeconds?: number;
  /** Requests an hour that GitHub takes; its own 5,000 where none are named. */
  gitHubLimit?: number;
  /** Folder of the function app; the repository's own where none is named. */
  app?: string;
  /** Serves the workspace page at Slack's address. */
  page?: boolean;
  /** How often Alertmanager looks at Prometheus' rules, ms; absent: it tells of nothing by itself. */
  alertsEveryMs?: number;
  /** Settings of the function app over those of the stack. */
  env?: Record<string, string>;
  /** Told each line of the access log of the tables. */
  onTableAccess?: (line: string) => void;
  onLine?: HostProcessOptions['onLine'];
  onDeath?: HostProcessOptions['onDeath'];
  onSpawn?: HostProcessOptions['onSpawn'];
}

export const ANY_PORTS = { host: 0, slack: 0, teams: 0, discord: 0, tables: 0, ...ANY_VENDOR_PORTS };

export type Stack = Awaited<ReturnType<typeof startStack>>;

/**
 * The whole company on one machine: vendors, Slack, tables, and the unmodified function app on the embedded host, which
 * knows them only by its settings.
 */
export async function startStack(options: StackOptions) {
  const { home, keep, ports, runSeconds, gitHubLimit, onLine, onDeath, onSpawn } = options;
  mkdirSync(home, { recursive: true });
  const file = (name: string) => (keep ? join(home, name) : undefined);
  const tables = await startAzurite({
    port: ports.tables,
    folder: file('tables'),
    onAccess: options.onTableAccess,
  });
  const vendors = await startVendors(ports, { runSeconds, gitHubLimit, file, alertsEveryMs: options.alertsEveryMs });
  const slack = await startSlack({
    port: ports.slack,
    stateFile: file('slack.json'),
    commands: slackCommands(),
    page: options.page,
  });
  const teams = await startTeams({ port: ports.teams });
  vendors.graph.team.onChannel = ({ id, displayName }) => teams.tenant.addChannel(id, displayName);
  vendors.graph.chats.onInstall = ({ id, topic, members }) => teams.tenant.addChat(id, topic ?? '', members);
  vendors.graph.chats.onJoin = ({ id }, user) => teams.tenant.addMember(id, user);
  const discord = await startDiscord({
    port: ports.discord,
    commands: applicationCommands(commands.map(({ spec }) => spec)),
    page: options.page,
  });
  const env: Record<string, string> = {
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
    AUDIT_ANCHORS: pathToFileURL(join(home, 'anchors')).href,
    AUDIT_ANCHOR_KEY: pathToFileURL(join(home, 'anchor-key.pem')).href,
    ...appSettings({ tables, slack, teams, discord, ...vendors }, FUNCTION_KEY),
    ...options.env,
  };
  const store = join(home, 'host');
  if (!keep) rmSync(store, { recursive: true, force: true });
  let host: HostProcess;
  const startHost = async (flags: string[] = [], over: Record<string, string> = {}) => {
    const port = host ? Number(new URL(host.url).port) : ports.host;
    host = await startHostProcess({
      port,
      store,
      env: { ...env, ...over },
      flags: [...flags, '--app', options.app ?? '.'],
      onLine,
      onDeath,
      onSpawn,
    });
    slack.connect(`${host.url}/api/slack/`);
    teams.connect(`${host.url}/api/messages`);
    vendors.alertmanager.webhook.connect(`${host.url}/api/alertmanager/webhook`);
    vendors.pagerDuty.webhooks.connect(`${host.url}/api/pagerduty/webhooks`);
    discord.connect(`${host.url}/api/discord/interactions`);
    return host;
  };
  host = await startHost();
  return {
    tables,
    slack,
    teams,
    discord,
    ...vendors,
    env,
    functionKey: FUNCTION_KEY,
    host: () => host,
    /** Starts the host again on the same port and store, after it was stopped or killed. */
    restartHost: startHost,
    async stop() {
      await host.stop();
      await Promise.all([slack.close(), teams.close(), discord.close(), stopVendors(vendors)]);
      await tables.close();
    },
  };
}

const FUNCTION_KEY = 'countersign-local-key';
