using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Azure;

/// <summary>The blobs of a storage account.</summary>
public class AzureBlobStorageResource : Resource, IResourceWithConnectionString, IResourceWithParent<AzureStorageResource>
{
    // Not secret: every emulator has this account and this key, as Microsoft's documentation of Azurite says.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>The blobs of the account.</summary>
    public AzureBlobStorageResource(string name, AzureStorageResource storage)
        : base(name) => Parent = storage;

    /// <summary>The account.</summary>
    public AzureStorageResource Parent { get; }

    /// <summary>The emulator's connection string; of an account, its address: the deployed application's identity opens it.</summary>
    public ReferenceExpression ConnectionStringExpression => Parent.IsEmulator
        ? ReferenceExpression.Of(
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={UriExpression};")
        : UriExpression;

    /// <summary>Where the blobs are.</summary>
    public ReferenceExpression UriExpression => Parent.IsEmulator
        ? ReferenceExpression.Of($"http://127.0.0.1:{LaterValue.Port(Parent.Blobs)}/{Account}")
        : ReferenceExpression.Of($"{LaterValue.Published($"{{{Parent.Name}.outputs.blobEndpoint}}")}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        Parent.IsEmulator ? [new("Uri", UriExpression), new("ConnectionString", ConnectionStringExpression)] : [new("Uri", UriExpression)];
}
