metadata description = 'The audit log, in an account of its own: who runs the app’s storage need not come near the record.'

param location string
param tags object
param suffix string
param privateNetwork bool
param anchorRetentionDays int
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'stcsaudit${suffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: privateNetwork ? 'Deny' : 'Allow', bypass: 'None' }
  }

  resource tables 'tableServices' = {
    name: 'default'
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource anchors 'containers' = {
      name: 'audit-anchors'

      // Unlocked, so that a first trial can be taken down again. docs/azure.md says how it is locked, which nobody can undo.
      resource immutable 'immutabilityPolicies' = {
        name: 'default'
        properties: {
          immutabilityPeriodSinceCreationInDays: anchorRetentionDays
          allowProtectedAppendWrites: false
        }
      }
    }
  }
}

// Removing the account would remove the record; who has to, takes the lock away first, which is logged.
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'audit-is-kept'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'The audit log of Countersign.' }
}

resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: account::tables
  properties: {
    workspaceId: workspaceId
    // Whoever touches the record beside the app is seen.
    logs: [for category in ['StorageWrite', 'StorageDelete']: { category: category, enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

resource anchorLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [for category in ['StorageWrite', 'StorageDelete']: { category: category, enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output id string = account.id
output name string = account.name
output tables string = account.properties.primaryEndpoints.table
output anchorsName string = account::blobs::anchors.name
output anchors string = '${account.properties.primaryEndpoints.blob}${account::blobs::anchors.name}'
