namespace Aspire.Azure.Storage.Blobs;

/// <summary>How the client is made; section <c>Aspire:Azure:Storage:Blobs</c>, then its part named after the connection.</summary>
public class AzureStorageBlobsSettings
{
    /// <summary>
    /// A connection string, or the address of the account's blobs, where Azure's default credentials sign in;
    /// <c>ConnectionStrings:&lt;name&gt;</c>, where it is set, comes before the section's.
    /// </summary>
    public string? ConnectionString { get; set; }
}
