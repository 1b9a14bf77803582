using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Services.Tests.Inference;

/// <summary>Blobs of which one is held back: whoever reads it waits until it is let go.</summary>
internal sealed class HeldBlobs(IBlobStore blobs, string held) : IBlobStore, IDisposable
{
    private readonly SemaphoreSlim _asked = new(0);
    private readonly ManualResetEventSlim _letGo = new();

    /// <summary>Waits for the next one who reads it.</summary>
    public Task AskedAsync(CancellationToken cancellationToken) => _asked.WaitAsync(cancellationToken);

    public void LetGo() => _letGo.Set();

    public bool Exists(string name) => blobs.Exists(name);

    public Stream OpenRead(string name)
    {
        if (name == held)
        {
            _asked.Release();
            _letGo.Wait(TestContext.Current.CancellationToken);
        }

        return blobs.OpenRead(name);
    }

    public BlobDraft Create(string name) => blobs.Create(name);

    public void Delete(string name) => blobs.Delete(name);

    public IReadOnlyList<string> List(string folder) => blobs.List(folder);

    public void Dispose()
    {
        _letGo.Set();
        _asked.Dispose();
    }
}
