namespace PlayCount.Learning.Published;

/// <summary>What the rules of the paper's figures pick of a study of ours.</summary>
public static class OurLines
{
    /// <summary>
    /// For each line of a figure the network of ours beside it: what the rule picks for the same listener; where the rule picks no single
    /// one (figures 12 and 13), the network of the same shape. Null where the study has none.
    /// </summary>
    /// <param name="figure">The figure.</param>
    /// <param name="ours">The study's networks, one run each, of finite errors.</param>
    public static IReadOnlyList<RunCurve?> Beside(PaperFigure figure, IReadOnlyList<RunCurve> ours)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(ours);
        NetworkShape? universal = figure.Number == 10 && ours.Count > 0 && RunRules.Universal(ours) is [var first, ..] ? first.Shape : null;
        return [.. figure.Series.Select(series => Pick(figure.Number, series.Published, ours, universal))];
    }

    /// <summary>Whether the figure's rule allows a network by itself; rules that compare networks allow what they pick.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="run">A network that <see cref="Beside"/> gave.</param>
    public static bool KeepsRule(PaperFigure figure, RunCurve run)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(run);
        return figure.Number switch
        {
            12 => run.Final < 1,
            13 => run.Diverges,
            _ => true,
        };
    }

    private static RunCurve? Pick(int figure, RunCurve published, IReadOnlyList<RunCurve> ours, NetworkShape? universal)
    {
        RunCurve[] own = [.. ours.Where(run => run.User == published.User)];
        RunCurve[] ofDepth = [.. own.Where(run => run.Layers == published.Layers)];
        return figure switch
        {
            8 or 9 => ofDepth.Length == 0 ? null : RunRules.BestImprovement(ofDepth),
            10 => own.FirstOrDefault(run => new NetworkShape(run.Layers, run.Steps) == universal),
            11 => own.Length == 0 ? null : RunRules.LowestFinal(own),
            _ => ofDepth.FirstOrDefault(run => run.Steps == published.Steps),
        };
    }
}
