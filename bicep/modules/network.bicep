metadata description = 'The virtual network, and a private endpoint for each service that the app keeps something in.'

param location string
param tags object
param suffix string
param storageId string
param auditId string
param vaultId string

var storageSuffix = environment().suffixes.storage
var endpoints = [
  { name: 'blob', target: storageId, service: 'blob', zone: 'privatelink.blob.${storageSuffix}' }
  { name: 'queue', target: storageId, service: 'queue', zone: 'privatelink.queue.${storageSuffix}' }
  { name: 'table', target: storageId, service: 'table', zone: 'privatelink.table.${storageSuffix}' }
  { name: 'audit-table', target: auditId, service: 'table', zone: 'privatelink.table.${storageSuffix}' }
  { name: 'audit-blob', target: auditId, service: 'blob', zone: 'privatelink.blob.${storageSuffix}' }
  { name: 'vault', target: vaultId, service: 'vault', zone: vaultZone }
]
var vaultZone = 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
var zones = [for service in ['blob', 'queue', 'table']: 'privatelink.${service}.${storageSuffix}']
var allZones = concat(zones, [vaultZone])

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: 'vnet-countersign-${suffix}'
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.90.0.0/24'] }
    subnets: [
      {
        name: 'app'
        properties: {
          // One address for each instance; Flex Consumption asks for /27 at least, and for this delegation.
          addressPrefix: '10.90.0.0/26'
          delegations: [{ name: 'flex-consumption', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: '10.90.0.64/27', privateEndpointNetworkPolicies: 'Enabled' }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for name in allZones: {
    name: name
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (name, index) in allZones: {
    parent: zone[index]
    name: network.name
    location: 'global'
    tags: tags
    properties: { virtualNetwork: { id: network.id }, registrationEnabled: false }
  }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-05-01' = [
  for one in endpoints: {
    name: 'pe-${one.name}-${suffix}'
    location: location
    tags: tags
    properties: {
      subnet: { id: network::endpoints.id }
      privateLinkServiceConnections: [
        // It is one: a parameter of this module, by way of the list above.
        #disable-next-line use-resource-id-functions
        { name: one.name, properties: { privateLinkServiceId: one.target, groupIds: [one.service] } }
      ]
    }
  }
]

resource record 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [
  for (one, index) in endpoints: {
    parent: endpoint[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: one.service
          properties: { privateDnsZoneId: resourceId('Microsoft.Network/privateDnsZones', one.zone) }
        }
      ]
    }
    dependsOn: [zone]
  }
]

output appSubnetId string = network::app.id
