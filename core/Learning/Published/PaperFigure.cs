namespace PlayCount.Learning.Published;

/// <summary>One line of a figure.</summary>
/// <param name="Published">What the paper shows.</param>
/// <param name="KeepsRule">Whether the figure's rule allows it.</param>
/// <param name="ByRule">What the rule picks of the same networks; null where it picks no single one.</param>
/// <param name="IsLeftOff">Whether the paper leaves this line off its figure.</param>
public sealed record FigureSeries(RunCurve Published, bool KeepsRule, RunCurve? ByRule = null, bool IsLeftOff = false);

/// <summary>A figure of the paper's results, 8 to 13.</summary>
/// <param name="Number">The figure's number.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Rule">How its networks are picked: a formula in words.</param>
/// <param name="Series">Its lines.</param>
public sealed record PaperFigure(int Number, string Title, string Rule, IReadOnlyList<FigureSeries> Series)
{
    private static readonly NetworkShape Universal = new(2, 18);

    private static readonly NetworkShape[] Sample = [new(2, 18), new(1, 10), new(1, 11), new(1, 12), new(1, 14), new(1, 18), new(1, 22),
        new(1, 24)];

    /// <summary>The six figures, from the published curves.</summary>
    /// <remarks>Source: the paper, figures 8 to 13, whose legends name the networks.</remarks>
    public static IReadOnlyList<PaperFigure> All { get; } = Build();

    private static PaperFigure[] Build()
    {
        var universal = RunRules.Universal(PublishedStudy.Runs)[0].Shape;
        return
        [
            new(8, "Best network of one layer", "highest (first − final) / first of the listener’s 24 networks of one layer",
                Picked(1, [20, 19, 22, 6, 10], user => RunRules.BestImprovement(Of(user, 1)))),
            new(9, "Best network of two layers", "highest (first − final) / first of the listener’s 24 networks of two layers",
                Picked(2, [12, 16, 20, 18, 17], user => RunRules.BestImprovement(Of(user, 2)))),
            new(10, "The universal network", "smallest worst rank by final error over the five listeners",
                [.. Picked(Universal.Layers, [.. Enumerable.Repeat(Universal.Steps, PublishedStudy.Listeners)],
                    user => PublishedStudy.Run(user, universal.Layers, universal.Steps)).Select(Diverged)]),
            new(11, "Best network of all", "lowest final error of the listener’s 48 networks",
                Picked(2, [14, 16, 16, 18, 22], user => RunRules.LowestFinal(Of(user)))),
            new(12, "A sample of listener 3’s networks", "final < 1; which of them are shown follows no rule",
                [.. Sample.Select(shape => PublishedStudy.Run(3, shape.Layers, shape.Steps))
                    .Select(run => new FigureSeries(run, run.Final < 1))]),
            new(13, "Diverging networks", "final > first; which of them are shown follows no rule",
                [.. new[] { (1, 2, 3), (2, 2, 1), (3, 2, 1), (4, 2, 2), (5, 1, 1) }
                    .Select(run => PublishedStudy.Run(run.Item1, run.Item2, run.Item3))
                    .Select(run => new FigureSeries(run, run.Diverges))]),
        ];
    }

    private static FigureSeries[] Picked(int layers, int[] steps, Func<int, RunCurve> rule) => [.. steps.Select((shown, i) =>
    {
        var (published, byRule) = (PublishedStudy.Run(i + 1, layers, shown), rule(i + 1));
        return new FigureSeries(published, published == byRule, byRule);
    })];

    /// <summary>The paper left listener 1 off its figure 10, whose error grew.</summary>
    private static FigureSeries Diverged(FigureSeries series) => series with { IsLeftOff = series.Published.Diverges };

    private static IEnumerable<RunCurve> Of(int user, int? layers = null) =>
        PublishedStudy.Runs.Where(run => run.User == user && (layers is null || run.Layers == layers));
}
