import { type DiscordEnvironment, readDiscordSettings } from './discord-settings';
import { type EntraEnvironment, readEntraSettings } from './entra-settings';
import { SettingsError } from './settings-error';
import { readTeamsSettings, type TeamsEnvironment } from './teams-settings';

/** What the environment says, read once. An empty setting counts as not set. */
export interface Settings {
  /** Path of the company file. */
  configPath: string;
  /** Functions' own storage, and the rows of the product. */
  storage?: string;
  /** Connection string, or `https://….table.core.windows.net`. */
  auditStorage?: string;
  /** Chains that the audit log is split into, at least. */
  auditChains: number;
  /** Where anchors are kept, and the key that signs them. */
  anchors: { store?: string; key?: string };
  slack: { signingSecrets: string[]; botToken?: string; teamId?: string; apiUrl: string };
  teams: TeamsEnvironment;
  discord: DiscordEnvironment;
  /** Who signs in on the command line. */
  entra: EntraEnvironment;
  github: { apiUrl: string; token?: string; appId?: string; appPrivateKey?: string };
  azureDevOps: { url: string; token?: string };
  prometheus: { url?: string; token?: string };
  /** `webhookTokens`: what its webhook receiver sends; two while it is being changed. */
  alertmanager: { url?: string; webhookTokens: string[] };
  loki: { url?: string; token?: string; tenant?: string };
  /** Without a token the managed identity is used. */
  logAnalytics: { url: string; workspace?: string; token?: string };
  /** `authority`: certificates that the API server's is signed by, PEM. */
  kubernetes: { apiUrl?: string; token?: string; authority?: string };
  /** Without a token the app's managed identity is used. */
  resourceManager: { url: string; token?: string };
  /** `webhookSecrets`: one for each webhook subscription. */
  pagerDuty: { eventsUrl: string; routingKey?: string; apiUrl: string; token?: string; webhookSecrets: string[] };
  statuspage: { apiUrl: string; token?: string; pageId?: string };
  /** The user-assigned managed identity that the app acts as; the system-assigned one where there is none. */
  identityClientId?: string;
  /** Microsoft Graph. Without a token the app's managed identity is used. */
  graph: { url: string; token?: string };
  /** Where traces and metrics are sent: an OpenTelemetry collector, Application Insights, both, or nowhere. */
  telemetry: { otlpEndpoint?: string; otlpHeaders: Record<string, string>; insights?: string };
  /** Set by Azure to the app's name; absent on one machine. */
  siteName?: string;
  /** Where the app is reached, e.g. `name.azurewebsites.net`; set by Azure, and by Core Tools. */
  hostName?: string;
  /** Whether AZURE_FUNCTIONS_ENVIRONMENT says Development and the app does not run in Azure. */
  development: boolean;
  /** For `${NAME}` in the company file. */
  variables: Record<string, string | undefined>;
}

/** Throws one SettingsError that names every setting with an unusable value; a missing one is not an error here. */
export function readSettings(env: Record<string, string | undefined> = process.env): Settings {
  const set = (name: string): string | undefined => resolved(env[name]?.trim());
  const problems: string[] = [];
  const url = (name: string): string | undefined => {
    const value = set(name);
    if (value !== undefined && !isHttpUrl(value)) problems.push(`${name} is not an address with http:// or https://.`);
    return value?.replace(/\/+$/, '');
  };
  const trusted = (name: string): string | undefined => {
    const value = url(name);
    if (value !== undefined && inTheClear(value))
      problems.push(`${name} has to be https://: secrets are sent there. http:// is for this machine only.`);
    return value;
  };
  const withToken = (name: string, token: string) => ({
    url: set(token) === undefined ? url(name) : trusted(name),
    token: set(token),
  });
  const several = (name: string): string[] => (set(name) ?? '').split(',').flatMap((value) => value.trim() || []);
  const oneOrTwo = (name: string): string[] => {
    const values = several(name);
    if (values.length > 2)
      problems.push(`${name} takes one secret, or two with a comma between, not ${values.length}.`);
    return values;
  };
  const chains = set('AUDIT_CHAINS') ?? '1';
  if (!/^([1-9]|[1-5]\d|6[0-4])$/.test(chains)) problems.push('AUDIT_CHAINS is not a whole number from 1 to 64.');
  const pairs = (name: string): Record<string, string> => {
    const found: Record<string, string> = {};
    for (const pair of (set(name) ?? '').split(',').filter((text) => text.trim())) {
      const [, key, value] = /^\s*([^=\s]+)\s*=\s*(\S.*?)\s*$/.exec(pair) ?? [];
      if (key && value) found[key] = decoded(value);
      else problems.push(`${name} is not of the form name=value,name=value.`);
    }
    return found;
  };
  const siteName = set('WEBSITE_SITE_NAME');
  const functionsStorage = set('AzureWebJobsStorage') ?? url('AzureWebJobsStorage__tableServiceUri');
  const settings: Settings = {
    configPath: set('COUNTERSIGN_CONFIG') ?? 'countersign.yaml',
    storage: rowStorage(functionsStorage, set('AUDIT_STORAGE')),
    auditStorage: set('AUDIT_STORAGE') ?? functionsStorage,
    auditChains: Number(chains),
    anchors: { store: set('AUDIT_ANCHORS'), key: set('AUDIT_ANCHOR_KEY') },
    slack: {
      signingSecrets: oneOrTwo('SLACK_SIGNING_SECRET'),
      botToken: set('SLACK_BOT_TOKEN'),
      teamId: set('SLACK_TEAM_ID'),
      apiUrl: `${trusted('SLACK_API_URL') ?? 'https://slack.com/api'}/`,
    },
    teams: readTeamsSettings(set, trusted, problems),
    discord: readDiscordSettings(set, trusted, problems),
    entra: readEntraSettings(set, trusted, problems),
    github: {
      apiUrl: trusted('GITHUB_API_URL') ?? 'https://api.github.com',
      token: set('GITHUB_TOKEN'),
      appId: set('GITHUB_APP_ID'),
      appPrivateKey: set('GITHUB_APP_PRIVATE_KEY')?.replaceAll('\\n', '\n'),
    },
    azureDevOps: {
      url: trusted('AZURE_DEVOPS_URL') ?? 'https://dev.azure.com',
      token: set('AZURE_DEVOPS_TOKEN'),
    },
    prometheus: withToken('PROMETHEUS_URL', 'PROMETHEUS_TOKEN'),
    alertmanager: { url: url('ALERTMANAGER_URL'), webhookTokens: oneOrTwo('ALERTMANAGER_WEBHOOK_TOKEN') },
    loki: { ...withToken('LOKI_URL', 'LOKI_TOKEN'), tenant: set('LOKI_TENANT') },
    logAnalytics: {
      url: trusted('LOG_ANALYTICS_URL') ?? 'https://api.loganalytics.io',
      workspace: set('LOG_ANALYTICS_WORKSPACE'),
      token: set('LOG_ANALYTICS_TOKEN'),
    },
    kubernetes: {
      apiUrl: trusted('KUBERNETES_API_URL'),
      token: set('KUBERNETES_TOKEN'),
      authority: set('KUBERNETES_CA')?.replaceAll('\\n', '\n'),
    },
    resourceManager: {
      url: trusted('AZURE_RESOURCE_MANAGER_URL') ?? 'https://management.azure.com',
      token: set('AZURE_RESOURCE_MANAGER_TOKEN'),
    },
    pagerDuty: {
      eventsUrl: trusted('PAGERDUTY_EVENTS_URL') ?? 'https://events.pagerduty.com',
      routingKey: set('PAGERDUTY_ROUTING_KEY'),
      apiUrl: trusted('PAGERDUTY_API_URL') ?? 'https://api.pagerduty.com',
      token: set('PAGERDUTY_TOKEN'),
      webhookSecrets: several('PAGERDUTY_WEBHOOK_SECRET'),
    },
    statuspage: {
      apiUrl: trusted('STATUSPAGE_API_URL') ?? 'https://api.statuspage.io',
      token: set('STATUSPAGE_TOKEN'),
      pageId: set('STATUSPAGE_PAGE_ID'),
    },
    identityClientId: set('AZURE_CLIENT_ID'),
    graph: { url: trusted('GRAPH_URL') ?? 'https://graph.microsoft.com', token: set('GRAPH_TOKEN') },
    telemetry: {
      otlpEndpoint: withToken('OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_HEADERS').url,
      otlpHeaders: pairs('OTEL_EXPORTER_OTLP_HEADERS'),
      insights: set('APPLICATIONINSIGHTS_CONNECTION_STRING'),
    },
    siteName,
    hostName: set('WEBSITE_HOSTNAME'),
    development: set('AZURE_FUNCTIONS_ENVIRONMENT') === 'Development' && siteName === undefined,
    variables: env,
  };
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

/** Azure leaves a reference to Key Vault that it cannot resolve as it stands: no secret, and not to be sent as one. */
function resolved(value: string | undefined): string | undefined {
  return value && !/^@Microsoft\.KeyVault\(/i.test(value) ? value : undefined;
}

/** Values of OpenTelemetry's settings are percent-encoded. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/**
 * Rows go to Functions' own storage. Where that is only the emulator's shorthand, or nothing, they stand beside the audit
 * tables: an emulator that nobody named is not assumed to run.
 */
function rowStorage(functions: string | undefined, audit: string | undefined): string | undefined {
  if (functions && functions !== 'UseDevelopmentStorage=true') return functions;
  return audit ?? functions;
}

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}

function inTheClear(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'http:' && !/^(?:localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}
