namespace PlayCount.Learning.Published;

/// <summary>The paper's claims beside the published curves and, where there is one, a study of ours.</summary>
/// <remarks>
/// Every published network drew its own validation songs, one run a network, so differences between networks are partly differences
/// between songs. A study of ours scores all networks of a listener on the same songs.
/// </remarks>
public static class PaperClaims
{
    /// <summary>The claims on the published curves alone.</summary>
    public static IReadOnlyList<Claim> Published { get; } = Build();

    /// <summary>The claims, with what a study of ours says where it has what the test needs.</summary>
    /// <param name="study">Its networks; those without a score are not in it.</param>
    public static IReadOnlyList<Claim> Of(IReadOnlyList<StudyScore> study)
    {
        ArgumentNullException.ThrowIfNull(study);
        var networks = study.GroupBy(score => (score.User, score.Layers, score.Steps)).Select(seeds => MeanOf([.. seeds])).ToArray();
        var rows = networks.Select(ScoredShape.Of).ToArray();
        ClaimFinding?[] ours =
        [
            NetworkClaims.History(rows), NetworkClaims.Depth(rows), NetworkClaims.Divergence(rows), NetworkClaims.Seeds(study),
            NetworkClaims.Universal(rows), ListenerClaims.FirstListener(networks), ListenerClaims.BestListener(networks),
            ListenerClaims.RandomGuess(networks), ListenerClaims.OneDeviation(networks),
        ];
        return [.. Published.Zip(ours, (claim, finding) => claim with { OnOurs = finding })];
    }

    /// <summary>A network by the mean errors of its seeds.</summary>
    private static StudyScore MeanOf(StudyScore[] seeds) => seeds[0] with
    {
        FirstMse = seeds.Average(seed => seed.FirstMse),
        FinalMse = seeds.Average(seed => seed.FinalMse),
        SongsMse = seeds.Average(seed => seed.SongsMse),
        ConstantMse = seeds.Average(seed => seed.ConstantMse),
    };

    private static Claim[] Build()
    {
        ScoredShape[] rows = [.. PublishedStudy.Runs.Select(ScoredShape.Of)];
        return
        [
            new("A longer history helps",
                [new("a longer time history improves the performance of the network", "5.2")],
                "Spearman’s correlation of steps and final MSE among a listener’s networks of one depth, mean over these groups; steps "
                + "shuffled within the groups.",
                NetworkClaims.History(rows)!),
            new("Two layers beat one",
                [new("the performance of the two layer LSTM models is significantly better than the single layer models", "5.2")],
                "Final MSE of two layers over that of one, same listener and steps, geometric mean; signs of the logarithms thrown anew.",
                NetworkClaims.Depth(rows)!),
            new("Networks diverge at few steps",
                [new("diverging loss, most commonly when the number of time steps was low", "5.5")],
                "Mean steps of the networks that end above their start, less the mean of their group; marks shuffled within the groups.",
                NetworkClaims.Divergence(rows)!),
            new("The rest is bad initialization",
                [new("performed poorly, most likely due to a bad random initialization", "5.5")],
                "Standard deviation of log MSE over seeds of one network, less that of a constant over the same splits, beside that over "
                + "networks. The published curves have one seed: their spread is set beside that of a constant over splits, which has no "
                + "initialization.",
                ListenerClaims.PublishedSpread()),
            new("2 layers × 18 steps is universal",
                [new("the combination of two LSTM layers and 18 time steps was the closest model to achieving that goal", "5.3")],
                "Worst rank over the listeners by final MSE, the smallest wins; how often ranks dealt at random bring one as small.",
                NetworkClaims.Universal(rows)!),
            new("Listener 1 never ends under 1",
                [new("user 1 had the worst performance, with no final MSE being under 1 standard deviation", "5")],
                "The lowest final MSE of listener 1.",
                ListenerClaims.PublishedFirstListener()),
            new("Which listener is best",
                [new("not because they had the best performance out of all users, as User 2 had that distinction", "5"),
                    new("User 5 had the best performance of all users", "5.4")],
                "The text contradicts itself. Lowest final MSE of each listener, as it is and over the constant’s median.",
                ListenerClaims.PublishedBestListener()),
            new("MSE below 0.4 beats a random guess",
                [new("MSE < 0.4, which is better than a random guess at the standardized number of plays for that user", "5.4")],
                "How often a constant, which guesses without any sound, ends below 0.4.",
                ListenerClaims.PublishedRandomGuess()),
            new("MSE 1 is one standard deviation",
                [new("an MSE of 1 means that the error by the network was ± 1 standard deviation", "5")],
                "Variance of each listener’s scaled plays: the MSE of predicting their mean.",
                ListenerClaims.PublishedOneDeviation()),
        ];
    }
}

/// <summary>What the tests of networks read of a network.</summary>
internal readonly record struct ScoredShape(int User, int Layers, int Steps, double Error, bool Diverges)
{
    public static ScoredShape Of(RunCurve run) => new(run.User, run.Layers, run.Steps, run.Final, run.Diverges);

    public static ScoredShape Of(StudyScore score) => new(score.User, score.Layers, score.Steps, score.SongsMse, score.Diverges);
}
