using PlayCount.ServiceDefaults.Files;

namespace PlayCount.Extraction.Reading;

/// <summary>
/// A text file as it lies on disk or packed as .gz or .zip, recognised by its first bytes and not by its name. Text is unpacked as it is
/// read, in memory bounded by buffers: a file that unpacks to very much text costs time only.
/// </summary>
internal sealed class InputFile : IDisposable
{
    private const int BufferBytes = 1 << 17;

    private readonly FileStream _raw;

    private InputFile(FileStream raw, Stream text) => (_raw, Text) = (raw, text);

    /// <summary>The unpacked text.</summary>
    public Stream Text { get; }

    /// <summary>Bytes on disk that were read so far.</summary>
    public long BytesRead => _raw.Position;

    /// <summary>Bytes on disk.</summary>
    public long Bytes => _raw.Length;

    private static ReadOnlySpan<byte> GzipStart => [0x1F, 0x8B];

    private static ReadOnlySpan<byte> ZipStart => "PK\x3\x4"u8;

    private static ReadOnlySpan<byte> EmptyZipStart => "PK\x5\x6"u8;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no file that can be read twice, it is empty, or its packing is damaged.</exception>
    public static InputFile Open(string path)
    {
        var raw = OpenRaw(path);
        try
        {
            return new InputFile(raw, OpenText(raw, path));
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    /// <summary>The bytes as they lie on disk.</summary>
    public static FileStream OpenRaw(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        PlainFile.Require(path, shown: path, right: "a file with rows");

        var raw = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        if (raw.CanSeek)
            return raw;

        raw.Dispose();
        throw new InvalidDataException($"{path} is a pipe or device; a file is right, because it is read twice.");
    }

    /// <summary>
    /// Reads on to the end after a bad row: packing that is cut off or damaged leaves bad rows before the unpacker notices, and it is what
    /// is to be told.
    /// </summary>
    /// <exception cref="InvalidDataException">The packing is damaged.</exception>
    public void RequireWhole(CancellationToken cancellationToken = default)
    {
        if (Text is not PackedText)
            return;
        var rest = new byte[BufferBytes];
        while (Text.Read(rest) > 0)
            cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        Text.Dispose();
        _raw.Dispose();
    }

    private static Stream OpenText(FileStream raw, string path)
    {
        Span<byte> start = stackalloc byte[4];
        start = start[..raw.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        raw.Position = 0;
        if (start.StartsWith(GzipStart))
            return new GzipText(raw, path);
        return start.StartsWith(ZipStart) || start.StartsWith(EmptyZipStart) ? new ZipText(raw, path) : raw;
    }
}
