using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Calibration.Bench;

/// <summary>Holds nothing: each training begins anew, and leaves nothing.</summary>
internal sealed class NoBlobs : IBlobStore
{
    public bool Exists(string name) => false;

    public Stream OpenRead(string name) => throw new FileNotFoundException("Nothing is stored.", name);

    public BlobDraft Create(string name) => throw new NotSupportedException($"'{name}' would be stored, and nothing is.");

    public void Delete(string name)
    {
    }

    public IReadOnlyList<string> List(string folder) => [];
}
