using PlayCount.Extraction.Reading;
using PlayCount.Songs;

namespace PlayCount.Extraction.Selecting;

/// <summary>The paper's selection from a triplet file, read twice; memory holds its distinct users and songs, never its rows.</summary>
public static class StreamingSelector
{
    /// <summary>Selects the most active listeners and the songs they share.</summary>
    /// <param name="path">Triplets, plain, .gz or .zip.</param>
    /// <param name="criteria">What the paper selects by.</param>
    /// <param name="mismatches">Songs to leave out and count; may be empty.</param>
    /// <param name="progress">Told bytes, of both readings.</param>
    /// <param name="cancellationToken">Stops it between two rows.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A row is bad, or the file has no shared song.</exception>
    public static Selection Select(string path, SelectionCriteria criteria, IReadOnlySet<SongId> mismatches,
        IProgress<StageProgress>? progress, CancellationToken cancellationToken) =>
        Select(path, criteria, mismatches, progress, rows: null, cancellationToken);

    /// <inheritdoc cref="Select(string, SelectionCriteria, IReadOnlySet{SongId}, IProgress{StageProgress}?, CancellationToken)"/>
    internal static Selection Select(string path, SelectionCriteria criteria, IReadOnlySet<SongId> mismatches,
        IProgress<StageProgress>? progress, IProgress<long>? rows, CancellationToken cancellationToken)
    {
        SelectionRefusal.ThrowIfUnmeetable(criteria);
        var stamp = FileStamp.Of(path);
        var scan = new TripletScan(path, progress, readings: 2, rows);

        var totals = new TotalsPass(criteria, mismatches);
        scan.Run(0, totals.Add, cancellationToken);
        var top = new TopUsersPass(totals, path);
        scan.Run(1, top.Add, cancellationToken);

        stamp.RequireUnchanged(path);
        return top.Finish();
    }
}
