@description('Not used: an assignment is where its account is.')
#disable-next-line no-unused-params
param location string = resourceGroup().location

@description('The name of the storage account.')
param storage_outputs_name string

@description('What the identity is, such as ServicePrincipal.')
param principalType string

@description('The object id of the identity that the application runs as.')
param principalId string

// The built-in role Storage Blob Data Contributor.
var blobDataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storage_outputs_name
}

resource blobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, blobDataContributor)
  scope: account
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: blobDataContributor
  }
}
