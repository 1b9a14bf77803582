namespace PlayCount.Learning.Published;

/// <summary>A network's shape: what is compared over listeners.</summary>
/// <param name="Layers">Number of LSTM layers.</param>
/// <param name="Steps">Clips in a sample.</param>
public readonly record struct NetworkShape(int Layers, int Steps);

/// <summary>How one network stands with all listeners.</summary>
/// <param name="Shape">The network.</param>
/// <param name="Ranks">Its rank among each listener's networks by final error, 1 the lowest; shape (listeners), by listener.</param>
public sealed record ShapeRanks(NetworkShape Shape, IReadOnlyList<int> Ranks)
{
    /// <summary>The rank with the listener it does worst for.</summary>
    public int Worst => Ranks.Max();

    /// <summary>The mean rank over the listeners.</summary>
    public double Mean => Ranks.Average();
}

/// <summary>The rules by which the paper's figures pick their networks, as formulas.</summary>
public static class RunRules
{
    /// <summary>The highest (first - final) / first; the fewest steps where several have it.</summary>
    public static RunCurve BestImprovement(IEnumerable<RunCurve> runs) =>
        runs.OrderByDescending(run => run.Improvement).ThenBy(run => run.Steps).ThenBy(run => run.Layers).First();

    /// <summary>The lowest error after the last epoch; the fewest steps where several have it.</summary>
    public static RunCurve LowestFinal(IEnumerable<RunCurve> runs) =>
        runs.OrderBy(run => run.Final).ThenBy(run => run.Steps).ThenBy(run => run.Layers).First();

    /// <summary>
    /// Every network that all the listeners have, one run each, by its rank with the listener it does worst for, then by its mean rank:
    /// the first is the most universal.
    /// </summary>
    public static IReadOnlyList<ShapeRanks> Universal(IEnumerable<RunCurve> runs)
    {
        var listeners = runs.GroupBy(run => run.User).OrderBy(listener => listener.Key).Select(listener => listener.ToArray()).ToArray();
        var shapes = listeners.Select(own => own.Select(Shape).ToHashSet()).ToArray();
        var common = shapes.SelectMany(own => own).Distinct()
            .Where(shape => Array.TrueForAll(shapes, own => own.Contains(shape))).ToHashSet();
        var places = listeners.Select(own => own.Where(run => common.Contains(Shape(run)))
            .OrderBy(run => run.Final).Select(Shape).Index().ToDictionary(place => place.Item, place => place.Index + 1)).ToArray();
        return [.. common.Select(shape => new ShapeRanks(shape, [.. places.Select(place => place[shape])]))
            .OrderBy(ranks => ranks.Worst).ThenBy(ranks => ranks.Mean).ThenBy(ranks => ranks.Shape.Steps)
            .ThenBy(ranks => ranks.Shape.Layers)];
    }

    private static NetworkShape Shape(RunCurve run) => new(run.Layers, run.Steps);
}
