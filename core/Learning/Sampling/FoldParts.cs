namespace PlayCount.Learning.Sampling;

/// <summary>Parts the training songs of a listener's folds of <c>sound</c> again.</summary>
/// <param name="userRank">The listener's rank: each has draws of their own.</param>
/// <param name="clipsPerSong">Clips of each of the listener's songs with audio; shape (songs).</param>
/// <param name="groupOfSong">Songs of one number stay together; shape (songs), or empty: each song for itself.</param>
/// <param name="folds">Folds of <c>sound</c>, outer and inner ones.</param>
/// <param name="shortSongs">What becomes of songs shorter than the steps.</param>
/// <remarks>
/// What is drawn depends on seed, rank, fold and groups only, not on the steps: a listener's networks have the same inner folds, and a song
/// that one of them learns from at some share is the first for the others too where it is long enough.
/// </remarks>
internal sealed class FoldParts(int userRank, int[] clipsPerSong, int[] groupOfSong, int folds, ShortSongs shortSongs)
{
    private const int InnerStream = 0x494E5350; // "INSP": keeps these draws apart from all others
    private const int ShareStream = 0x53484152; // "SHAR"

    /// <summary>The parts of a fold: its inner folds, where they are asked for, then its shares.</summary>
    /// <param name="fold">A fold of <c>sound</c>.</param>
    /// <param name="steps">Clips in a sample.</param>
    /// <param name="nested">Whether inner folds are asked for.</param>
    /// <param name="shares">Shares of the training songs, each above 0 and below 1.</param>
    public Fold[] Of(Fold fold, int steps, bool nested, IReadOnlyList<double> shares)
    {
        if (!nested && shares.Count == 0)
            return [];
        // At 1 step a fold has all the songs.
        var songs = Splitter.Split(SplitKind.Sound, clipsPerSong, steps: 1, folds, fold.Seed, userRank, groupOfSong: groupOfSong)
            .Single(whole => whole.Index == fold.Index).TrainingSongs;
        var order = Order(songs, Rng.For(fold.Seed, ShareStream, userRank, fold.Index));
        return [.. (nested ? Inner(fold, songs, steps) : []).Concat(shares.Select(share => Share(fold, order, share)))
            .Select((part, place) => part with { Part = part.Part! with { Number = place + 1 } })];
    }

    private IEnumerable<Fold> Inner(Fold fold, int[] songs, int steps) =>
        Splitter.Sound(
            songs, clipsPerSong, steps, folds, shortSongs, groupOfSong, Rng.For(fold.Seed, InnerStream, userRank, fold.Index))
        .Select(inner => inner with { Index = fold.Index, Seed = fold.Seed, Part = new FoldPart(0, inner.Index, Share: null) });

    /// <summary>Groups of songs, shuffled.</summary>
    private int[][] Order(int[] songs, Rng rng)
    {
        int[][] groups = [.. songs.GroupBy(song => groupOfSong.Length == 0 ? song : groupOfSong[song]).Select(group => group.ToArray())];
        rng.Shuffle<int[]>(groups);
        return groups;
    }

    /// <summary>The first groups until the share is reached, rounded to whole songs.</summary>
    private static Fold Share(Fold fold, int[][] order, double share)
    {
        var (known, taken) = (fold.TrainingSongs.ToHashSet(), new HashSet<int>());
        var wanted = Math.Max(1, (int)Math.Round(share * known.Count));
        foreach (var group in order.TakeWhile(_ => taken.Count < wanted))
            taken.UnionWith(group.Where(known.Contains));
        return fold with
        {
            TrainingSongs = [.. taken.Order()],
            Training = [.. fold.Training.Where(sample => taken.Contains(sample.Song))],
            Part = new FoldPart(0, Inner: null, share),
        };
    }
}
