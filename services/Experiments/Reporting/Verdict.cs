using PlayCount.Learning.Evaluation;

namespace PlayCount.Experiments.Reporting;

/// <summary>What a run says of one listener.</summary>
internal enum VerdictKind
{
    Skill,
    NoSkill,
    TooFewSongs,
    NotTested,
    NothingTrained,
    Leaky,
}

/// <summary>Whether the sound tells one listener's plays, in plain words.</summary>
/// <param name="Kind">The answer.</param>
/// <param name="Answer">The answer in a few words.</param>
/// <param name="Reason">The figures behind it, in sentences.</param>
/// <param name="Best">The scored network of highest R2, if there is one.</param>
internal sealed record Verdict(VerdictKind Kind, string Answer, string Reason, NetworkResult? Best)
{
    /// <summary>Judges the networks of one listener.</summary>
    /// <param name="networks">The listener's networks.</param>
    /// <param name="skill">Their test; null where none was trained.</param>
    /// <param name="split">How songs were held out.</param>
    /// <param name="songsWithAudio">The listener's shared songs that have usable audio.</param>
    public static Verdict Of(IReadOnlyList<NetworkResult> networks, ListenerSkill? skill, ReportSplit split, int songsWithAudio)
    {
        if (songsWithAudio == 0)
            return new(VerdictKind.TooFewSongs, "No song has audio",
                "None of this listener's shared songs has usable audio: files named by "
                + "Spotify id or song id in the audio folder would provide it. The skipped songs tell each reason.", null);
        var scored = networks.Where(IsScored).ToList();
        if (skill is null || scored.Count == 0)
            return WithoutScores(networks);

        var best = scored.MaxBy(network => network.R2)!;
        if (split.IsLeaky)
            return new(VerdictKind.Leaky, "No evidence either way", "The split is LEAKY: "
                + $"a network that only remembers songs can score well. {Standing(best, split)}", best);
        if (!split.ScoresSongs)
            return new(VerdictKind.NotTested, "No verdict", $"Split '{split.Name}' repeats the study and does not hold out whole songs "
                + $"in folds; run with 'sound' for a verdict. {Standing(best, split)}", best);
        return new(KindOf(skill), SkillWords.Answer(skill), SkillWords.Reason(skill), best);
    }

    private static VerdictKind KindOf(ListenerSkill skill) => skill.Verdict switch
    {
        SkillVerdict.Skill => VerdictKind.Skill,
        SkillVerdict.NoSkill => VerdictKind.NoSkill,
        SkillVerdict.TooFewSongs => VerdictKind.TooFewSongs,
        _ => VerdictKind.NotTested,
    };

    private static bool IsScored(NetworkResult network) =>
        network.Status is NetworkStatus.Improved or NetworkStatus.Worsened && network.R2 is { } r2 && double.IsFinite(r2);

    private static Verdict WithoutScores(IReadOnlyList<NetworkResult> networks)
    {
        if (networks.Count == 0)
            return new(VerdictKind.NothingTrained, "Nothing trained", "No network was trained for this listener.", null);
        if (networks.All(network => network.Status == NetworkStatus.TooShort))
            return new(VerdictKind.TooFewSongs, "Too few songs to tell", $"None of {Figures.Count(networks.Count, "network")} found enough "
                + "songs that are long enough to train and to validate on.", null);
        if (networks.Any(network => network.ScoredMse is { } mse && double.IsFinite(mse)))
            return new(VerdictKind.NoSkill, "Nothing to learn", "All plays are equal: the training mean is right for every held-out "
                + "row, and no sound can tell more.", null);
        return new(VerdictKind.NothingTrained, "Nothing trained to the end", $"None of {Figures.Count(networks.Count, "network")} came "
            + "to a score: losses or weights became infinite or not a number.", null);
    }

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

    /// <summary>A network in words: <c>2 layers × 18 steps</c>.</summary>
    public static string Name(NetworkResult network) => Name(network.Layers, network.Steps);

    /// <summary>The same of its layers and steps.</summary>
    public static string Name(int layers, int steps) => $"{Figures.Count(layers, "layer")} × {Figures.Count(steps, "step")}";
}
