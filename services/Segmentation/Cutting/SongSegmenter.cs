using System.Runtime.ExceptionServices;
using PlayCount.Audio;
using PlayCount.Segmentation.Decoding;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>Cuts the songs of a list: audio in a folder to clips at 22,050 Hz mono and their features, in .npy files.</summary>
public sealed class SongSegmenter
{
    /// <summary>The index is saved after as many songs, so that a killed run loses the work of no more.</summary>
    private const int SongsBetweenSaves = 32;

    private readonly SegmentationRequest _request;
    private readonly ClipSettings _settings;
    private readonly (string FrontEnd, int Columns)[] _outputs; // the clips, the network's features, and log-mel, which the baselines need
    private readonly AudioFolder _folder;
    private readonly ClipIndex _index;

    private SongSegmenter(SegmentationRequest request)
    {
        _request = request;
        _settings = ClipSettings.Of(request);
        _outputs = [.. new[] { FrontEnds.Raw, request.FrontEnd, FrontEnds.LogMel }.Distinct()
            .Select(name => (name, FrontEnds.Create(name, request.ClipSamples).ValuesPerClip))];
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Degree, 1, nameof(request));
        _folder = AudioFolder.List(request.AudioFolder);
        _index = ClipIndex.Load(ClipFiles.Index(request.OutFolder), _settings);
    }

    /// <summary>Cuts every song that was not cut before from the same bytes with the same settings, or whose files changed since.</summary>
    /// <param name="request">What to cut, how, and where to.</param>
    /// <param name="progress">Told of every song done, skipped ones included.</param>
    /// <param name="cancellationToken">Stops between two blocks of samples; songs done stay done.</param>
    /// <exception cref="ArgumentException">There is no such front end, or its clips are too short or too long for it.</exception>
    /// <exception cref="DirectoryNotFoundException">The audio folder is not there.</exception>
    /// <exception cref="SoundLibraryException">A song needs libsndfile, which is not there.</exception>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public static SegmentationResult Segment(
        SegmentationRequest request, IProgress<StageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new SongSegmenter(request).Segment(progress, cancellationToken);
    }

    private SegmentationResult Segment(IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var songs = _request.Songs.DistinctBy(song => song.Song).OrderBy(song => song.Song).ToArray();
        var outcomes = new (int Clips, string? Reason)[songs.Length];
        var done = 0;
        var reporting = new Lock();
        foreach (var owned in new[] { "clips", "features" })
            UnfinishedFiles.Clear(Path.Combine(_request.OutFolder, owned), withSubfolders: true);
        _index.Save();
        var options = new ParallelOptions { MaxDegreeOfParallelism = _request.Degree, CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, songs.Length, options, i =>
            {
                outcomes[i] = Outcome(songs[i], cancellationToken);
                lock (reporting)
                {
                    progress?.Report(new StageProgress(++done, songs.Length));
                    if (done % SongsBetweenSaves == 0)
                        _index.Save();
                }
            });
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.Flatten().InnerExceptions[0]);
        }
        finally
        {
            _index.Save();
        }

        var all = songs.Zip(outcomes, (song, outcome) => (song.Song, outcome.Clips, outcome.Reason)).ToArray();
        return new SegmentationResult(
            [.. all.Where(song => song.Reason is null).Select(song => new SegmentedSong(song.Song, song.Clips))],
            [.. all.Where(song => song.Reason is not null).Select(song => new SkippedSong(song.Song, song.Reason!))]);
    }

    private (int Clips, string? Reason) Outcome(SongAudio song, CancellationToken cancellationToken)
    {
        var entry = _folder.Find(song);
        try
        {
            if (entry is not null)
                return (Cut(song.Song, entry, cancellationToken), null);
            var spotifyName = song.Spotify is { } spotify ? $"'{spotify}' or " : "";
            throw new InvalidDataException($"no audio named {spotifyName}'{song.Song}' in the folder");
        }
        catch (InvalidDataException reason)
        {
            Forget(song.Song);
            return (0, entry is null ? reason.Message : $"'{entry.Name}' {reason.Message}");
        }
    }

    /// <returns>The number of clips.</returns>
    private int Cut(SongId song, FileSystemInfo entry, CancellationToken cancellationToken)
    {
        using var stream = SourceFile.Open(entry, _folder.RealPath, _request.Limits.MaxFileBytes);
        var hash = SourceFile.Hash(stream);
        if (_index.Find(song, hash) is { } known && IsThere(song, known))
            return known.Clips;
        Forget(song);
        using var decoder = AudioDecoders.Open(stream, entry.Extension.TrimStart('.'));
        var cut = Cut(song, hash, decoder, cancellationToken);
        _index.Add(song, cut);
        return cut.Clips;
    }

    private CutSong Cut(SongId song, string sourceSha256, IAudioDecoder decoder, CancellationToken cancellationToken)
    {
        using var sink = new ClipSink(ClipFiles.Clips(_request.OutFolder, song), _request.ClipSamples, _outputs
            .Where(output => output.FrontEnd != FrontEnds.Raw)
            .Select(output => (FrontEnds.Create(output.FrontEnd, _request.ClipSamples), PathOf(output.FrontEnd, song))));
        for (var block = mono.ReadBlock(); !block.IsEmpty; block = mono.ReadBlock())
        {
            cancellationToken.ThrowIfCancellationRequested();
            resampler.Write(block, resampled);
            sink.Write(resampled.WrittenSpan);
            resampled.ResetWrittenCount();
        }

        resampler.Finish(resampled);
        sink.Write(resampled.WrittenSpan);
        if (mono.Frames == 0)
            throw new InvalidDataException("holds no samples");
        var hashes = _outputs.Zip(sink.Complete(), (output, sha256) => KeyValuePair.Create(output.FrontEnd, sha256)).ToDictionary();
        return new CutSong(sourceSha256, sink.Clips, hashes);
    }

    private bool IsThere(SongId song, CutSong cut) => Array.TrueForAll(_outputs, output =>
        NpyCheck.Holds(PathOf(output.FrontEnd, song), cut.Clips, output.Columns, cut.ValuesSha256?.GetValueOrDefault(output.FrontEnd)));

    /// <summary>No file of the song is left that a later step could take for its clips.</summary>
    private void Forget(SongId song)
    {
        _index.Remove(song);
        foreach (var path in _outputs.Select(output => PathOf(output.FrontEnd, song)).Where(File.Exists))
            File.Delete(path);
    }

    private string PathOf(string frontEnd, SongId song) => ClipFiles.Features(_request.OutFolder, frontEnd, song);
}
