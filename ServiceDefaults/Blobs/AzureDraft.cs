using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>A blob written to a file without a name, and sent whole: in blocks which one last request makes the blob.</summary>
internal sealed class AzureDraft(AzureBlobs blobs, BlobClient blob, string name) : BlobDraft
{
    private const int BlockBytes = 8 << 20;
    private const int BlocksAtOnce = 2; // as many blocks are in memory

    private readonly FileStream _content = OpenNameless();

    public override Stream Content => _content;

    public override void Commit(bool flushToDisk = true) => blobs.Upload(() =>
    {
        _content.Position = 0;
        AzureFailure.Tell(blob.Uri, $"take '{name}'", () => blob.Upload(_content, new BlobUploadOptions
        {
            TransferOptions = new StorageTransferOptions
            {
                InitialTransferSize = BlockBytes,
                MaximumTransferSize = BlockBytes,
                MaximumConcurrency = BlocksAtOnce,
            },
        }));
    });

    public override void Dispose() => _content.Dispose();

    /// <summary>A file that goes with the process, however that ends.</summary>
    private static FileStream OpenNameless()
    {
        var path = Path.Combine(Path.GetTempPath(), $"playcount-{Guid.NewGuid():N}");
        var options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None; // there a file in use keeps its name
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 1 << 16, options);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
