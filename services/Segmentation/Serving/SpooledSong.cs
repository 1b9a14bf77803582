using PlayCount.Audio.Decoding;

namespace PlayCount.Segmentation.Serving;

/// <summary>
/// The bytes of a song that comes in, in a temporary file: decoders go back and forth in it, and memory holds none of it. The file has no
/// name, so nothing of it stays, however the process ends.
/// </summary>
internal sealed class SpooledSong(long maxBytes) : IDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly FileStream _file = Create();

    /// <summary>What came, from the begin.</summary>
    public Stream Content => _file;

    /// <summary>Takes the next bytes.</summary>
    /// <exception cref="SongTooLongException">These are too many.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_file.Length + bytes.Length > maxBytes)
            throw SongTooLongException.OfBytes(maxBytes);
        await _file.WriteAsync(bytes, cancellationToken);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Create()
    {
        var path = Path.Combine(Path.GetTempPath(), $"playcount-{Guid.NewGuid():n}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = BufferBytes,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path); // takes its name away; it is gone with the last one who has it open
        return file;
    }
}
