using Azure.Storage.Blobs;

namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>Containers of an Azure storage account.</summary>
public sealed class AzureContainers(BlobServiceClient account) : IBlobContainers
{
    /// <inheritdoc />
    public IBlobStore Open(string name) => new AzureBlobs(account.GetBlobContainerClient(name));
}
