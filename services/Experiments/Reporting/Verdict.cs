using PlayCount.Learning.Evaluation;

namespace PlayCount.Experiments.Reporting;

/// <summary>What a run says of one listener.</summary>
internal enum VerdictKind
{
    Skill,
    Unsettled,
    NoSkill,
    TooFewSongs,
    NothingTrained,
    Leaky,
}

/// <summary>Whether any network of one listener beats the better constant, in plain words.</summary>
/// <param name="Kind">The answer.</param>
/// <param name="Answer">The answer in a few words.</param>
/// <param name="Reason">The figures behind it, in sentences.</param>
/// <param name="Best">The scored network of highest R2, if there is one.</param>
/// <remarks>
/// A network beats the better constant when the 95 % interval of its squared-error difference lies below 0. One interval in forty
/// does so by chance, and a sweep tries many, so the number that do is held against what independent tries would give.
/// </remarks>
internal sealed record Verdict(VerdictKind Kind, string Answer, string Reason, NetworkResult? Best)
{
    /// <summary>With fewer held-out songs one outlier decides the interval.</summary>
    public const int FewestSongs = 10;

    /// <summary>How often a 95 % interval lies below 0 when there is nothing to find.</summary>
    private const double ChanceOfOne = 0.025;

    /// <summary>How often chance alone may bring as many.</summary>
    private const double ChanceAllowed = 0.05;

    /// <summary>Judges the networks of one listener.</summary>
    /// <param name="networks">The listener's networks.</param>
    /// <param name="split">How songs were held out.</param>
    /// <param name="songsWithAudio">The listener's shared songs that have usable audio.</param>
    public static Verdict Of(IReadOnlyList<NetworkResult> networks, ReportSplit split, int songsWithAudio)
    {
        if (songsWithAudio == 0)
            return new(VerdictKind.TooFewSongs, "No song has audio",
                "None of this listener's shared songs has usable audio: files named by "
                + "Spotify id or song id in the audio folder would provide it. The skipped songs tell each reason.", null);
        var scored = networks.Where(IsScored).ToList();
        if (scored.Count == 0)
            return WithoutScores(networks);

        var best = scored.MaxBy(network => network.R2)!;
        var winners = scored.Count(BeatsConstant);
        var figures = Standing(best, split);
        if (split.IsLeaky)
            return new(VerdictKind.Leaky, "No evidence either way", $"{Winners(winners, scored.Count)} The split is LEAKY: "
                + $"a network that only remembers songs can do that. {figures}", best);
        var songs = scored.Max(network => network.ValidationSongs);
        if (songs < FewestSongs)
            return new(VerdictKind.TooFewSongs, "Too few songs", $"Only {Figures.Count(songs, "song")} could be held out; with fewer than "
                + $"{FewestSongs} one outlier decides. {figures}", best);
        if (winners == 0)
            return new(VerdictKind.NoSkill, "No skill found", $"{Winners(winners, scored.Count)} {figures}", best);
        return winners < WinnersBeyondChance(scored.Count)
            ? new(VerdictKind.Unsettled, "Not settled", $"{Winners(winners, scored.Count)} Among {scored.Count} tries so few do so by "
                + $"chance too easily to count. {figures}", best)
            : new(VerdictKind.Skill, "The sound tells", $"{Winners(winners, scored.Count)} {figures}", best);
    }

    /// <summary>Whether the 95 % interval of the squared-error difference to the better constant lies below 0.</summary>
    public static bool BeatsConstant(NetworkResult network) => network.AgainstConstant?.High < 0;

    /// <summary>The fewest winners among independent tries that chance alone brings in at most one case of twenty.</summary>
    public static int WinnersBeyondChance(int tries)
    {
        var exactly = Math.Pow(1 - ChanceOfOne, tries);
        var fewer = 0.0;
        for (var winners = 0; winners < tries; winners++)
        {
            fewer += exactly;
            if (1 - fewer <= ChanceAllowed)
                return winners + 1;
            exactly *= (double)(tries - winners) / (winners + 1) * ChanceOfOne / (1 - ChanceOfOne);
        }

        return Math.Max(1, tries);
    }

    private static bool IsScored(NetworkResult network) =>
        network.Status is NetworkStatus.Improved or NetworkStatus.Worsened && network.R2 is { } r2 && double.IsFinite(r2);

    private static Verdict WithoutScores(IReadOnlyList<NetworkResult> networks)
    {
        if (networks.Count == 0)
            return new(VerdictKind.NothingTrained, "Nothing trained", "No network was trained for this listener.", null);
        if (networks.All(network => network.Status == NetworkStatus.TooShort))
            return new(VerdictKind.TooFewSongs, "Too few songs", $"None of {Figures.Count(networks.Count, "network")} found enough songs "
                + "that are long enough to train and to validate on.", null);
        if (networks.Any(network => network.ScoredMse is { } mse && double.IsFinite(mse)))
            return new(VerdictKind.NoSkill, "Nothing to learn", "All plays are equal: the training mean is right for every held-out "
                + "row, and no sound can tell more.", null);
        return new(VerdictKind.NothingTrained, "Nothing trained to the end", $"None of {Figures.Count(networks.Count, "network")} came "
            + "to a score: losses or weights became infinite or not a number.", null);
    }

    private static string Winners(int winners, int scored) =>
        $"{(winners == 0 ? "None" : Figures.Count(winners))} of {Figures.Count(scored, "network")} "
        + $"{(winners == 1 || winners == 0 ? "beats" : "beat")} the better constant.";

    private static string Standing(NetworkResult best, ReportSplit split)
    {
        var rows = split.ScoresSongs
            ? $"{Figures.Count(best.ValidationSongs, "held-out song")}"
            : $"{Figures.Count(best.ValidationSamples, "held-out sample")} of {Figures.Count(best.ValidationSongs, "song")}";
        var interval = best.AgainstConstant is { } difference
            ? $"95\u00A0% interval of the squared-error difference {Figures.Show(difference.Low)} to {Figures.Show(difference.High)}"
            : "no interval could be computed";
        return $"Best: {Name(best)}, R² {Figures.Show(best.R2)} on {rows}, {interval}.";
    }

    /// <summary>The network in words: <c>2 layers × 18 steps</c>.</summary>
    public static string Name(NetworkResult network) =>
        $"{Figures.Count(network.Layers, "layer")} × {Figures.Count(network.Steps, "step")}";
}
