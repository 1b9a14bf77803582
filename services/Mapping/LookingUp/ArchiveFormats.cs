using ICSharpCode.SharpZipLib.GZip;

namespace PlayCount.Mapping.LookingUp;

internal enum ArchiveFormat
{
    Tar,
    TarGzip,
    TarBZip2,
    Zip,
}

/// <summary>Which kind of archive a file is, by its first bytes.</summary>
internal static class ArchiveFormats
{
    private const int ShownBytes = 6;

    /// <summary>Names the format; the stream is at its start before and after.</summary>
    /// <exception cref="InvalidDataException">It is none that can be read.</exception>
    public static ArchiveFormat Recognise(Stream file)
    {
        Span<byte> block = stackalloc byte[TarHeader.BlockBytes];
        var read = file.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        file.Position = 0;
        var start = block[..read];

        if (start is [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..])
            return ArchiveFormat.TarBZip2;
        if (start is [0x1f, 0x8b, ..])
            return ArchiveFormat.TarGzip;
        if (start is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..])
            return ArchiveFormat.Zip;
        if (read == block.Length && (!block.ContainsAnyExcept((byte)0) || TarHeader.HasChecksum(block)))
            return ArchiveFormat.Tar;
        throw new InvalidDataException($"it is no archive that can be read: it starts with the bytes "
            + $"{Convert.ToHexString(start[..Math.Min(read, ShownBytes)])}; a folder, .tar, .tar.gz, .tar.bz2 or .zip is needed.");
    }

    /// <summary>
    /// The tar inside. SharpZipLib's gzip rather than the runtime's: that one takes a file cut off in the middle for a whole one.
    /// </summary>
    public static Stream Unpack(Stream packed, ArchiveFormat format) => format switch
    {
        ArchiveFormat.TarGzip => new GZipInputStream(packed),
        ArchiveFormat.TarBZip2 => new BZip2Members(packed),
        _ => packed,
    };
}
