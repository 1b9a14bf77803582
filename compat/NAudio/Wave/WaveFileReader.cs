namespace NAudio.Wave;

/// <summary>Reads the samples of a WAV file (RIFF or RF64).</summary>
public class WaveFileReader : WaveStream
{
    private readonly Stream _stream;
    private readonly RiffLayout _layout;

    /// <summary>Reads from a seekable stream, which the caller keeps and disposes.</summary>
    /// <param name="inputStream">At the first byte of the file.</param>
    /// <exception cref="FormatException">The bytes are no WAV file, or lack their fmt or data chunk.</exception>
    /// <exception cref="InvalidDataException">A chunk is malformed.</exception>
    public WaveFileReader(Stream inputStream)
    {
        ArgumentNullException.ThrowIfNull(inputStream);
        _stream = inputStream;
        _layout = RiffLayout.Read(inputStream);
        Position = 0;
    }

    /// <inheritdoc />
    public override WaveFormat WaveFormat => _layout.Format;

    /// <summary>Bytes of samples that are there.</summary>
    public override long Length => _layout.DataBytes;

    /// <summary>Offset among the bytes of samples.</summary>
    public sealed override long Position
    {
        get => _stream.Position - _layout.DataPosition;
        set => _stream.Position = _layout.DataPosition + Math.Clamp(value, 0, Length);
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The buffer is no multiple of <see cref="WaveFormat.BlockAlign"/>.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length % WaveFormat.BlockAlign != 0)
        {
            throw new ArgumentException(
                $"Must read complete blocks: {buffer.Length} bytes were asked for, a block is {WaveFormat.BlockAlign}.", nameof(buffer));
        }

        var wanted = buffer[..(int)Math.Min(buffer.Length, Math.Max(0, Length - Position))];
        return _stream.ReadAtLeast(wanted, wanted.Length, throwOnEndOfStream: false);
    }
}
