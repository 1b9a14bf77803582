using System.Text;

namespace PlayCount.Songs;

/// <summary>
/// Lines of a text stream as bytes, in memory bounded by one buffer: LF or CRLF, the last line with or without its end, one
/// UTF-8 byte order mark before the first line skipped.
/// </summary>
/// <param name="stream">Read to its end; stays open.</param>
/// <param name="fileName">Stands in the messages.</param>
public sealed class LineReader(Stream stream, string fileName)
{
    /// <summary>Longest line accepted, in bytes, its end not counted.</summary>
    public const int MaxLineBytes = 4096;

    private const int BufferBytes = 1 << 18;
    private const int MaxShownBytes = 256;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;

    /// <summary>The number of the line read last, from 1; 0 before the first.</summary>
    public long Line { get; private set; }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the next line, or says that there is none.</summary>
    /// <param name="line">The line without its end, valid until the next call.</param>
    /// <exception cref="InvalidDataException">The line is longer than <see cref="MaxLineBytes"/>.</exception>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        if (length < 0)
            return TryReadAcrossBuffers(out line);

        line = Take(length, lineEndBytes: 1);
        return true;
    }

    /// <summary>An error about the line read last.</summary>
    /// <param name="what">What was seen and what would be right.</param>
    public InvalidDataException Error(string what) => new($"{fileName}, line {Line}: {what}");

    /// <summary>Bytes of the file as they may stand in a message.</summary>
    public static string Show(ReadOnlySpan<byte> bytes) =>
        Shown.Shorten(Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, MaxShownBytes)]));

    private bool TryReadAcrossBuffers(out ReadOnlySpan<byte> line)
    {
        MoveRestToFront();
        while (true)
        {
            var scanned = _end;
            var read = scanned > MaxLineBytes + 1 ? 0 : stream.Read(_buffer, _end, BufferBytes - _end);
            _end += read;
            var found = _buffer.AsSpan(scanned, read).IndexOf((byte)'\n');
            if (found >= 0)
                line = Take(scanned + found, lineEndBytes: 1);
            else if (read > 0)
                continue;
            else
                line = _end > 0 ? Take(_end, lineEndBytes: 0) : default;
            return found >= 0 || !line.IsEmpty || _start > 0;
        }
    }

    private void MoveRestToFront()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }

    private ReadOnlySpan<byte> Take(int length, int lineEndBytes)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(_start, length);
        _start += length + lineEndBytes;
        Line++;
        if (line is [.., (byte)'\r'])
            line = line[..^1];
        if (Line == 1 && line.StartsWith(ByteOrderMark))
            line = line[ByteOrderMark.Length..];
        return line.Length <= MaxLineBytes
            ? line
            : throw Error($"the line is longer than {MaxLineBytes} bytes and starts '{Show(line)}'; text with a row a line is right.");
    }
}
