using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace NAudio.Wave;

/// <summary>Writes a WAV file; its sizes are filled in on <see cref="Stream.Dispose()"/>.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "The genuine package's name.")]
public class WaveFileWriter : Stream
{
    private const int HeaderBytes = 44;
    private const int FormatChunkBytes = 16;
    private const int RiffSizeOffset = 4;
    private const int DataSizeOffset = 40;

    private readonly FileStream _stream;
    private long _dataBytes;
    private bool _disposed;

    /// <summary>Creates a file, or overwrites it.</summary>
    /// <param name="filename">Path of the file.</param>
    /// <param name="format">Format of the samples.</param>
    public WaveFileWriter(string filename, WaveFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        (_stream, WaveFormat) = (new FileStream(filename, FileMode.Create, FileAccess.Write, FileShare.Read), format);
        WriteHeader();
    }

    /// <summary>The format of the samples.</summary>
    public WaveFormat WaveFormat { get; }

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <summary>Bytes of samples written so far.</summary>
    public override long Length => _dataBytes;

    /// <summary>Bytes of samples written so far; cannot be set.</summary>
    /// <exception cref="InvalidOperationException">It is set.</exception>
    public override long Position
    {
        get => _dataBytes;
        set => throw new InvalidOperationException("Repositioning a WaveFileWriter is not supported");
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The file would grow beyond the 4 GiB that its sizes can say.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_dataBytes + buffer.Length > uint.MaxValue - HeaderBytes)
            throw new ArgumentException("WAV file too large");
        _stream.Write(buffer);
        _dataBytes += buffer.Length;
    }

    /// <summary>Writes the sizes so far and flushes the stream below.</summary>
    public override void Flush()
    {
        var end = _stream.Position;
        WriteSize(RiffSizeOffset, HeaderBytes - 8 + _dataBytes + (_dataBytes & 1));
        WriteSize(DataSizeOffset, _dataBytes);
        _stream.Position = end;
        _stream.Flush();
    }

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Always: the stream is write-only.</exception>
    public override int Read(byte[] buffer, int offset, int count) =>
        throw new InvalidOperationException("Cannot read from a WaveFileWriter");

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Always: the stream is written in order.</exception>
    public override long Seek(long offset, SeekOrigin origin) => throw new InvalidOperationException("Cannot seek within a WaveFileWriter");

    /// <inheritdoc />
    /// <exception cref="InvalidOperationException">Always: the length is what was written.</exception>
    public override void SetLength(long value) => throw new InvalidOperationException("Cannot set length of a WaveFileWriter");

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            if ((_dataBytes & 1) == 1)
                _stream.WriteByte(0);
            Flush();
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }

    private void WriteHeader()
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        "RIFF"u8.CopyTo(header);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], FormatChunkBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], (ushort)WaveFormat.Encoding);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)WaveFormat.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], WaveFormat.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], WaveFormat.AverageBytesPerSecond);
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], (ushort)WaveFormat.BlockAlign);
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], (ushort)WaveFormat.BitsPerSample);
        "data"u8.CopyTo(header[36..]);
        _stream.Write(header);
    }

    private void WriteSize(int offset, long bytes)
    {
        Span<byte> size = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)bytes);
        _stream.Position = offset;
        _stream.Write(size);
    }
}
