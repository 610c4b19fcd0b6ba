@export()
@description('Settings that hold no secret, by the names of docs/configuration.md. What is left out is at its default there.')
@sealed()
type Settings = {
  COUNTERSIGN_CONFIG: string?
  AUDIT_CHAINS: string?
  SLACK_TEAM_ID: string?
  SLACK_API_URL: string?
  DISCORD_GUILD_IDS: string?
  DISCORD_PUBLIC_KEY: string?
  DISCORD_API_URL: string?
  ENTRA_URL: string?
  ENTRA_TENANT_ID: string?
  ENTRA_CLIENT_ID: string?
  GITHUB_API_URL: string?
  GITHUB_APP_ID: string?
  AZURE_DEVOPS_URL: string?
  PROMETHEUS_URL: string?
  ALERTMANAGER_URL: string?
  LOKI_URL: string?
  LOKI_TENANT: string?
  LOG_ANALYTICS_URL: string?
  LOG_ANALYTICS_WORKSPACE: string?
  KUBERNETES_API_URL: string?
  KUBERNETES_CA: string?
  AZURE_RESOURCE_MANAGER_URL: string?
  PAGERDUTY_EVENTS_URL: string?
  PAGERDUTY_API_URL: string?
  GRAPH_URL: string?
  TEAMS_INCIDENT_TEAM: string?
  TEAMS_INCIDENT_CHAT_APP: string?
  STATUSPAGE_API_URL: string?
  STATUSPAGE_PAGE_ID: string?
  OTEL_EXPORTER_OTLP_ENDPOINT: string?
  ToBotFromChannelOpenIdMetadataUrl: string?
  ToBotFromChannelTokenIssuer: string?
  ToBotFromEmulatorOpenIdMetadataUrl: string?
  ToChannelFromBotLoginUrl: string?
  ToChannelFromBotOAuthScope: string?
  OAuthUrl: string?
  CallerId: string?
}

@export()
@description('Settings whose value is a secret of Key Vault. The secret has the same name with - for _, since Key Vault takes no underscore.')
type SecretSetting =
  | 'SLACK_SIGNING_SECRET'
  | 'SLACK_BOT_TOKEN'
  | 'DISCORD_BOT_TOKEN'
  | 'GITHUB_TOKEN'
  | 'GITHUB_APP_PRIVATE_KEY'
  | 'AZURE_DEVOPS_TOKEN'
  | 'ALERTMANAGER_WEBHOOK_TOKEN'
  | 'PROMETHEUS_TOKEN'
  | 'LOKI_TOKEN'
  | 'KUBERNETES_TOKEN'
  | 'PAGERDUTY_ROUTING_KEY'
  | 'PAGERDUTY_TOKEN'
  | 'PAGERDUTY_WEBHOOK_SECRET'
  | 'STATUSPAGE_TOKEN'
  | 'OTEL_EXPORTER_OTLP_HEADERS'
