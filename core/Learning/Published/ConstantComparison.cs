namespace PlayCount.Learning.Published;

/// <summary>A listener's published networks beside a constant under the same kind of split.</summary>
/// <param name="User">The listener's rank, from 1.</param>
/// <param name="Songs">Songs that had audio.</param>
/// <param name="Errors">How the constant's error varies with the songs that validate, whole songs validating.</param>
/// <param name="Worse">Networks that end above the constant's median error.</param>
/// <param name="WorseAtSteps">The same, each network against the constant at its own steps, every song having 24 clips.</param>
/// <param name="Networks">The listener's networks.</param>
public sealed record ConstantComparison(int User, int Songs, ConstantErrors Errors, int Worse, int WorseAtSteps, int Networks)
{
    /// <summary>Clips of the longest song, about two minutes, by the paper's section 4.2.2.</summary>
    public const int ClipsOfASong = 24;

    private const ulong Seed = 0;
    private const int ShufflesAtSteps = 4_000;

    /// <summary>Share of the networks that end above the constant's median error.</summary>
    public double Share => (double)Worse / Networks;

    /// <summary>The five listeners.</summary>
    public static IReadOnlyList<ConstantComparison> All { get; } =
        [.. Enumerable.Range(1, PublishedStudy.Listeners).Select(Of)];

    private static ConstantComparison Of(int user)
    {
        var plays = PublishedStudy.ScaledPlaysOf(user);
        var runs = PublishedStudy.Runs.Where(run => run.User == user).ToArray();
        var errors = ConstantErrors.Draw(plays, samplesOfASong: 1, Seed);
        var atSteps = runs.Select(run => ClipsOfASong / run.Steps).Distinct()
            .ToDictionary(samples => samples, samples => ConstantErrors.Draw(plays, samples, Seed, ShufflesAtSteps).Median);
        return new ConstantComparison(
            user,
            plays.Length,
            errors,
            runs.Count(run => run.Final > errors.Median),
            runs.Count(run => run.Final > atSteps[ClipsOfASong / run.Steps]),
            runs.Length);
    }
}
