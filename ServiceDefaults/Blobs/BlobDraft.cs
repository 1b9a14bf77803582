namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>A blob that is being written. It appears under its name when it is committed, and never if it is not.</summary>
public abstract class BlobDraft : IDisposable
{
    /// <summary>Takes the bytes; can seek.</summary>
    public abstract Stream Content { get; }

    /// <summary>Gives the blob its name, over what was there.</summary>
    /// <param name="flushToDisk">Whether it must survive a power cut; what carries a checksum and can be made again need not.</param>
    public abstract void Commit(bool flushToDisk = true);

    /// <summary>Throws the draft away unless it was committed.</summary>
    public abstract void Dispose();
}
