using System.IO.Compression;
using PlayCount.Songs;

namespace PlayCount.Extraction.Reading;

/// <summary>The text of the one file in a .zip; its length and CRC-32 are checked at its end, which ZipArchive does not do.</summary>
internal sealed class ZipText : PackedText
{
    private readonly ZipArchive _archive;
    private readonly ZipArchiveEntry _entry;
    private readonly Stream _text;
    private readonly Crc32 _crc = new();
    private long _read;

    public ZipText(Stream file, string path)
        : base(file, path, "a complete, unencrypted .zip with one deflated or stored file is right")
    {
        _archive = Try(() => new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true));
        _entry = FindOnlyFile(path);
        _text = Try(_entry.Open);
    }

    protected override int Unpack(Span<byte> buffer)
    {
        var read = ReadText(buffer);
        _read += read;
        _crc.Append(buffer[..read]);
        if (_read > _entry.Length || (read == 0 && !buffer.IsEmpty && (_read != _entry.Length || _crc.Value != _entry.Crc32)))
            throw Damaged($"its entry is not what length and checksum say, {Place}");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
            _archive.Dispose();
        }

        base.Dispose(disposing);
    }

    private ZipArchiveEntry FindOnlyFile(string path)
    {
        var files = Try(() => _archive.Entries).Where(e => !e.FullName.EndsWith('/')).ToList();
        if (files.Count != 1)
        {
            var names = string.Join(", ", files.Take(3).Select(f => $"'{Shown.Shorten(f.FullName)}'"));
            throw new InvalidDataException($"{path} holds {files.Count} files ({names}); a .zip with exactly one file is right.");
        }

        return files[0].IsEncrypted ? throw Damaged("its entry is encrypted") : files[0];
    }

    private int ReadText(Span<byte> buffer)
    {
        try
        {
            return _text.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw Damaged($"its bytes are damaged, {Place}", e);
        }
    }

    // On damaged bytes ZipArchive throws more than InvalidDataException.
    private T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or EndOfStreamException or IOException
            or OverflowException or NotSupportedException)
        {
            throw Damaged($"it is cut off or its bytes are damaged ({Shown.Shorten(e.Message)})");
        }
    }
}
