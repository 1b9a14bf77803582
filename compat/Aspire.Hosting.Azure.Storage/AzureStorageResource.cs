using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Azure;

/// <summary>An Azure storage account, or its emulator here.</summary>
public class AzureStorageResource : Resource, IResourceWithEndpoints
{
    internal AzureStorageResource(string name)
        : base(name)
    {
    }

    /// <summary>The emulator takes the account's place.</summary>
    public bool IsEmulator { get; internal set; }

    internal EndpointReference Blobs => new(this, "blob");
}
