using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Services.Tests.Inference;

/// <summary>Blobs of which one fails in a way that nobody foresaw.</summary>
internal sealed class FaultyBlobs(IBlobStore blobs, string faulty) : IBlobStore
{
    public bool Exists(string name) => blobs.Exists(name);

    public Stream OpenRead(string name) => name == faulty ? throw new ArithmeticException("secret") : blobs.OpenRead(name);

    public BlobDraft Create(string name) => blobs.Create(name);

    public void Delete(string name) => blobs.Delete(name);

    public IReadOnlyList<string> List(string folder) => blobs.List(folder);
}
