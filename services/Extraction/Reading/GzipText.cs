using System.IO.Compression;
using System.Text;

namespace PlayCount.Extraction.Reading;

/// <summary>The text of a .gz file of one or more members; one that is cut off, damaged or followed by other bytes is an error.</summary>
/// <remarks>
/// GZipStream checks the CRC of what is there, but takes the end of a file that is cut off for the end of its text. So one more
/// member is read behind the file's last: only a complete file leaves its text whole, and it is held back here.
/// </remarks>
internal sealed class GzipText : PackedText
{
    private static readonly byte[] EndMark = Encoding.ASCII.GetBytes("\0end of the gzip file, as PlayCount marks it\0");
    private static readonly byte[] EndMember = Compress(EndMark);

    private readonly GZipStream _text;
    private readonly byte[] _held = new byte[EndMark.Length + (1 << 16)];
    private int _heldBytes;

    public GzipText(Stream file, string path)
        : base(file, path, "a complete .gz is right (gzip -t tests it)") =>
        _text = new GZipStream(new AppendedStream(file, EndMember), CompressionMode.Decompress);

    protected override int Unpack(Span<byte> buffer)
    {
        while (_heldBytes <= EndMark.Length)
        {
            var read = ReadText(_held.AsSpan(_heldBytes));
            _heldBytes += read;
            if (read == 0)
            {
                return _held.AsSpan(0, _heldBytes).SequenceEqual(EndMark)
                    ? 0
                    : throw Damaged($"it is cut off, or other bytes follow its end, {Place}");
            }
        }

        var given = Math.Min(buffer.Length, _heldBytes - EndMark.Length);
        _held.AsSpan(0, given).CopyTo(buffer);
        _held.AsSpan(given, _heldBytes - given).CopyTo(_held);
        _heldBytes -= given;
        return given;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _text.Dispose();
        base.Dispose(disposing);
    }

    private int ReadText(Span<byte> buffer)
    {
        try
        {
            return _text.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw Damaged($"{(IsAtEnd ? "it is cut off or its bytes are damaged" : "its bytes are damaged")}, {Place}", e);
        }
    }

    private static byte[] Compress(byte[] text)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal))
            gzip.Write(text);
        return file.ToArray();
    }
}
