import { type Azurite } from './azurite';
import { type AzureDevOpsServer } from './sandbox/azure-devops/start-azure-devops';
import { type ResourceManagerServer } from './sandbox/azure-resource-manager/start-resource-manager';
import { type GitHubServer } from './sandbox/github/start-github';
import { type KubernetesServer } from './sandbox/kubernetes/start-kubernetes';
import { type startPrometheus } from './sandbox/prometheus/start-prometheus';
import { type SlackServer } from './slack/index';
import { type TeamsServer } from './teams/index';

export interface Surroundings {
  tables: Azurite;
  github: GitHubServer;
  azureDevOps: AzureDevOpsServer;
  prometheus: Awaited<ReturnType<typeof startPrometheus>>;
  kubernetes: KubernetesServer;
  resourceManager: ResourceManagerServer;
  slack: SlackServer;
  teams: TeamsServer;
}

/** The settings by which the function app knows the servers around it, and by nothing else. */
export function appSettings(
  { tables, github, azureDevOps, prometheus, kubernetes, resourceManager, slack, teams }: Surroundings,
  functionKey: string,
): Record<string, string> {
  return {
    AzureWebJobsStorage: tables.connectionString,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_TEAM_ID: 'T0DEMO',
    ...teams.settings,
    GITHUB_API_URL: github.url,
    GITHUB_TOKEN: github.token,
    AZURE_DEVOPS_URL: azureDevOps.url,
    AZURE_DEVOPS_TOKEN: azureDevOps.token,
    PROMETHEUS_URL: prometheus.url,
    KUBERNETES_API_URL: kubernetes.url,
    KUBERNETES_TOKEN: kubernetes.token,
    AZURE_RESOURCE_MANAGER_URL: resourceManager.url,
    AZURE_RESOURCE_MANAGER_TOKEN: resourceManager.token,
    COUNTERSIGN_FUNCTION_KEY: functionKey,
  };
}
