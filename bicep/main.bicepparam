// The demo company (countersign.yaml). azd sets the AZURE_ variables; the others are yours: azd env set NAME value.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'countersign')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param operatorPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param privateNetwork = readEnvironmentVariable('PRIVATE_NETWORK', 'false') == 'true'

param settings = {
  SLACK_TEAM_ID: readEnvironmentVariable('SLACK_TEAM_ID', 'T0DEMO')
  PROMETHEUS_URL: readEnvironmentVariable('PROMETHEUS_URL', 'https://prometheus.example.com')
  ALERTMANAGER_URL: readEnvironmentVariable('ALERTMANAGER_URL', 'https://alertmanager.example.com')
  LOKI_URL: readEnvironmentVariable('LOKI_URL', 'https://loki.example.com')
  KUBERNETES_API_URL: readEnvironmentVariable('KUBERNETES_API_URL', 'https://kubernetes.example.com:6443')
}

param secrets = ['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN', 'GITHUB_TOKEN', 'KUBERNETES_TOKEN']
