namespace NAudio.Wave;

/// <summary>Reads the samples of a WAV file (RIFF or RF64).</summary>
public class WaveFileReader : WaveStream
{
    private readonly Stream _stream;
    private readonly bool _ownsStream;
    private readonly RiffLayout _layout;

    /// <summary>Opens a file.</summary>
    /// <param name="waveFile">Path of the file.</param>
    /// <exception cref="FormatException">The file is no WAV file, or lacks its fmt or data chunk.</exception>
    /// <exception cref="InvalidDataException">A chunk is malformed.</exception>
    public WaveFileReader(string waveFile)
        : this(File.OpenRead(waveFile), ownsStream: true)
    {
    }

    /// <summary>Reads from a seekable stream, which the caller keeps and disposes.</summary>
    /// <param name="inputStream">At the first byte of the file.</param>
    /// <exception cref="FormatException">The bytes are no WAV file, or lack their fmt or data chunk.</exception>
    /// <exception cref="InvalidDataException">A chunk is malformed.</exception>
    public WaveFileReader(Stream inputStream)
        : this(inputStream, ownsStream: false)
    {
    }

    private WaveFileReader(Stream stream, bool ownsStream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _ownsStream) = (stream, ownsStream);
        try
        {
            _layout = RiffLayout.Read(stream);
            Position = 0;
        }
        catch when (ownsStream)
        {
            stream.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public override WaveFormat WaveFormat => _layout.Format;

    /// <summary>Bytes of samples that are there.</summary>
    public override long Length => _layout.DataBytes;

    /// <summary>Number of frames: samples in each channel.</summary>
    public long SampleCount => Length / WaveFormat.BlockAlign;

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

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && _ownsStream)
            _stream.Dispose();
        base.Dispose(disposing);
    }
}
