// The folder of songs, triplets and mapping that experiments read: a file share, known to the environment that azd made (docs/deploy.md).
@description('Where the share is.')
param location string = resourceGroup().location

@description('The name of the Container Apps environment.')
param environmentName string

@description('GiB of the share.')
@minValue(1)
param shareGiB int = 100

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: take('songs${uniqueString(resourceGroup().id)}', 24)
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource files 'Microsoft.Storage/storageAccounts/fileServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource share 'Microsoft.Storage/storageAccounts/fileServices/shares@2024-01-01' = {
  parent: files
  name: 'songs'
  properties: {
    shareQuota: shareGiB
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' existing = {
  name: environmentName
}

resource mount 'Microsoft.App/managedEnvironments/storages@2024-03-01' = {
  parent: environment
  name: 'songs'
  properties: {
    azureFile: {
      accountName: account.name
      accountKey: account.listKeys().keys[0].value
      shareName: share.name
      accessMode: 'ReadOnly'
    }
  }
}

output accountName string = account.name
