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
        if (Directory.Exists(path))
            throw new InvalidDataException($"{path} is a folder; a file is right.");
        if (!File.Exists(path))
            throw new FileNotFoundException($"The file '{path}' does not exist.", path);

        var raw = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        if (raw.CanSeek && raw.Length > 0)
            return raw;

        var what = raw.CanSeek ? "is empty; a file with rows is right" : "is a pipe or device; a file is right, because it is read twice";
        raw.Dispose();
        throw new InvalidDataException($"{path} {what}.");
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
