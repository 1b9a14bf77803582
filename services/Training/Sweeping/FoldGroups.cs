namespace PlayCount.Training.Sweeping;

/// <summary>
/// Where an engine trains many networks at once: the folds, parts and members that networks of equal layers and steps still need, of all
/// listeners, before the networks are scored one by one.
/// </summary>
internal static class FoldGroups
{
    /// <summary>Trains what is not trained yet; each fold's outcome is kept as soon as all of its members are through.</summary>
    public static void Train(IEnumerable<NetworkTraining> networks, SweepContext sweep, CancellationToken cancellationToken)
    {
        if (!sweep.Engines.Current.IsShared)
            return;
        foreach (var alike in networks.GroupBy(network => (network.Key.Layers, network.Key.Steps)))
        {
            FoldTraining[] folds = [.. alike.SelectMany(network => network.Missing())];
            foreach (var some in folds.Chunk(MostFolds))
            {
                new GroupTraining(sweep).Train([.. some.SelectMany(fold => fold.AllMembers())], keepsWeights: false, cancellationToken);
                foreach (var fold in some)
                    fold.Keep();
            }
        }
    }

    /// <summary>Folds whose inputs are in memory at the same time at most.</summary>
    private const int MostFolds = 64;
}
