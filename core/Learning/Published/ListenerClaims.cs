using static PlayCount.Learning.Published.ClaimText;

namespace PlayCount.Learning.Published;

/// <summary>The claims about listeners and the unit of the error.</summary>
internal static class ListenerClaims
{
    private const double PapersLimit = 0.4;
    private const double Negligible = 0.05;

    /// <summary>How far a variance may be off 1 to count as one standard deviation squared.</summary>
    private const double Tolerance = 0.1;

    private static IEnumerable<int> Listeners => Enumerable.Range(1, PublishedStudy.Listeners);

    public static ClaimFinding PublishedSpread()
    {
        var networks = Listeners.Select(user => PermutationTest.Deviation([.. Of(user).Select(run => Math.Log(run.Final))]));
        var constants = ConstantComparison.All.Select(own =>
            PermutationTest.Deviation([.. own.Errors.Sorted.Select(error => Math.Log(error))]));
        return new(
            $"Over the networks of listeners 1 to 5: {Numbers(networks)}; of a constant over splits: {Numbers(constants)}. Which songs "
            + "validate can explain most of it; each network was trained once, so seeds cannot be parted from splits.",
            ClaimVerdict.CannotTell);
    }

    public static ClaimFinding PublishedFirstListener()
    {
        var best = RunRules.LowestFinal(Of(1));
        return new(
            Text($"{Number(best.Final)}, of {best.Layers} × {best.Steps}. {Of(1).Count(run => run.Lowest < 1)} of its {Of(1).Count()} ")
            + Text($"networks are below 1 after some epoch; {Of(1).Count(run => run.Diverges)} diverge."),
            best.Final >= 1 ? ClaimVerdict.Holds : ClaimVerdict.DoesNotHold);
    }

    public static ClaimFinding PublishedBestListener()
    {
        double[] lowest = [.. Listeners.Select(user => RunRules.LowestFinal(Of(user)).Final)];
        double[] relative = [.. ConstantComparison.All.Select(own => lowest[own.User - 1] / own.Errors.Median)];
        return new(
            Text($"Lowest final MSE {Numbers(lowest)}: listener {Place(lowest)}. Over the constant’s median {Numbers(relative)}: ")
            + Text($"listener {Place(relative)}. Each is the best of 48 networks, each on its own few songs."),
            ClaimVerdict.CannotTell);
    }

    public static ClaimFinding PublishedRandomGuess()
    {
        double[] below = [.. ConstantComparison.All.Select(own => own.Errors.ShareBelow(PapersLimit))];
        return new(
            Text($"For listeners 1 to 5 a constant ends below 0.4 in {Percents(below)} of splits: for listener 2 that is the rule, ")
            + "and the best of 48 networks on changing songs needs no skill to get there.",
            below.Max() > Negligible ? ClaimVerdict.DoesNotHold : ClaimVerdict.Holds);
    }

    public static ClaimFinding PublishedOneDeviation()
    {
        double[] variances = [.. Listeners.Select(user => Variance(PublishedStudy.ScaledPlaysOf(user)))];
        return new(
            $"{Numbers(variances)} for listeners 1 to 5: plays are scaled by the interquartile range, so an MSE of 1 is far below one "
            + "standard deviation squared for some listeners and above it for others.",
            IsOne(variances));
    }

    public static ClaimFinding? FirstListener(IReadOnlyList<StudyScore> study)
    {
        if (study.Where(score => score.User == 1).MinBy(score => score.SongsMse) is not { } best)
            return null;
        return new(
            Text($"{Number(best.SongsMse)}, of {best.Layers} × {best.Steps}; the constant has {Number(best.ConstantMse)} ")
            + "on the same songs.",
            best.SongsMse >= 1 ? ClaimVerdict.Holds : ClaimVerdict.DoesNotHold);
    }

    public static ClaimFinding? BestListener(IReadOnlyList<StudyScore> study)
    {
        var best = study.GroupBy(score => score.User).OrderBy(own => own.Key).Select(own => own.MinBy(score => score.Relative)!).ToArray();
        return best.Length < 2 ? null : new(
            Text($"Lowest error over the constant’s on the same songs, listeners {string.Join(", ", best.Select(own => own.User))}: ")
            + Text($"{Numbers(best.Select(own => own.Relative))}; listener {best.MinBy(own => own.Relative)!.User} is best."),
            ClaimVerdict.CannotTell);
    }

    public static ClaimFinding? RandomGuess(IReadOnlyList<StudyScore> study)
    {
        var below = study.Where(score => score.SongsMse < PapersLimit).ToArray();
        if (below.Length == 0)
            return null;
        var worse = below.Count(score => score.Relative >= 1);
        var (low, high) = PermutationTest.Interval(worse, below.Length);
        return new(
            Text($"Of {below.Length} networks below 0.4 on the common songs, {worse} do no better there than the constant, ")
            + Text($"{Percent((double)worse / below.Length)} [{100 * low:0}, {100 * high:0}]."),
            worse == 0 ? ClaimVerdict.Holds : ClaimVerdict.DoesNotHold);
    }

    public static ClaimFinding? OneDeviation(IReadOnlyList<StudyScore> study)
    {
        double[] constants = [.. study.GroupBy(score => score.User).OrderBy(own => own.Key).Select(own => own.First().ConstantMse)];
        return constants.Length == 0 ? null : new(
            $"The training mean has {Numbers(constants)} on the common songs of the listeners.", IsOne(constants));
    }

    private static ClaimVerdict IsOne(double[] variances) =>
        Array.TrueForAll(variances, value => Math.Abs(value - 1) < Tolerance) ? ClaimVerdict.Holds : ClaimVerdict.DoesNotHold;

    private static int Place(double[] values) => Array.IndexOf(values, values.Min()) + 1;

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }

    private static IEnumerable<RunCurve> Of(int user) => PublishedStudy.Runs.Where(run => run.User == user);
}
