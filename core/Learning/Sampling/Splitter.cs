namespace PlayCount.Learning.Sampling;

/// <summary>How a user's samples are parted into training and validation.</summary>
public enum SplitKind
{
    /// <summary>Folds grouped by song: no song is on both sides, and every song is validated once.</summary>
    Sound,

    /// <summary>What the study's program does: songs shuffled, samples laid song by song, the last tenth of the samples
    /// validates.</summary>
    PaperCode,

    /// <summary>What the paper's text says: samples shuffled, a tenth validates. Leaky: clips of one song are on both sides.</summary>
    PaperText,
}

/// <summary>One parting of a user's samples.</summary>
/// <param name="Index">The fold's number, from 0; a number is missing where the fold had nothing to train on or to validate.</param>
/// <param name="TrainingSongs">Songs with at least one training sample, ascending.</param>
/// <param name="ValidationSongs">Songs with at least one validation sample, ascending.</param>
/// <param name="Training">Samples to train on; at least one.</param>
/// <param name="Validation">Samples to validate on; at least one, but in the fold of all songs that makes a model.</param>
public sealed record Fold(int Index, int[] TrainingSongs, int[] ValidationSongs, Sample[] Training, Sample[] Validation)
{
    /// <summary>The seed that parted the songs, and that feeds the network trained here.</summary>
    public ulong Seed { get; init; }

    /// <summary>Which part of the fold of this number this is; null: the fold itself.</summary>
    public FoldPart? Part { get; init; }

    /// <summary>The fold's parts: trainings on some of its training songs; most folds have none.</summary>
    public IReadOnlyList<Fold> Parts { get; init; } = [];

    /// <summary>Which fold of which seed, or which part of it.</summary>
    public FoldKey Key => new(Seed, Index, Part);
}

/// <summary>Which fold of which seed.</summary>
/// <param name="Seed">The seed that parted the songs.</param>
/// <param name="Index">The fold's number, from 0; -1: all songs, which make a model.</param>
/// <param name="Part">Which part of it; null: the fold itself.</param>
public readonly record struct FoldKey(ulong Seed, int Index, FoldPart? Part = null);

/// <summary>What becomes of songs of one sound.</summary>
public enum DuplicateSongs
{
    /// <summary>They share a fold of <c>sound</c>, so that none is trained on while another is scored.</summary>
    Together,

    /// <summary>They are parted like other songs; the results tell of them.</summary>
    Apart,
}

/// <summary>Parts a user's songs or samples into training and validation.</summary>
/// <remarks>Source: <c>paper-text</c> is the paper's text, sections 4.1 and 4.2.3; <c>paper-code</c> the study's program; <c>sound</c> is
/// ours.</remarks>
public static class Splitter
{
    /// <summary>Below this many songs <c>sound</c> leaves one song out at a time: folds of the usual number would train on too
    /// few.</summary>
    public const int FewestSongsForFolds = 20;

    private const int StreamName = 0x53504C54; // "SPLT": keeps these draws apart from those for weights and dropout

    /// <summary>The folds of one network of one user; empty when too few songs reach the steps to train and to validate.</summary>
    /// <param name="kind">How to part.</param>
    /// <param name="clipsPerSong">Clips of each of the user's songs with audio; shape (songs).</param>
    /// <param name="steps">Clips in a sample, at least 1.</param>
    /// <param name="folds">Folds of <c>sound</c>, at least 2; the <c>paper-*</c> splits have one fold.</param>
    /// <param name="seed">The experiment's seed.</param>
    /// <param name="userRank">The user's rank: each user has draws of their own.</param>
    /// <param name="shortSongs">What becomes of songs shorter than the steps.</param>
    /// <param name="groupOfSong">Songs of one number share a fold of <c>sound</c>; shape (songs), or empty: each song for itself.</param>
    /// <remarks>The songs' order, and with it the song's fold, depends on seed, rank and groups only, not on the steps.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="steps"/> is below 1, <paramref name="folds"/> below 2, a song's clips below 0, or <paramref name="kind"/> unknown.
    /// </exception>
    /// <exception cref="ArgumentException">There are groups of more or fewer songs.</exception>
    public static IReadOnlyList<Fold> Split(
        SplitKind kind,
        ReadOnlySpan<int> clipsPerSong,
        int steps,
        int folds,
        ulong seed,
        int userRank,
        ShortSongs shortSongs = ShortSongs.Drop,
        ReadOnlySpan<int> groupOfSong = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        var rng = Rng.For(seed, StreamName, userRank);
        IReadOnlyList<Fold> parted = kind switch
        {
            SplitKind.Sound =>
                Sound([.. Enumerable.Range(0, clipsPerSong.Length)], clipsPerSong, steps, folds, shortSongs, groupOfSong, rng),
            SplitKind.PaperCode =>
                LastTenth(SampleBuilder.BuildFor(Shuffled(clipsPerSong.Length, rng), clipsPerSong, steps, shortSongs)),
            SplitKind.PaperText => LastTenth(ShuffledSamples(clipsPerSong, steps, shortSongs, rng)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The split is none of sound, paper-code and paper-text."),
        };
        return [.. parted.Select(fold => fold with { Seed = seed })];
    }

    /// <summary>Whether the split puts samples of one song on both sides throughout, so that its scores say little about new
    /// songs.</summary>
    /// <remarks><c>paper-code</c> is not: at most one song of it straddles.</remarks>
    public static bool IsLeaky(SplitKind kind) => kind is SplitKind.PaperText;

    /// <summary>The songs whose plays fit the scaling: the training songs under <c>sound</c>, all of the user's as in the study
    /// otherwise.</summary>
    /// <param name="kind">How the fold was parted.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="songs">How many songs with audio the user has.</param>
    /// <returns>Indices of songs, ascending.</returns>
    public static int[] SongsToFitScaling(SplitKind kind, Fold fold, int songs) =>
        kind is SplitKind.Sound ? [.. fold.TrainingSongs] : [.. Enumerable.Range(0, songs)];

    /// <summary>Folds of some of the songs, which are told in ascending order.</summary>
    internal static List<Fold> Sound(
        int[] songs,
        ReadOnlySpan<int> clipsPerSong,
        int steps,
        int folds,
        ShortSongs shortSongs,
        ReadOnlySpan<int> groupOfSong,
        Rng rng)
    {
        var groups = Groups(groupOfSong, clipsPerSong.Length);
        var foldOfPlace = FoldsOfSongs(Groups(Array.ConvertAll(songs, song => groups[song]), songs.Length), folds, rng);
        var result = new List<Fold>();
        for (var index = 0; index <= foldOfPlace.DefaultIfEmpty(-1).Max(); index++)
        {
            List<int> training = [], validation = [];
            for (var place = 0; place < songs.Length; place++)
            {
                if (SampleBuilder.Count(clipsPerSong[songs[place]], steps, shortSongs) > 0)
                    (foldOfPlace[place] == index ? validation : training).Add(songs[place]);
            }

            if (training.Count > 0 && validation.Count > 0)
                result.Add(FromSongs(index, [.. training], [.. validation], clipsPerSong, steps, shortSongs));
        }

        return result;
    }

    /// <summary>Deals the shuffled groups out in turn: folds differ by one group at most.</summary>
    private static int[] FoldsOfSongs(int[] groupOfSong, int folds, Rng rng)
    {
        var groups = groupOfSong.DefaultIfEmpty(-1).Max() + 1;
        var count = groups < FewestSongsForFolds ? groups : Math.Min(folds, groups);
        var foldOfGroup = new int[groups];
        var order = Shuffled(groups, rng);
        for (var place = 0; place < groups; place++)
            foldOfGroup[order[place]] = place % count;
        return Array.ConvertAll(groupOfSong, group => foldOfGroup[group]);
    }

    /// <summary>The groups numbered from 0 in the order of their first songs, so that songs without doubles are dealt as ever.</summary>
    private static int[] Groups(ReadOnlySpan<int> groupOfSong, int songs)
    {
        if (groupOfSong.IsEmpty)
            return [.. Enumerable.Range(0, songs)];
        if (groupOfSong.Length != songs)
            throw new ArgumentException($"There are groups of {groupOfSong.Length} songs; {songs} are right.", nameof(groupOfSong));
        var numbers = new Dictionary<int, int>();
        var result = new int[songs];
        for (var song = 0; song < songs; song++)
        {
            if (!numbers.TryGetValue(groupOfSong[song], out result[song]))
                numbers.Add(groupOfSong[song], result[song] = numbers.Count);
        }

        return result;
    }

    private static Fold FromSongs(
        int index, int[] training, int[] validation, ReadOnlySpan<int> clipsPerSong, int steps, ShortSongs shortSongs) => new(
            index,
            training,
            validation,
            SampleBuilder.BuildFor(training, clipsPerSong, steps, shortSongs),
            SampleBuilder.BuildFor(validation, clipsPerSong, steps, shortSongs));

    /// <summary>The first floor(0.9 n) samples train, the rest validates.</summary>
    private static Fold[] LastTenth(Sample[] samples)
    {
        var training = (int)(samples.Length * 9L / 10);
        if (training == 0)
            return [];
        return [new Fold(0, Songs(samples[..training]), Songs(samples[training..]), samples[..training], samples[training..])];
    }

    private static int[] Songs(Sample[] samples) => [.. samples.Select(sample => sample.Song).Distinct().Order()];

    private static int[] Shuffled(int songs, Rng rng)
    {
        var order = Enumerable.Range(0, songs).ToArray();
        rng.Shuffle<int>(order);
        return order;
    }

    private static Sample[] ShuffledSamples(ReadOnlySpan<int> clipsPerSong, int steps, ShortSongs shortSongs, Rng rng)
    {
        var samples = SampleBuilder.Build(clipsPerSong, steps, shortSongs);
        rng.Shuffle<Sample>(samples);
        return samples;
    }
}
