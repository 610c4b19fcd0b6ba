import { type Company } from '../model/company';
import { type Settings } from './env';

interface MissingSetting {
  setting: string;
  /** What does not work without it. */
  stops: string;
}

/** Said at start, so that nothing fails at its first use. */
export function missingSettings(settings: Settings, company?: Pick<Company, 'services' | 'groups'>): MissingSetting[] {
  const {
    storage,
    auditStorage,
    anchors,
    slack,
    github,
    azureDevOps,
    prometheus,
    alertmanager,
    loki,
    logAnalytics,
    kubernetes,
    pagerDuty,
    statuspage,
  } = settings;
  const services = company?.services ?? [];
  const logs = (source: string) => services.some((service) => service.logs?.source === source);
  const wanted: Wanted[] = [
    [storage, 'AzureWebJobsStorage', 'everything: commands, votes and locks are kept there'],
    [auditStorage, 'AUDIT_STORAGE', 'every command: nothing is started that cannot be recorded'],
    [
      anchors.store && anchors.key,
      'AUDIT_ANCHORS (with AUDIT_ANCHOR_KEY)',
      'proof against somebody who can write to the audit tables: no anchors are made',
    ],
    [
      slack.signingSecrets.length,
      'SLACK_SIGNING_SECRET',
      'Slack: no request can be told from a forged one, all are refused',
    ],
    [slack.botToken, 'SLACK_BOT_TOKEN', 'Slack: nothing can be posted'],
    [slack.teamId, 'SLACK_TEAM_ID', 'Slack: our workspace is not known, all requests are refused'],
    ...wantedWhen(
      services.some(({ deploy }) => deploy.connector === 'azure-devops'),
      [azureDevOps.token, 'AZURE_DEVOPS_TOKEN', 'deploys, rollbacks and migrations by Azure DevOps'],
    ),
    ...wantedByTeams(settings),
    ...wantedByDiscord(settings),
    ...wantedByConsole(settings),
    [
      github.token ?? (github.appId && github.appPrivateKey),
      'GITHUB_TOKEN (or GITHUB_APP_ID with GITHUB_APP_PRIVATE_KEY)',
      'deploys by GitHub Actions',
    ],
    [prometheus.url, 'PROMETHEUS_URL', 'health checks: deploys of services that have any cannot be verified'],
    ...wantedWhen(
      services.some(({ status }) => status?.alerts),
      [alertmanager.url, 'ALERTMANAGER_URL', '/status: firing alerts are not shown'],
      [
        alertmanager.webhookTokens.length,
        'ALERTMANAGER_WEBHOOK_TOKEN',
        'alerts propose no incidents: the webhook of Alertmanager is refused',
      ],
    ),
    ...wantedWhen(logs('loki'), [loki.url, 'LOKI_URL', '/logs of services that have them in Loki']),
    ...wantedWhen(logs('log-analytics'), [
      logAnalytics.workspace,
      'LOG_ANALYTICS_WORKSPACE',
      '/logs of services that have them in Log Analytics',
    ]),
    ...wantedWhen(company?.groups.some(({ source }) => source?.kind === 'pagerduty') ?? false, [
      pagerDuty.token,
      'PAGERDUTY_TOKEN',
      'approvals by whoever is on call: only people named in the company file count',
    ]),
    ...wantedWhen(
      services.some(({ scale }) => scale?.scaler === 'kubernetes'),
      [kubernetes.apiUrl, 'KUBERNETES_API_URL', '/scale of services that run on Kubernetes'],
    ),
    ...wantedWhen(
      services.some(({ pager }) => pager && !pager.routingKey),
      [pagerDuty.routingKey, 'PAGERDUTY_ROUTING_KEY', '/incident: nobody is paged'],
    ),
    ...wantedWhen(
      services.some(({ pager }) => pager),
      [
        pagerDuty.webhookSecrets.length,
        'PAGERDUTY_WEBHOOK_SECRET',
        '/incident: what people do in PagerDuty is not seen, its webhooks are refused',
      ],
    ),
    ...wantedWhen(
      services.some(({ statusComponents }) => statusComponents),
      [statuspage.token, 'STATUSPAGE_TOKEN', '/incident: nothing is shown on the status page'],
      [statuspage.pageId, 'STATUSPAGE_PAGE_ID', '/incident: nothing is shown on the status page'],
    ),
  ];
  return wanted.filter(([present]) => !present).map(([, setting, stops]) => ({ setting, stops }));
}

type Wanted = [present: unknown, setting: string, stops: string];

/** What only some company files make use of. */
function wantedWhen(used: boolean, ...wanted: Wanted[]): Wanted[] {
  return used ? wanted : [];
}

/** Nobody has to use it: what is missing is said once something of it is set. */
function wantedByDiscord({ discord: { publicKey, botToken, guildIds } }: Settings): Wanted[] {
  return wantedWhen(
    Boolean(publicKey ?? botToken ?? guildIds[0]),
    [publicKey, 'DISCORD_PUBLIC_KEY', 'Discord: no request can be told from a forged one, all are refused'],
    [botToken, 'DISCORD_BOT_TOKEN', 'Discord: nothing can be posted'],
    [guildIds[0], 'DISCORD_GUILD_IDS', 'Discord: our server is not known, all requests are refused'],
  );
}

/** The tenant is that of Teams unless it is said: nobody who has Teams alone is asked for the rest. */
function wantedByConsole({ entra: { tenantId, clientId } }: Settings): Wanted[] {
  return wantedWhen(Boolean(clientId), [
    tenantId,
    'ENTRA_TENANT_ID (or MicrosoftAppTenantId)',
    'the command line: our tenant is not known, all requests are refused',
  ]);
}

function wantedByTeams({ teams, development }: Settings): Wanted[] {
  const { tenantId, appId, appPassword, appType } = teams;
  const hasSecret = appPassword ?? (!appId || appType === 'UserAssignedMSI');
  return [
    [tenantId, 'MicrosoftAppTenantId', 'Teams: our tenant is not known, all activities are refused'],
    [appId ?? development, 'MicrosoftAppId', 'Teams: no activity can be told from a forged one, all are refused'],
    [hasSecret, 'MicrosoftAppPassword', 'Teams: nothing can be posted'],
  ];
}
