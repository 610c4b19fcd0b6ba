import { type Azurite } from './azurite';
import { type DiscordServer } from './discord/index';
import { type SlackServer } from './slack/index';
import { type TeamsServer } from './teams/index';
import { type Vendors } from './vendors';

export interface Surroundings extends Vendors {
  tables: Azurite;
  slack: SlackServer;
  teams: TeamsServer;
  /** Absent: the app is not told of Discord. */
  discord?: DiscordServer;
}

/** The settings by which the function app knows the servers around it, and by nothing else. */
export function appSettings(
  {
    tables,
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
  }: Surroundings,
  functionKey: string,
): Record<string, string> {
  return {
    AzureWebJobsStorage: tables.connectionString,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_TEAM_ID: 'T0DEMO',
    ...teams.settings,
    ...discord?.settings,
    GITHUB_API_URL: github.url,
    GITHUB_TOKEN: github.token,
    AZURE_DEVOPS_URL: azureDevOps.url,
    AZURE_DEVOPS_TOKEN: azureDevOps.token,
    PROMETHEUS_URL: prometheus.url,
    ALERTMANAGER_URL: alertmanager.url,
    ALERTMANAGER_WEBHOOK_TOKEN: alertmanager.webhookToken,
    LOKI_URL: loki.url,
    LOG_ANALYTICS_URL: logAnalytics.url,
    LOG_ANALYTICS_WORKSPACE: logAnalytics.workspace,
    LOG_ANALYTICS_TOKEN: logAnalytics.token,
    KUBERNETES_API_URL: kubernetes.url,
    KUBERNETES_TOKEN: kubernetes.token,
    AZURE_RESOURCE_MANAGER_URL: resourceManager.url,
    AZURE_RESOURCE_MANAGER_TOKEN: resourceManager.token,
    PAGERDUTY_EVENTS_URL: pagerDuty.url,
    PAGERDUTY_ROUTING_KEY: pagerDuty.routingKey,
    PAGERDUTY_API_URL: pagerDuty.url,
    PAGERDUTY_TOKEN: pagerDuty.token,
    PAGERDUTY_WEBHOOK_SECRET: pagerDuty.webhookSecrets.join(','),
    STATUSPAGE_API_URL: statuspage.url,
    STATUSPAGE_TOKEN: statuspage.token,
    STATUSPAGE_PAGE_ID: statuspage.pageId,
    GRAPH_URL: graph.url,
    GRAPH_TOKEN: graph.token,
    TEAMS_INCIDENT_TEAM: graph.team.id,
    TEAMS_INCIDENT_CHAT_APP: graph.chats.app,
    ...entra.settings,
    COUNTERSIGN_FUNCTION_KEY: functionKey,
  };
}
