// The database of the services' rows: azd makes none. Deploy it into a resource group of its own (docs/deploy.md).
@description('Where the server is.')
param location string = resourceGroup().location

@description('The administrator\'s name.')
param administrator string = 'playcount'

@secure()
@description('The administrator\'s password, letters and digits: it stands in a connection string.')
@minLength(16)
param password string

@description('The compute size; a burstable one serves small studies.')
param sku object = {
  name: 'Standard_B2s'
  tier: 'Burstable'
}

@description('GiB of storage; the server grows it by itself.')
@minValue(20)
param storageGiB int = 20

resource server 'Microsoft.DBforMySQL/flexibleServers@2023-12-30' = {
  name: 'playcount-${uniqueString(resourceGroup().id)}'
  location: location
  sku: sku
  properties: {
    administratorLogin: administrator
    administratorLoginPassword: password
    version: '8.0.21'
    storage: {
      storageSizeGB: storageGiB
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: 7
      geoRedundantBackup: 'Disabled'
    }
  }
}

resource catalog 'Microsoft.DBforMySQL/flexibleServers/databases@2023-12-30' = {
  parent: server
  name: 'catalog'
  properties: {
    charset: 'utf8mb4'
    collation: 'utf8mb4_0900_ai_ci'
  }
}

// From 0.0.0.0 to 0.0.0.0 means Azure's own services, of every customer: password and TLS keep the others out.
resource azureServices 'Microsoft.DBforMySQL/flexibleServers/firewallRules@2023-12-30' = {
  parent: server
  name: 'azure-services'
  properties: {
    startIpAddress: '0.0.0.0'
    endIpAddress: '0.0.0.0'
  }
}

output connectionString string = 'Server=${server.properties.fullyQualifiedDomainName};Port=3306;User ID=${administrator};Database=catalog;SslMode=Required'
