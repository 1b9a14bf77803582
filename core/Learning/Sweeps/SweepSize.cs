using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Sweeps;

/// <summary>
/// How much training a sweep is: every fold of every network and its parts, and each network that becomes a model once more.
/// </summary>
/// <param name="Networks">Networks that have enough songs to be trained.</param>
/// <param name="Folds">Folds of all of them together.</param>
/// <param name="FinalFits">Networks that are to become models.</param>
/// <param name="Epochs">Epochs of one training.</param>
/// <param name="Members">Networks whose mean estimate is the estimate, each trained on every fold.</param>
/// <param name="Parts">Inner folds and shares of the songs of all the folds together.</param>
public sealed record SweepSize(int Networks, int Folds, int FinalFits, int Epochs, int Members, int Parts)
{
    /// <summary>How often a network is trained from the start.</summary>
    public int Trainings => (Folds + Parts + FinalFits) * Members;

    /// <summary>Epochs of all trainings, which the progress of a sweep counts.</summary>
    public long TotalEpochs => (long)Trainings * Epochs;

    /// <summary>The size of a sweep that has not begun.</summary>
    /// <param name="options">The networks.</param>
    /// <param name="users">
    /// The listeners: rank, clips of each of the listener's songs with audio, and its group of one sound; shapes (songs).
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static SweepSize Of(SweepOptions options, IEnumerable<(int Rank, int[] ClipsPerSong, int[] GroupOfSong)> users) => Of(
        options,
        from user in users
        from _ in options.Networks
        from steps in options.Steps
        select (user.Rank, options.FoldsOf(user.Rank, user.ClipsPerSong, user.GroupOfSong, steps)));

    /// <summary>The size of a sweep by its networks: the listener's rank and the folds of each.</summary>
    public static SweepSize Of(SweepOptions options, IEnumerable<(int Rank, IReadOnlyList<Fold> Folds)> networks)
    {
        var trainable = networks.Where(network => network.Folds.Count > 0).ToList();
        var finalFits = options.Keep == KeptModels.All ? trainable.Count : trainable.DistinctBy(network => network.Rank).Count();
        return new SweepSize(
            trainable.Count, trainable.Sum(network => network.Folds.Count), finalFits, options.Epochs, options.Members,
            trainable.Sum(network => network.Folds.Sum(fold => fold.Parts.Count)));
    }
}
