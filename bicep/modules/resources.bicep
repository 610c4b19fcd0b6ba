import { SecretSetting, Settings } from '../types.bicep'

metadata description = 'All that lives in the resource group, and how it hangs together.'

param location string
param tags object
param suffix string
param tenantId string
param settings Settings
param secrets SecretSetting[]
param privateNetwork bool
param anchorRetentionDays int
param alertEmail string
param operatorPrincipalId string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: 'id-countersign-${suffix}'
  location: location
  tags: tags
}

module monitoring 'monitoring.bicep' = {
  params: { location: location, tags: tags, suffix: suffix }
}

module storage 'storage.bicep' = {
  params: {
    location: location
    tags: tags
    suffix: suffix
    privateNetwork: privateNetwork
    workspaceId: monitoring.outputs.workspaceId
  }
}

module audit 'audit.bicep' = {
  params: {
    location: location
    tags: tags
    suffix: suffix
    privateNetwork: privateNetwork
    anchorRetentionDays: anchorRetentionDays
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'key-vault.bicep' = {
  params: {
    location: location
    tags: tags
    suffix: suffix
    privateNetwork: privateNetwork
    workspaceId: monitoring.outputs.workspaceId
  }
}

module network 'network.bicep' = if (privateNetwork) {
  params: {
    location: location
    tags: tags
    suffix: suffix
    storageId: storage.outputs.id
    auditId: audit.outputs.id
    vaultId: vault.outputs.id
  }
}

module roles 'roles.bicep' = {
  params: {
    principalId: identity.properties.principalId
    operatorPrincipalId: operatorPrincipalId
    storageName: storage.outputs.name
    auditName: audit.outputs.name
    anchorsName: audit.outputs.anchorsName
    vaultName: vault.outputs.name
    anchorKeyName: vault.outputs.anchorKeyName
    insightsName: monitoring.outputs.insightsName
    workspaceName: monitoring.outputs.workspaceName
  }
}

module app 'function-app.bicep' = {
  params: {
    location: location
    tags: tags
    suffix: suffix
    tenantId: tenantId
    identityId: identity.id
    clientId: identity.properties.clientId
    storage: storage.outputs.endpoints
    packageContainer: storage.outputs.packageContainer
    auditTables: audit.outputs.tables
    auditAnchors: audit.outputs.anchors
    anchorKey: vault.outputs.anchorKey
    vaultUri: vault.outputs.uri
    insightsConnectionString: monitoring.outputs.connectionString
    workspaceId: monitoring.outputs.workspaceId
    subnetId: network.?outputs.appSubnetId ?? ''
    settings: settings
    secrets: secrets
  }
  // The app starts with these rights or does not start.
  dependsOn: [roles]
}

module bot 'bot.bicep' = {
  params: {
    tags: tags
    suffix: suffix
    tenantId: tenantId
    identityId: identity.id
    clientId: identity.properties.clientId
    appUrl: app.outputs.url
    workspaceId: monitoring.outputs.workspaceId
  }
}

module alerts 'alerts.bicep' = {
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    alertEmail: alertEmail
  }
}

module workbook 'workbook.bicep' = {
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

output appUrl string = app.outputs.url
output appName string = app.outputs.name
output keyVaultName string = vault.outputs.name
output clientId string = identity.properties.clientId
output auditTables string = audit.outputs.tables
