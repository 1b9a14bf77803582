namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>Containers as folders below one folder.</summary>
public sealed class FolderContainers(string folder) : IBlobContainers
{
    /// <summary>Name of the folder of containers in a data folder.</summary>
    public const string FolderName = "containers";

    /// <inheritdoc />
    public IBlobStore Open(string name) => new FolderBlobs(Path.Combine(folder, BlobName.Checked(name)));
}
