using static PlayCount.Learning.Published.ClaimText;

namespace PlayCount.Learning.Published;

/// <summary>The claims that compare networks: the same test on the published curves and on a study of ours.</summary>
internal static class NetworkClaims
{
    private const int FewestInGroup = 3;
    private const int UniversalLayers = 2;
    private const int UniversalSteps = 18;
    private const int StreamName = 0x52414E4B; // "RANK": keeps these draws apart from all others

    public static ClaimFinding? History(IReadOnlyList<ScoredShape> rows)
    {
        var groups = Groups(rows).Where(group => group.DistinctBy(row => row.Error).Count() > 1)
            .Select(group => (Steps(group), group.Select(row => row.Error).ToArray())).ToArray();
        if (groups.Length == 0)
            return null;
        var tested = PermutationTest.Spearman(groups);
        return new(
            Text($"Mean correlation {tested.Value:0.00} over {groups.Length} groups of a listener and a depth, {P(tested.PValue)}."),
            Below(tested));
    }

    public static ClaimFinding? Depth(IReadOnlyList<ScoredShape> rows)
    {
        var ofOne = rows.Where(row => row.Layers == 1).ToLookup(row => (row.User, row.Steps), row => row.Error);
        double[] logs = [.. rows.Where(row => row.Layers == 2 && ofOne.Contains((row.User, row.Steps)))
            .Select(row => Math.Log(row.Error / ofOne[(row.User, row.Steps)].First())).Where(double.IsFinite)];
        if (logs.Length < FewestInGroup)
            return null;
        var tested = PermutationTest.MeanDifference(logs);
        var (low, high) = PermutationTest.Interval(logs);
        return new(
            Text($"Two layers end with {Math.Exp(tested.Value):0.00} times the error of one ")
            + Text($"[{Math.Exp(low):0.00}, {Math.Exp(high):0.00}], lower in {logs.Count(log => log < 0)} of {logs.Length} pairs, ")
            + Text($"{P(tested.PValue)}. They diverge ")
            + Text($"{rows.Count(row => row is { Layers: 2, Diverges: true })} times, one layer ")
            + Text($"{rows.Count(row => row is { Layers: 1, Diverges: true })} times."),
            Below(tested));
    }

    public static ClaimFinding? Divergence(IReadOnlyList<ScoredShape> rows)
    {
        var groups = Groups(rows).Select(group => (Steps(group), group.Select(row => row.Diverges).ToArray())).ToArray();
        var (diverging, all) = (groups.Sum(group => group.Item2.Count(marked => marked)), groups.Sum(group => group.Item2.Length));
        if (diverging == 0 || diverging == all)
            return null;
        var tested = PermutationTest.MeanOfMarked(groups);
        var (low, high) = PermutationTest.Interval(diverging, all);
        return new(
            Text($"{diverging} of {all} networks diverge, {Percent((double)diverging / all)} [{100 * low:0}, {100 * high:0}]; ")
            + Text($"they have {Math.Abs(tested.Value):0.0} steps {(tested.Value < 0 ? "fewer" : "more")} than their groups’ mean, ")
            + P(tested.PValue) + ".",
            Below(tested));
    }

    public static ClaimFinding? Universal(IReadOnlyList<ScoredShape> rows)
    {
        var ranks = RunRules.Universal(rows.Select(row => new RunCurve(row.User, row.Layers, row.Steps, [row.Error])));
        var place = ranks.Index().FirstOrDefault(ranks => ranks.Item.Shape == new NetworkShape(UniversalLayers, UniversalSteps));
        if (ranks.Count < FewestInGroup || place.Item is not { } paper || paper.Ranks.Count < 2)
            return null;
        var best = ranks[0];
        var chance = ByChance(ranks.Count, paper.Ranks.Count, paper.Worst);
        var byMean = ranks.Count(other => other.Mean < paper.Mean) + 1;
        return new(
            Text($"2 × 18 has ranks {string.Join(", ", paper.Ranks)} of {ranks.Count}: number {place.Index + 1} by its worst, ")
            + Text($"number {byMean} by its mean. The smallest worst rank, {best.Worst}, ")
            + Text($"is that of {best.Shape.Layers} × {best.Shape.Steps}. ")
            + Text($"Ranks dealt at random bring a network of worst rank {paper.Worst} or less in {Percent(chance)} of deals."),
            place.Index == 0 && chance < Level ? ClaimVerdict.Holds : ClaimVerdict.DoesNotHold);
    }

    public static ClaimFinding? Seeds(IReadOnlyList<StudyScore> study)
    {
        var networks = study.GroupBy(score => (score.User, score.Layers, score.Steps))
            .Select(network => (network.Key.User, Logs: network.Select(score => Math.Log(score.SongsMse)).Where(double.IsFinite).ToArray()))
            .Where(network => network.Logs.Length > 1).ToArray();
        var listeners = networks.GroupBy(network => network.User).Where(own => own.Count() >= FewestInGroup).ToArray();
        if (listeners.Length == 0)
            return null;
        var overSeeds = Math.Sqrt(networks.Average(network => Variance(network.Logs)));
        var overSplits = Math.Sqrt(study.GroupBy(score => (score.User, score.Layers, score.Steps))
            .Select(network => network.Select(score => Math.Log(score.ConstantMse)).Where(double.IsFinite).ToArray())
            .Where(logs => logs.Length > 1).Select(Variance).DefaultIfEmpty(0).Average());
        var overNetworks = Math.Sqrt(listeners.Average(own => Variance([.. own.Select(network => network.Logs.Average())])));
        var ofWeights = Math.Sqrt(Math.Max(0, (overSeeds * overSeeds) - (overSplits * overSplits)));
        return new(
            Text($"Spread over seeds, which change splits and weights, {overSeeds:0.00}; of a constant over the same splits ")
            + Text($"{overSplits:0.00}, which leaves {ofWeights:0.00} to the weights; over a listener’s networks {overNetworks:0.00}."),
            ofWeights > overNetworks ? ClaimVerdict.Holds : ClaimVerdict.DoesNotHold);

        static double Variance(double[] logs) => Math.Pow(PermutationTest.Deviation(logs), 2);
    }

    /// <summary>How often one network at least has no rank above the worst one, when each listener's ranks are dealt anew.</summary>
    private static double ByChance(int networks, int listeners, int worst)
    {
        var rng = Rng.For(0, StreamName, networks, listeners, worst);
        var ranks = Enumerable.Range(1, networks).ToArray();
        var hits = 0;
        for (var deal = 0; deal < PermutationTest.Shuffles; deal++)
        {
            var good = Enumerable.Repeat(true, networks).ToArray();
            for (var listener = 0; listener < listeners; listener++)
            {
                rng.Shuffle<int>(ranks);
                for (var network = 0; network < networks; network++)
                    good[network] &= ranks[network] <= worst;
            }

            if (good.Contains(true))
                hits++;
        }

        return (double)hits / PermutationTest.Shuffles;
    }

    /// <summary>A listener's networks of one depth, by steps.</summary>
    private static IEnumerable<ScoredShape[]> Groups(IEnumerable<ScoredShape> rows) => rows.GroupBy(row => (row.User, row.Layers))
        .Select(group => group.OrderBy(row => row.Steps).ToArray())
        .Where(group => group.DistinctBy(row => row.Steps).Count() >= FewestInGroup);

    private static double[] Steps(ScoredShape[] group) => [.. group.Select(row => (double)row.Steps)];
}
