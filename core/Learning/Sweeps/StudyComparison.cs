using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;
using PlayCount.Songs;

namespace PlayCount.Learning.Sweeps;

/// <summary>A variant that was trained.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">Its networks, splits and seed.</param>
/// <param name="Inputs">Length of a clip's vector.</param>
/// <param name="Songs">Each listener's songs with audio, by rank, in the order that estimates count them.</param>
/// <param name="Outcomes">Every network.</param>
public sealed record TrainedVariant(
    string Name,
    SweepOptions Options,
    int Inputs,
    IReadOnlyDictionary<int, IReadOnlyList<SongId>> Songs,
    IReadOnlyList<NetworkOutcome> Outcomes);

/// <summary>A variant's best network of a listener beside the baseline variant's.</summary>
/// <param name="Variant">Its name.</param>
/// <param name="User">The listener's rank, from 1.</param>
/// <param name="Layers">LSTM layers of the network with the highest R2 on its own songs; null where none was scored.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Songs">Songs it was scored on.</param>
/// <param name="R2">Its R2 on these, flattered by the choosing.</param>
/// <param name="Weights">Its weights and biases, those of all members and of the encoder.</param>
/// <param name="SharedSongs">Songs that the baseline's network was scored on too.</param>
/// <param name="AgainstBaseline">
/// Its squared error minus the baseline's on the shared songs, each counted once; both in the baseline's scaled units, fitted on the plays
/// of these songs. Null for the baseline itself and with fewer than 2 songs.
/// </param>
/// <param name="IsLeaky">Whether its split may have clips of one song on both sides.</param>
public sealed record ComparedVariant(
    string Variant,
    int User,
    int? Layers,
    int? Steps,
    int Songs,
    double? R2,
    long? Weights,
    int SharedSongs,
    PairedDifference? AgainstBaseline,
    bool IsLeaky);

/// <summary>The one verdict on a listener over all networks of all variants.</summary>
/// <param name="Skill">The test of them together.</param>
/// <param name="Variant">The chosen network's variant; null where there is none.</param>
public sealed record JointSkill(ListenerSkill Skill, string? Variant);

/// <summary>What the variants of a study come to beside each other.</summary>
/// <param name="Baseline">The variant that the others are held against.</param>
/// <param name="Rows">A row a variant and listener.</param>
/// <param name="Listeners">The verdicts.</param>
/// <param name="LeftOut">Variants that the verdicts are not about, each with the reason.</param>
public sealed record StudyComparison(
    string Baseline,
    IReadOnlyList<ComparedVariant> Rows,
    IReadOnlyList<JointSkill> Listeners,
    IReadOnlyList<(string Variant, string Reason)> LeftOut)
{
    private const int PairStream = 0x56415249; // "VARI": keeps these draws apart from all others

    /// <summary>Compares variants.</summary>
    /// <param name="variants">All of them.</param>
    /// <param name="baseline">Name of the one that the others are held against.</param>
    public static StudyComparison Of(IReadOnlyList<TrainedVariant> variants, string baseline)
    {
        TrainedVariant[] all = [.. WithSongsInCommon(variants)];
        var first = all.Single(variant => variant.Name == baseline);
        var (family, leftOut) = Family(all, first);
        int[] ranks = [.. first.Songs.Keys.Order()];
        return new StudyComparison(
            baseline,
            [.. all.Index().SelectMany(variant => ranks.Select(
                rank => Row(variant.Item, first, rank, Rng.For(first.Options.Seed, PairStream, rank, variant.Index))))],
            Judged(family, first, ranks),
            leftOut);
    }

    /// <summary>The same with songs counted alike in all variants.</summary>
    private static IEnumerable<TrainedVariant> WithSongsInCommon(IReadOnlyList<TrainedVariant> variants)
    {
        var ids = variants.SelectMany(variant => variant.Songs.Values).SelectMany(songs => songs).Distinct().Order().Index()
            .ToDictionary(song => song.Item, song => song.Index);
        return variants.Select(variant => variant with
        {
            Outcomes = [.. variant.Outcomes.Select(outcome => outcome with
            {
                Estimates = [.. outcome.Estimates.Select(
                    estimate => estimate with { Song = ids[variant.Songs[outcome.Result.User][estimate.Song]] })],
            })],
        });
    }

    private static (IReadOnlyList<TrainedVariant> Family, IReadOnlyList<(string Variant, string Reason)> LeftOut) Family(
        TrainedVariant[] all, TrainedVariant first)
    {
        var (family, leftOut) = (new List<TrainedVariant>(), new List<(string, string)>());
        foreach (var variant in all)
        {
            if (first.Options.Split != SplitKind.Sound)
                leftOut.Add((variant.Name, "the baseline's split holds out no whole songs"));
            else if (Difference(variant, first) is { } reason)
                leftOut.Add((variant.Name, reason));
            else
                family.Add(variant);
        }

        return (family, leftOut);
    }

    /// <summary>Why networks of two variants cannot be tested together: plays are dealt within folds that all of them share.</summary>
    private static string? Difference(TrainedVariant variant, TrainedVariant first) => (variant.Options, first.Options) switch
    {
        var (own, other) when own.Split != other.Split => "another split",
        var (own, other) when own.Folds != other.Folds => "another number of folds",
        var (own, other) when own.Seed != other.Seed => "another seed",
        var (own, other) when own.Duplicates != other.Duplicates => "songs of one sound parted otherwise",
        _ when !SameFolds(variant, first) => "other songs in its folds",
        _ => null,
    };

    private static bool SameFolds(TrainedVariant variant, TrainedVariant first)
    {
        var known = Folds(first).DistinctBy(song => (song.User, song.Song)).ToDictionary(song => (song.User, song.Song), song => song.Fold);
        return Folds(variant).All(song => known.GetValueOrDefault((song.User, song.Song), song.Fold) == song.Fold);
    }

    private static IEnumerable<(int User, int Song, int Fold)> Folds(TrainedVariant variant) =>
        from outcome in variant.Outcomes
        from song in HeldOut.Songs(outcome, variant.Options)
        select (outcome.Result.User, song.Song, song.Fold);

    private static JointSkill[] Judged(IReadOnlyList<TrainedVariant> family, TrainedVariant first, int[] ranks)
    {
        var networks = family.SelectMany(variant => variant.Outcomes.Select(outcome => (
                outcome.Result.User, Variant: variant.Name, Key: (outcome.Result.Layers, outcome.Result.Steps),
                Songs: HeldOut.Songs(outcome, variant.Options))))
            .Where(network => network.Songs.Count > 0).ToLookup(network => network.User);
        ComparedNetworks[] compared = [.. ranks.Select(rank => new ComparedNetworks(
            rank,
            [.. networks[rank].Select(network => network.Key)],
            CommonSongs.Of(networks[rank].Select(network => network.Songs))))];
        return [.. SkillTest.Of(compared, first.Options.Seed).Zip(compared, (skill, listener) => new JointSkill(
            skill,
            skill.Layers is null
                ? null
                : networks[skill.User].ElementAt(Enumerable.Range(0, listener.Networks.Count).MaxBy(listener.Songs.R2)).Variant))];
    }

    private static ComparedVariant Row(TrainedVariant variant, TrainedVariant first, int rank, Rng rng)
    {
        var (own, other) = (Best(variant, rank), Best(first, rank));
        if (own is null)
            return new ComparedVariant(variant.Name, rank, null, null, 0, null, null, 0, null, Splitter.IsLeaky(variant.Options.Split));
        var estimates = own.EstimatesOfSongs();
        var reference = (other?.EstimatesOfSongs() ?? []).ToDictionary(song => song.Song);
        SongEstimate[] shared = [.. estimates.Where(song => reference.ContainsKey(song.Song))];
        return new ComparedVariant(
            variant.Name, rank, own.Result.Layers, own.Result.Steps, estimates.Count, own.Result.R2,
            variant.Options.WeightsOf(own.Result.Layers, variant.Inputs), shared.Length,
            ReferenceEquals(variant, first) || shared.Length < 2 ? null : Paired(shared, reference, first.Options.Scaling, rng),
            Splitter.IsLeaky(variant.Options.Split));
    }

    /// <summary>The network that a run keeps as the listener's best.</summary>
    private static NetworkOutcome? Best(TrainedVariant variant, int rank)
    {
        NetworkOutcome[] own = [.. variant.Outcomes.Where(outcome => outcome.Result.User == rank)];
        return KeptModels.Best.Of(own.Select(outcome => outcome.Result)).Select(place => own[place]).FirstOrDefault(
            outcome => outcome.Estimates.All(estimate => double.IsFinite(estimate.EstimatePlays)));
    }

    private static PairedDifference? Paired(
        SongEstimate[] shared, Dictionary<int, SongEstimate> reference, TargetScaling scaling, Rng rng)
    {
        var spread = FittedScaling.Fit(scaling, [.. shared.Select(song => (double)song.Plays)]).Spread;
        return Bootstrap.PairedDifference(
            [.. shared.Select(Error)], [.. shared.Select(song => Error(reference[song.Song]))], [.. shared.Select(song => song.Song)], rng);

        double Error(SongEstimate song) => Math.Pow((song.EstimatePlays - song.Plays) / spread, 2);
    }
}
