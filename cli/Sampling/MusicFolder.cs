using System.Collections.Concurrent;
using PlayCount.Songs;

namespace PlayCount.Cli.Sampling;

/// <summary>A piece of music that plays can be planted on.</summary>
/// <param name="File">Its file's name.</param>
/// <param name="Id">The file's name without ending: a Spotify id or a song id.</param>
/// <param name="Measure">What it measures.</param>
internal sealed record MusicPiece(string File, string Id, MusicMeasure Measure);

/// <summary>The music in a folder, measured, and what was left out of it.</summary>
internal sealed record MusicFolder(IReadOnlyList<MusicPiece> Pieces, IReadOnlyList<SkippedFile> Skipped)
{
    /// <summary>Fewer say nothing.</summary>
    public const int LeastPieces = 10;

    private static readonly string[] Endings = [".wav", ".mp3", ".ogg", ".opus", ".flac", ".aif", ".aiff"];

    /// <summary>Measures every piece of music in a folder, as many at a time as there are processors.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">Fewer than <see cref="LeastPieces"/> pieces can be planted on.</exception>
    public static async Task<MusicFolder> MeasureAsync(string path, IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"'{path}' is no folder; --plant-on takes a folder of music.");
        var skipped = new ConcurrentBag<SkippedFile>();
        var files = MusicFiles(path, skipped);
        var pieces = new MusicPiece?[files.Count];
        var done = 0;
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForAsync(0, files.Count, options, async (i, token) =>
        {
            try
            {
                var measure = await MusicMeter.MeasureAsync(Path.Combine(path, files[i]), token);
                pieces[i] = new MusicPiece(files[i], Path.GetFileNameWithoutExtension(files[i]), measure);
            }
            catch (InvalidDataException exception)
            {
                skipped.Add(new SkippedFile(files[i], exception.Message));
            }

            progress.Report(new StageProgress(Interlocked.Increment(ref done), files.Count));
        });

        var folder = new MusicFolder([.. pieces.OfType<MusicPiece>()], [.. skipped.OrderBy(file => file.File, StringComparer.Ordinal)]);
        return folder.Pieces.Count >= LeastPieces ? folder : throw folder.TooFew(path);
    }

    private static List<string> MusicFiles(string path, ConcurrentBag<SkippedFile> skipped)
    {
        var music = new List<string>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal))
        {
            var id = Path.GetFileNameWithoutExtension(file);
            if (!Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                skipped.Add(new SkippedFile(file, $"its name ends with none of {string.Join(' ', Endings)}"));
            else if (!SongId.TryParse(id, out _))
                skipped.Add(new SkippedFile(file, "its name is neither a Spotify id nor a song id"));
            else if (!ids.Add(id))
                skipped.Add(new SkippedFile(file, "another file has the same id"));
            else
                music.Add(file);
        }

        return music;
    }

    private InvalidDataException TooFew(string path)
    {
        var example = Skipped.Count == 0 ? "" : $" Of {Counted.Of(Skipped.Count, "other")} the first is "
            + $"'{Shown.Shorten(Skipped[0].File)}': {Skipped[0].Reason}.";
        return new InvalidDataException($"'{path}' holds {Counted.Of(Pieces.Count, "piece")} of music that plays can be planted on; "
            + $"at least {LeastPieces} are needed.{example}");
    }
}
