using System.Buffers;

namespace PlayCount.Audio.Decoding;

/// <summary>A song's way from a file's bytes to the vectors of its clips, read some at a time.</summary>
public sealed class SongVectors : IDisposable
{
    /// <summary>Vectors are given as soon as there are so many bytes of them, 1 MiB: a song of log-mel in a few reads.</summary>
    private const int ReadBytes = 1 << 20;

    private readonly SongReader _song;
    private readonly ClipVectors _clips;
    private readonly double _maxSeconds;
    private readonly ArrayBufferWriter<float> _samples = new();
    private readonly List<float> _vectors = [];
    private bool _isFinished;

    /// <summary>Opens a song.</summary>
    /// <param name="stream">Seekable bytes of a WAV, MP3, Ogg Vorbis, Opus, FLAC or AIFF file.</param>
    /// <param name="extension">Of the file's name, without dot: a hint where the content does not tell.</param>
    /// <param name="frontEnd">Turns a clip into its vector; this song's alone.</param>
    /// <param name="maxSeconds">Longest song, in seconds.</param>
    /// <exception cref="InvalidDataException">The bytes are no audio that can be decoded, or damaged.</exception>
    /// <exception cref="SoundLibraryException">The file needs libsndfile, which is not there.</exception>
    public SongVectors(Stream stream, string extension, IFrontEnd frontEnd, double maxSeconds)
    {
        // The limit is kept by what was decoded, so that a song that is too long is told from one that is damaged.
        _song = new SongReader(stream, extension, new DecodingLimits(double.PositiveInfinity));
        _clips = new ClipVectors(frontEnd, vector => _vectors.AddRange(vector));
        _maxSeconds = maxSeconds;
    }

    /// <summary>Decodes on.</summary>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <returns>Shape (clips, values a clip): the next clips, the last one filled up with zeros; empty at the end.</returns>
    /// <exception cref="InvalidDataException">The bytes are damaged, empty, or hold samples that are no numbers.</exception>
    /// <exception cref="SongTooLongException">The song is longer than the limit.</exception>
    public ReadOnlyMemory<float> Read(CancellationToken cancellationToken)
    {
        _vectors.Clear();
        while (!_isFinished && _vectors.Count * sizeof(float) < ReadBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _isFinished = !_song.Read(_samples);
            if (_isFinished)
                _clips.Finish();
            else
                _clips.Write(_samples.WrittenSpan);
            _samples.ResetWrittenCount();
            if (_clips.Seconds > _maxSeconds)
                throw SongTooLongException.Of(_maxSeconds);
        }

        return _vectors.ToArray();
    }

    /// <inheritdoc />
    public void Dispose() => _song.Dispose();
}
