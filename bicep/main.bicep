targetScope = 'subscription'

import { SecretSetting, Settings } from 'types.bicep'

metadata description = 'Countersign on Azure Functions, Flex Consumption: docs/azure.md says how it is deployed.'

@description('Names everything: rg-<name>, and the resources in it with a suffix that is unique to the subscription.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Region. It has to offer Flex Consumption: az functionapp list-flexconsumption-locations.')
param location string

@description('Our Entra tenant: activities of Teams from any other are refused.')
param tenantId string = tenant().tenantId

@description('Settings that hold no secret, e.g. { SLACK_TEAM_ID: \'T0123\' }.')
param settings Settings = {}

@description('Which settings are secrets in Key Vault. Their values are put there by hand, never through a deployment, which would keep them in its history.')
param secrets SecretSetting[] = ['SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN', 'GITHUB_TOKEN']

@description('Storage and Key Vault are reached through private endpoints in a virtual network only. The app itself stays public: Slack and Teams call it.')
param privateNetwork bool = false

@description('How long an anchor of the audit log can be neither changed nor removed, days.')
@minValue(1)
@maxValue(146000)
param anchorRetentionDays int = 365

@description('Who is told of alerts. Nobody when empty: alerts then show in the portal alone.')
param alertEmail string = ''

@description('Object ID of the person who puts secrets into Key Vault; azd gives its own user. None when empty.')
param operatorPrincipalId string = ''

var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module resources 'modules/resources.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    suffix: take(uniqueString(subscription().id, environmentName, location), 10)
    tenantId: tenantId
    settings: settings
    secrets: secrets
    privateNetwork: privateNetwork
    anchorRetentionDays: anchorRetentionDays
    alertEmail: alertEmail
    operatorPrincipalId: operatorPrincipalId
  }
}

@description('Where Slack and Teams reach the app.')
output COUNTERSIGN_URL string = resources.outputs.appUrl

@description('Where the secrets are put: az keyvault secret set --vault-name …')
output KEY_VAULT_NAME string = resources.outputs.keyVaultName

@description('For npm run package:teams.')
output MICROSOFT_APP_ID string = resources.outputs.clientId

@description('For npm run audit -- verify, by a person with Storage Table Data Reader there.')
output AUDIT_STORAGE string = resources.outputs.auditTables

output FUNCTION_APP_NAME string = resources.outputs.appName
output RESOURCE_GROUP string = group.name
