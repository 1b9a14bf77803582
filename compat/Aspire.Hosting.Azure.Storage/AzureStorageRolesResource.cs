using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Azure;

/// <summary>What the deployed application may do in a storage account.</summary>
internal sealed class AzureStorageRolesResource(string name) : Resource(name);
