namespace PlayCount.Learning.Evaluation;

/// <summary>
/// The songs that all the compared networks of a listener were scored on, so that networks of different steps stand on equal songs.
/// </summary>
/// <remarks>
/// All in plays: a network's scaled units depend on which songs are long enough for it. The constant is the mean plays of all songs
/// outside the song's fold that any of the networks knows, one for all networks.
/// </remarks>
public sealed class CommonSongs
{
    private CommonSongs(IReadOnlyList<HeldOutSong>[] networks)
    {
        var bySong = networks.SelectMany(songs => songs).ToLookup(song => song.Song);
        var known = bySong.Select(song => song.First()).ToArray();
        Songs = [.. known.Where(song => bySong[song.Song].Count() == networks.Length)
            .OrderBy(song => song.Fold).ThenBy(song => song.Song)];
        Plays = [.. Songs.Select(song => song.Plays)];
        var means = known.Select(song => song.Fold).Distinct().ToDictionary(
            fold => fold, fold => known.Where(song => song.Fold != fold).Select(song => song.Plays).DefaultIfEmpty(double.NaN).Average());
        Constant = [.. Songs.Select(song => means[song.Fold])];
        OfNetworks = [.. networks.Select(songs =>
        {
            var own = songs.ToDictionary(song => song.Song);
            return Songs.Select(song => own[song.Song] with { MeanPlays = means[song.Fold] }).ToArray();
        })];
        Estimates = [.. OfNetworks.Select(songs => songs.Select(song => song.EstimatePlays).ToArray())];
        ConstantError = Errors(Constant).Sum();
        Folds = [.. Songs.GroupBy(song => song.Fold).Select(fold => fold.Count())];
    }

    /// <summary>How many songs each fold has, in the order of the songs; shape (folds).</summary>
    internal int[] Folds { get; }

    /// <summary>How many songs there are.</summary>
    public int Count => Songs.Length;

    /// <summary>Each network's estimates of the songs beside the constant, by fold, then song; shape (networks, songs).</summary>
    public IReadOnlyList<IReadOnlyList<HeldOutSong>> OfNetworks { get; }

    /// <summary>Squared error of the constant, sum over the songs, in squared plays.</summary>
    public double ConstantError { get; }

    /// <summary>Whether there is an error that an estimate could take away.</summary>
    public bool HasError => Count > 0 && ConstantError > 0;

    internal HeldOutSong[] Songs { get; }

    /// <summary>Shape (songs).</summary>
    internal double[] Plays { get; }

    /// <summary>Shape (songs).</summary>
    internal double[] Constant { get; }

    /// <summary>In plays; shape (networks, songs).</summary>
    internal double[][] Estimates { get; }

    /// <summary>Finds the common songs of a listener's networks, whose folds hold out whole songs and are the same for all.</summary>
    /// <param name="networks">Each network's held-out songs.</param>
    public static CommonSongs Of(IEnumerable<IReadOnlyList<HeldOutSong>> networks) => new([.. networks]);

    /// <summary>1 - a network's squared error over the constant's.</summary>
    /// <param name="network">Place of the network.</param>
    public double R2(int network) => 1 - Errors(Estimates[network]).Sum() / ConstantError;

    /// <summary>Squared errors of some estimates; shape (songs).</summary>
    internal double[] Errors(double[] estimates) => [.. estimates.Zip(Plays, (estimate, plays) => (estimate - plays) * (estimate - plays))];
}
