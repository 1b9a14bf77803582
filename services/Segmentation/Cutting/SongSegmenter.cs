using System.Runtime.ExceptionServices;
using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Segmentation.Sourcing;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>
/// Cuts songs: audio in a folder, a blob storage or at an address to clips at 22,050 Hz mono and their features, in .npy files. Safe for
/// several threads at once.
/// </summary>
public sealed class SongSegmenter
{
    private readonly SegmentationRequest _request;
    private readonly ClipSettings _settings;
    private readonly (string FrontEnd, int Columns)[] _outputs; // the clips, the network's features, and log-mel, which the baselines need
    private readonly IAudioSource _source;

    /// <summary>Opens the place of the audio; a folder or container is listed now.</summary>
    /// <param name="request">How to cut, and where to.</param>
    /// <exception cref="ArgumentException">There is no such front end, or its clips are too short or too long for it.</exception>
    /// <exception cref="DirectoryNotFoundException">The audio folder is not there.</exception>
    /// <exception cref="AudioSourceException">There is no such container.</exception>
    public SongSegmenter(SegmentationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _request = request;
        _settings = ClipSettings.Of(request);
        _outputs = [.. new[] { FrontEnds.Raw, request.FrontEnd, FrontEnds.LogMel }.Distinct()
            .Select(name => (name, FrontEnds.Create(name, request.ClipSamples).ValuesPerClip))];
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Degree, 1, nameof(request));
        _source = request.Sources.Open(request.Audio);
    }

    /// <summary>Cuts songs that were not cut before from the same bytes with the same settings, or whose files changed since.</summary>
    /// <param name="songs">The songs.</param>
    /// <param name="progress">Told of every song done, skipped ones included.</param>
    /// <param name="cancellationToken">Stops between two blocks of samples; songs done stay done.</param>
    /// <exception cref="SoundLibraryException">A song needs libsndfile, which is not there.</exception>
    /// <exception cref="AudioSourceException">The place of the audio fails; songs done stay done.</exception>
    /// <exception cref="IOException">The output cannot be written, or a storage fails.</exception>
    public SegmentationResult Segment(
        IEnumerable<SongAudio> songs, IProgress<StageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var ordered = songs.DistinctBy(song => song.Song).OrderBy(song => song.Song).ToArray();
        var outcomes = new (int Clips, string? Reason)[ordered.Length];
        var done = 0;
        var reporting = new Lock();
        var options = new ParallelOptions { MaxDegreeOfParallelism = _request.Degree, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, ordered.Length, options, i =>
            {
                outcomes[i] = Segment(ordered[i], cancellationToken);
                lock (reporting)
                    progress?.Report(new StageProgress(++done, ordered.Length));
            });
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.Flatten().InnerExceptions[0]);
        }

        var all = ordered.Zip(outcomes, (song, outcome) => (song.Song, outcome.Clips, outcome.Reason)).ToArray();
        return new SegmentationResult(
            [.. all.Where(song => song.Reason is null).Select(song => new SegmentedSong(song.Song, song.Clips))],
            [.. all.Where(song => song.Reason is not null).Select(song => new SkippedSong(song.Song, song.Reason!))]);
    }

    /// <summary>Cuts one song.</summary>
    /// <returns>Its clips, at least one; or 0 and why it is left out.</returns>
    /// <inheritdoc cref="Segment(IEnumerable{SongAudio}, IProgress{StageProgress}?, CancellationToken)" path="/exception"/>
    public (int Clips, string? Reason) Segment(SongAudio song, CancellationToken cancellationToken)
    {
        FoundAudio? found = null;
        try
        {
            found = _source.Find(song, cancellationToken);
            return found is not null
                ? (Cut(song.Song, found, cancellationToken), null)
                : throw new InvalidDataException(MissingAudio.Of(song.Song, song.Spotify));
        }
        catch (InvalidDataException reason)
        {
            Forget(song.Song);
            return (0, found is null ? reason.Message : $"'{found.Name}' {reason.Message}");
        }
    }

    /// <returns>The number of clips.</returns>
    private int Cut(SongId song, FoundAudio found, CancellationToken cancellationToken)
    {
        using var stream = found.Open(_request.Limits.MaxFileBytes);
        var hash = SourceFile.Hash(stream);
        if (ClipOrigin.Find(_request.Blobs, song) is { } known && (known.Settings, known.SourceSha256) == (_settings, hash)
            && IsThere(song, known))
            return known.Clips;
        Forget(song);
        using var sink = new ClipSink(_request.Blobs, ClipFiles.Clips(song), _request.ClipSamples, _outputs
            .Where(output => output.FrontEnd != FrontEnds.Raw)
            .Select(output => (FrontEnds.Create(output.FrontEnd, _request.ClipSamples), ClipFiles.Features(output.FrontEnd, song))));
        SongDecoder.Decode(stream, Path.GetExtension(found.Name).TrimStart('.'), _request.Limits, sink.Write, cancellationToken);
        var hashes = _outputs.Zip(sink.Complete(), (output, sha256) => KeyValuePair.Create(output.FrontEnd, sha256)).ToDictionary();
        new ClipOrigin(_settings, hash, sink.Clips, hashes).Save(_request.Blobs, song);
        _request.Cut?.Report(sink.Clips);
        return sink.Clips;
    }

    private bool IsThere(SongId song, ClipOrigin cut) => Array.TrueForAll(_outputs, output => NpyCheck.Holds(
        _request.Blobs,
        ClipFiles.Features(output.FrontEnd, song),
        cut.Clips,
        output.Columns,
        cut.ValuesSha256.GetValueOrDefault(output.FrontEnd)));

    /// <summary>No file of the song is left that a later step could take for its clips.</summary>
    private void Forget(SongId song)
    {
        _request.Blobs.Delete(ClipFiles.Origin(song));
        foreach (var (frontEnd, _) in _outputs)
            _request.Blobs.Delete(ClipFiles.Features(frontEnd, song));
    }
}
