using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Calibration.Bench;

/// <summary>Holds nothing: each training begins anew, and what it would leave, such as a checkpoint each minute, is dropped.</summary>
internal sealed class NoBlobs : IBlobStore
{
    public bool Exists(string name) => false;

    public Stream OpenRead(string name) => throw new FileNotFoundException("Nothing is stored.", name);

    public BlobDraft Create(string name) => new Dropped();

    public void Delete(string name)
    {
    }

    public IReadOnlyList<string> List(string folder) => [];

    private sealed class Dropped : BlobDraft
    {
        public override Stream Content { get; } = new MemoryStream();

        public override void Commit(bool flushToDisk = true)
        {
        }

        public override void Dispose() => Content.Dispose();
    }
}
