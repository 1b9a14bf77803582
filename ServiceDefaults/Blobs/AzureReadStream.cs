namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>A blob being read: what goes wrong on the way is told as it is for files.</summary>
internal sealed class AzureReadStream(Stream blob, Uri address, string name) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => blob.Length;

    public override long Position
    {
        get => blob.Position;
        set => blob.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        AzureFailure.Tell(address, $"read '{name}'", () => blob.Read(buffer, offset, count));

    public override long Seek(long offset, SeekOrigin origin) => blob.Seek(offset, origin);

    public override void Flush() => blob.Flush();

    public override void SetLength(long value) => throw new NotSupportedException("A blob that is read is not written.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A blob that is read is not written.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            blob.Dispose();
        base.Dispose(disposing);
    }
}
