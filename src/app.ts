import { readFileSync } from 'node:fs';
import { type Dependencies } from './activities/dependencies';
import { type AuditLog } from './audit/audit-log';
import { createAuditIndex } from './audit/audit-index';
import { caughtUp, indexBehind } from './audit/index-behind';
import { maskedLog } from './audit/masked-log';
import { recordBehind } from './audit/record-behind';
import { createTableAuditLog } from './audit/table-audit-log';
import { commands } from './commands/index';
import { readSettings, type Settings } from './config/env';
import { loadCompany } from './config/load-company';
import { version } from './config/version';
import { type GroupSource } from './connectors/group-source';
import { type LogSource } from './connectors/log-source';
import { maskAll } from './connectors/mask-secrets';
import { ownMasks } from './connectors/own-masks';
import { recentVersions } from './connectors/recent-versions';
import { type Connectors, type Scaler } from './connectors/types';
import { VendorError } from './connectors/vendor-error';
import { createElectorate, type Electorate } from './electorate/electorate';
import { createGroupMembers } from './electorate/group-members';
import { type Intake } from './intake/intake';
import { type AlertIntake } from './intake/take-alerts';
import { type PagerIntake } from './intake/take-pager-news';
import { type AuditRecord } from './model/audit-entry';
import { type Company, type GroupSourceRef } from './model/company';
import { type Durable } from './model/durable';
import { type ParseContext } from './parser/parse-context';
import { type Platform } from './platforms/platform';
import { type Console, createConsole } from './platforms/console/index';
import { createDiscord } from './platforms/discord/index';
import { createSlack } from './platforms/slack/index';
import { createTeams } from './platforms/teams/index';
import { personOf } from './policy/person-of';
import { createDelegations } from './state/delegations';
import { createConsoleBoard } from './state/console-board';
import { createConversations } from './state/conversations';
import { createDebts } from './state/debts';
import { createIncidents } from './state/incidents';
import { createLocks } from './state/locks';
import { createMarks } from './state/marks';
import { createMessages } from './state/messages';
import { createProposals } from './state/proposals';
import { createRequests } from './state/requests';
import { createTables, type Tables } from './state/tables';
import { createVotes } from './state/votes';
import { lendContext } from './telemetry/lend-context';
import { measuredLog } from './telemetry/measured-log';
import { telemetry } from './telemetry/telemetry';
import { tracedOutbox } from './telemetry/traced-outbox';

/** The composition root: configuration → dependencies. Nothing else builds a client, and each is built on first use. */
export const settings: Settings = readSettings();

const { otlpEndpoint, otlpHeaders, insights } = settings.telemetry;
if (otlpEndpoint ?? insights) {
  lendContext();
  telemetry.turnOn(async () => {
    const { openSink } = await import('./telemetry/open-sink');
    const destinations = [];
    if (otlpEndpoint) destinations.push((await import('./telemetry/otlp')).otlp(otlpEndpoint, otlpHeaders));
    if (insights) {
      const { azureMonitor } = await import('./telemetry/azure-monitor');
      destinations.push(azureMonitor(insights, settings.siteName ? await managedIdentity() : undefined));
    }
    return openSink(destinations, { version, site: settings.siteName });
  });
}

export const company = once((): Company => {
  const loaded = loadCompany(companyText(), settings.variables);
  ownMasks.set(loaded.mask ?? []);
  return loaded;
});

const stateTables = once((): Tables =>
  createTables(required(settings.storage, 'AzureWebJobsStorage'), managedIdentity),
);

export const auditTables = once((): Tables => {
  const storage = required(settings.auditStorage, 'AUDIT_STORAGE');
  return storage === settings.storage ? stateTables() : createTables(storage, managedIdentity);
});

const indexRows = once(() => createAuditIndex(auditTables()));

export const auditIndex = once(() => caughtUp(indexRows(), indexing));

/** What it leaves out is indexed by the timer. */
const indexing = once(() =>
  indexBehind(indexRows(), (error) =>
    process.emitWarning(`Entries are not indexed yet: ${String(error)}`, 'CountersignAudit'),
  ),
);

export const audit = once((): AuditLog => {
  const log = createTableAuditLog(
    auditTables(),
    () => new Date(),
    (entries, day) => indexing().written(entries, day),
    async (chain) => {
      const { isAnchored } = await import('./audit/anchors/is-anchored');
      if (await isAnchored(chain, (await anchoring())?.store)) throw new Error(chainGone(chain));
    },
    settings.auditChains,
  );
  return measuredLog(maskedLog(log, maskAll));
});

function chainGone(chain: string): string {
  return `The audit table has no chain ${chain}, but there are anchors of it: it was deleted. Nothing is recorded in its place.`;
}

/** Absent where no anchors are set up. */
export const anchoring = once(async () => {
  const { store, key } = settings.anchors;
  if (!store || !key) return undefined;
  const { openAnchorStore } = await import('./audit/anchors/open-anchor-store');
  const { openSigner } = await import('./audit/anchors/open-signer');
  const credential = once(managedIdentity);
  return { store: openAnchorStore(store, credential), signer: openSigner(key, credential) };
});

/** Told to standard error, without what was typed: the answer has been given, only its record is missing. */
export const behind = recordBehind(audit, ({ instance_id: id, user }, error) =>
  process.emitWarning(`${user} was answered but not recorded (${id}): ${String(error)}`, 'CountersignAudit'),
);

export const slack = once((): Platform =>
  createSlack({ ...settings.slack, commandNames: commands.map(({ spec }) => spec.name) }),
);

export const teams = once((): Platform =>
  createTeams(
    { ...settings.teams, development: settings.development },
    {
      graph: graph(),
      conversations: once(() => createConversations(stateTables(), 'teams')),
      personOf: (account) => personOf(company(), tenants, account)?.id,
    },
  ),
);

export const discord = once((): Platform =>
  createDiscord({ ...settings.discord, commands: commands.map(({ spec }) => spec) }),
);

export const consoleBoard = once(() => createConsoleBoard(stateTables(), () => new Date()));

export const commandLine = once((): Console =>
  createConsole({ ...settings.entra, authority: settings.entra.url, channels: channelsOfConsole }, consoleBoard),
);

/** Where requests are mirrored comes first: what is asked on the command line is seen in the chats that are up. */
function channelsOfConsole(): string[] {
  const { channels } = company();
  return [...channels].sort((one, other) => Number(other.mirrored) - Number(one.mirrored)).map(({ name }) => name);
}

const platforms: Record<string, () => Platform> = { slack, teams, discord, console: commandLine };

export const tenants = {
  slack: settings.slack.teamId,
  teams: settings.teams.tenantId,
  discord: settings.discord.guildIds[0],
  console: settings.entra.clientId && settings.entra.tenantId,
};

const state = once(() => {
  const tables = stateTables();
  return {
    requests: createRequests(tables),
    marks: createMarks(tables),
    votes: createVotes(tables),
    messages: createMessages(tables),
    locks: createLocks(tables),
    debts: createDebts(tables),
    incidents: createIncidents(tables),
    proposals: createProposals(tables),
    delegations: createDelegations(tables),
  };
});

const connectors: Connectors = {
  ciCd: keyed(async (name) => {
    if (name === 'azure-devops') {
      const { createAzureDevOps } = await import('./connectors/azure-devops');
      return createAzureDevOps(settings.azureDevOps);
    }
    if (name !== 'github') throw new Error(`There is no CI/CD connector ${name}.`);
    const { createGitHub } = await import('./connectors/github');
    return createGitHub(settings.github);
  }),
  monitoring: once(async () => {
    const { createPrometheus } = await import('./connectors/prometheus');
    if (!settings.prometheus.url) throw new VendorError('PROMETHEUS_URL is not set.', 'Prometheus', false);
    return createPrometheus({
      url: settings.prometheus.url,
      token: settings.prometheus.token,
    });
  }),
  alerts: once(async () => {
    const { createAlertmanager } = await import('./connectors/alertmanager');
    const { url } = settings.alertmanager;
    if (!url) throw new VendorError('ALERTMANAGER_URL is not set.', 'Alertmanager', false);
    return createAlertmanager({ url });
  }),
  logs: keyed(async (name) => (name === 'loki' ? loki() : logAnalytics())),
  scaler: keyed(async (name) => (name === 'kubernetes' ? kubernetes() : containerApps())),
  pager: once(async () => {
    const { createPagerDuty } = await import('./connectors/pagerduty');
    return createPagerDuty(settings.pagerDuty);
  }),
  responders: once(async () => {
    const { createPagerDutyResponders } = await import('./connectors/pagerduty-responders');
    const { apiUrl, token } = settings.pagerDuty;
    if (!token) throw new VendorError('PagerDuty: PAGERDUTY_TOKEN is not set.', 'PagerDuty', false);
    return createPagerDutyResponders({ apiUrl, token });
  }),
  statusPage: once(async () => {
    const { createStatuspage } = await import('./connectors/statuspage');
    const { apiUrl, token, pageId } = settings.statuspage;
    if (!token) throw new VendorError('STATUSPAGE_TOKEN is not set.', 'Statuspage', false);
    if (!pageId) throw new VendorError('STATUSPAGE_PAGE_ID is not set.', 'Statuspage', false);
    return createStatuspage({ apiUrl, token, pageId });
  }),
  calendar: once(async () => {
    const { createGraphCalendar } = await import('./connectors/graph-calendar');
    const user = company().incidents.calendar;
    if (!user) throw new VendorError('incidents.calendar is not set.', 'Microsoft Graph', false);
    return createGraphCalendar({ ...graph(), user });
  }),
};

async function loki(): Promise<LogSource> {
  const { createLoki } = await import('./connectors/loki');
  const { url } = settings.loki;
  if (!url) throw new VendorError('LOKI_URL is not set.', 'Loki', false);
  return createLoki({ ...settings.loki, url, link: company().links?.loki });
}

async function kubernetes(): Promise<Scaler> {
  const { createKubernetes } = await import('./connectors/kubernetes');
  const { apiUrl, ...credentials } = settings.kubernetes;
  if (!apiUrl) throw new VendorError('KUBERNETES_API_URL is not set.', 'Kubernetes', false);
  return createKubernetes({ apiUrl, ...credentials });
}

async function containerApps(): Promise<Scaler> {
  const { createContainerApps } = await import('./connectors/container-apps');
  const { url, token } = settings.resourceManager;
  return createContainerApps({ url, token: token ? async () => token : identityTokens() });
}

async function logAnalytics(): Promise<LogSource> {
  const { createLogAnalytics } = await import('./connectors/log-analytics');
  const { url, workspace, token } = settings.logAnalytics;
  if (!workspace) throw new VendorError('LOG_ANALYTICS_WORKSPACE is not set.', 'Log Analytics', false);
  return createLogAnalytics({
    url,
    workspace,
    token: token ? async () => token : identityTokens(),
    link: company().links?.logAnalytics,
  });
}

const groupSource = keyed(async (kind: GroupSourceRef['kind']): Promise<GroupSource> => {
  switch (kind) {
    case 'pagerduty': {
      const { createPagerDutySchedules } = await import('./connectors/pagerduty-schedules');
      const { apiUrl, token } = settings.pagerDuty;
      if (!token) throw new VendorError('PagerDuty: PAGERDUTY_TOKEN is not set.', 'PagerDuty', false);
      return createPagerDutySchedules({ apiUrl, token });
    }
    case 'entra': {
      const { createEntraGroups } = await import('./connectors/entra-groups');
      return createEntraGroups(graph());
    }
    case 'slack': {
      const { createSlackUserGroups } = await import('./connectors/slack-user-groups');
      const { apiUrl, botToken } = settings.slack;
      if (!botToken) throw new VendorError('Slack: SLACK_BOT_TOKEN is not set.', 'Slack', false);
      return createSlackUserGroups({ apiUrl, botToken });
    }
    case 'discord': {
      const { createDiscordRoles } = await import('./connectors/discord-roles');
      const { apiUrl, botToken, guildIds } = settings.discord;
      if (!botToken) throw new VendorError('Discord: DISCORD_BOT_TOKEN is not set.', 'Discord', false);
      return createDiscordRoles({ apiUrl, botToken, guildIds });
    }
  }
});

const electorate = once((): Electorate => {
  const now = () => new Date();
  return createElectorate(company(), createGroupMembers(company(), groupSource), state().delegations, now);
});

export const dependencies = once((): Dependencies => ({
  ...state(),
  company: company(),
  tenants,
  commands,
  connectors,
  electorate: electorate(),
  audit: audit(),
  auditIndex: auditIndex(),
  outbox: async (name) => {
    const platform = platforms[name];
    if (!platform) throw new Error(`There is no chat platform ${name}.`);
    return tracedOutbox(name, await platform().outbox());
  },
  now: () => new Date(),
}));

/**
 * Loads what the first command would wait for, and asks storage once, which fetches the identity's token and connects. What cannot be
 * had now is had, or refused, when it is needed.
 */
export function warmUp(): Promise<void> {
  const platformsUsed = [
    settings.slack.botToken && slack,
    settings.teams.appId && teams,
    settings.discord.botToken && discord,
  ];
  const connectorsUsed = new Set(company().services.map(({ deploy }) => deploy.connector));
  return telemetry.span('warm up', { kind: 'internal' }, async () => {
    await Promise.allSettled([
      ...platformsUsed.map((platform) => platform && platform().outbox()),
      ...[...connectorsUsed].map((name) => connectors.ciCd(name)),
      dependencies().requests.get('warmup'),
      audit().entries(),
    ]);
  });
}

const versions = recentVersions((name) => connectors.ciCd(name));

const language = once((): ParseContext => ({
  commands: commands.map(({ spec }) => spec),
  services: company().services.map(({ id }) => id),
  environments: company().environments.map(({ id }) => id),
}));

/** What one incoming request is handled with. */
export function intakeWith(durable: Durable, receivedAt: Date): Intake {
  const { requests, votes, messages, incidents } = state();
  const { add: record } = behind;
  return {
    company: company(),
    tenants,
    commands,
    language: language(),
    requests,
    votes,
    messages,
    incidents,
    electorate: electorate(),
    durable,
    record,
    recentVersions: versions,
    receivedAt,
  };
}

function graph() {
  const { url, token } = settings.graph;
  return { url, token: token ? async () => token : identityTokens() };
}

/** What news of the pager are taken with. */
export function pagerIntakeWith(durable: Durable, receivedAt: Date): PagerIntake {
  const { incidents } = state();
  const record = async (entry: AuditRecord) => void (await audit().append(entry));
  return { company: company(), incidents, durable, record, emailOf: pagerEmail, receivedAt };
}

/** What alerts are taken with. */
export function alertIntakeWith(durable: Durable, receivedAt: Date): AlertIntake {
  const { incidents, proposals } = state();
  return { company: company(), incidents, proposals, durable, receivedAt };
}

/** A name is told where an address cannot be had in time: PagerDuty waits for its answer. */
async function pagerEmail(user: string): Promise<string | undefined> {
  if (!settings.pagerDuty.token) return undefined;
  try {
    return (await (await connectors.responders()).user(user, AbortSignal.timeout(PAGER_USER_MS)))?.email;
  } catch (error) {
    if (error instanceof VendorError) return undefined;
    throw error;
  }
}

const PAGER_USER_MS = 2_000;

/** Tokens of the managed identity by scope, e.g. `https://management.azure.com/.default`. */
function identityTokens(): (scope: string) => Promise<string> {
  const credential = once(managedIdentity);
  return async (scope) => (await (await credential()).getToken(scope)).token;
}

async function managedIdentity() {
  const { ManagedIdentityCredential } = await import('@azure/identity');
  const { identityClientId: clientId } = settings;
  return clientId ? new ManagedIdentityCredential({ clientId }) : new ManagedIdentityCredential();
}

function companyText(): string {
  try {
    return readFileSync(settings.configPath, 'utf8');
  } catch (cause) {
    throw new Error(`The company file ${settings.configPath} cannot be read; COUNTERSIGN_CONFIG says where it is.`, {
      cause,
    });
  }
}

function required(value: string | undefined, setting: string): string {
  if (!value) throw new Error(`${setting} is not set.`);
  return value;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function keyed<Key extends string, T>(make: (key: Key) => Promise<T>): (key: Key) => Promise<T> {
  const made = new Map<Key, Promise<T>>();
  return (key) => made.get(key) ?? made.set(key, make(key)).get(key)!;
}
