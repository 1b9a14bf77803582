namespace PlayCount.Extraction.Reading;

/// <summary>A stream's bytes and then a few more.</summary>
internal sealed class AppendedStream(Stream first, ReadOnlyMemory<byte> then) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _then = then;

    public override int Read(Span<byte> buffer)
    {
        var read = first.Read(buffer);
        if (read > 0)
            return read;

        var appended = _then[..Math.Min(_then.Length, buffer.Length)];
        appended.Span.CopyTo(buffer);
        _then = _then[appended.Length..];
        return appended.Length;
    }
}
