using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>Blobs in one container of an Azure storage account, which is made with the first of them at the latest.</summary>
public sealed class AzureBlobs(BlobContainerClient container) : IBlobStore
{
    private const int ReadBytes = 4 << 20; // what one request fetches: so much of a blob is in memory

    private volatile bool _isMade;

    /// <summary>Makes the container unless it is there.</summary>
    /// <exception cref="IOException">The storage cannot be reached, or refuses it.</exception>
    public void MakeContainer(CancellationToken cancellationToken = default)
    {
        if (_isMade)
            return;
        AzureFailure.Tell(container.Uri, $"make the container '{container.Name}'",
            () => container.CreateIfNotExists(cancellationToken: cancellationToken));
        _isMade = true;
    }

    /// <summary>Sends a blob; where somebody has deleted the container since it was made, it is made again.</summary>
    internal void Upload(Action send)
    {
        MakeContainer();
        try
        {
            send();
        }
        catch (MissingBlobException)
        {
            _isMade = false;
            MakeContainer();
            send();
        }
    }

    /// <inheritdoc />
    public bool Exists(string name)
    {
        var blob = Blob(name);
        return AzureFailure.Tell(blob.Uri, $"say whether there is '{name}'", () => blob.Exists().Value);
    }

    /// <inheritdoc />
    /// <remarks>A blob that is replaced while it is read fails the reading: half of one and half of another are never mixed.</remarks>
    public Stream OpenRead(string name)
    {
        var blob = Blob(name);
        return AzureFailure.Tell(blob.Uri, $"read '{name}'", () => new AzureReadStream(
            blob.OpenRead(new BlobOpenReadOptions(allowModifications: false) { BufferSize = ReadBytes }), blob.Uri, name));
    }

    /// <inheritdoc />
    /// <remarks>It is a nameless file of this machine until it is committed, so that its writer can seek.</remarks>
    public BlobDraft Create(string name) => new AzureDraft(this, Blob(name), name);

    /// <inheritdoc />
    public void Delete(string name)
    {
        var blob = Blob(name);
        AzureFailure.Tell(blob.Uri, $"delete '{name}'", () => blob.DeleteIfExists());
    }

    /// <inheritdoc />
    public IReadOnlyList<string> List(string folder)
    {
        var prefix = folder.Length == 0 ? "" : BlobName.Checked(folder) + "/";
        var options = new GetBlobsOptions { Prefix = prefix };
        return WhereThere<string>("list blobs", () =>
            [.. container.GetBlobs(options).Select(blob => blob.Name).Order(StringComparer.Ordinal)]);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Folders() => WhereThere<string>("list folders", () =>
    [
        .. container.GetBlobsByHierarchy(new GetBlobsByHierarchyOptions { Delimiter = "/" })
            .Where(item => item.IsPrefix).Select(item => item.Prefix[..^1]).Where(BlobName.IsPart).Order(StringComparer.Ordinal),
    ]);

    /// <summary>What a container holds; nothing, where there is none yet.</summary>
    private IReadOnlyList<T> WhereThere<T>(string doing, Func<IReadOnlyList<T>> list)
    {
        try
        {
            return AzureFailure.Tell(container.Uri, doing, list);
        }
        catch (MissingBlobException)
        {
            return [];
        }
    }

    private BlobClient Blob(string name) => container.GetBlobClient(BlobName.Checked(name));
}
