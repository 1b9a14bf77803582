using PlayCount.Audio;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Experiments.Reporting;

/// <summary>All that the report page shows. Nothing in it may say when or where the run was: the page is byte-equal on two runs.</summary>
/// <param name="Selection">The most active listeners and the songs they share.</param>
/// <param name="SongsWithAudio">Each listener's shared songs with usable audio, by rank.</param>
/// <param name="Mapping">How the look-ups in the mapping archive went; null when there was no archive.</param>
/// <param name="Clips">What segmentation made.</param>
/// <param name="SkippedSongs">Songs left out, each with its reason.</param>
/// <param name="Networks">Every network of the sweep, in the order of <c>results.json</c>.</param>
/// <param name="Split">How songs were divided into training and validation.</param>
/// <param name="Evaluation">What the held-out estimates are worth.</param>
/// <param name="Use">What the chosen networks are worth in use.</param>
/// <param name="Config">The run's settings by name, in the order to show.</param>
/// <param name="Specs">The networks that were trained, as drawings show them.</param>
/// <param name="InstructionSet">The vector instructions the kernels ran on.</param>
/// <param name="Doubles">Songs whose audio is one sound.</param>
public sealed record ReportModel(
    SelectionSummary Selection,
    IReadOnlyDictionary<int, int> SongsWithAudio,
    MappingCounts? Mapping,
    ClipCounts Clips,
    IReadOnlyList<SkippedSong> SkippedSongs,
    IReadOnlyList<ReportNetwork> Networks,
    ReportSplit Split,
    StudyEvaluation Evaluation,
    StudyUse Use,
    IReadOnlyList<KeyValuePair<string, string>> Config,
    ReportSpecs Specs,
    string InstructionSet,
    IReadOnlyList<SongsOfOneSound> Doubles)
{
    /// <summary>The paper's claims, tested on the networks; null where that is not asked for.</summary>
    public ReportedClaims? Claims { get; init; }

    /// <summary>How far the songs are covered; null where that is not known.</summary>
    public Coverage? Coverage { get; init; }

    /// <summary>Songs that there was no file of.</summary>
    public IReadOnlyList<SongWithoutAudio> WithoutAudio { get; init; } = [];
}

/// <summary>What segmentation made.</summary>
/// <param name="Songs">Songs whose audio was cut.</param>
/// <param name="Clips">Clips of all of them.</param>
/// <param name="ClipSamples">Samples in a clip, at 22,050 Hz.</param>
public sealed record ClipCounts(int Songs, long Clips, int ClipSamples);

/// <summary>How songs were divided into training and validation.</summary>
/// <param name="Name">The option's value: <c>sound</c>, <c>paper-code</c> or <c>paper-text</c>.</param>
/// <param name="IsLeaky">Whether clips of one song may stand on both sides.</param>
/// <param name="ScoresSongs">Whether a scored row is a song; else it is a sample, and a song gives several.</param>
public sealed record ReportSplit(string Name, bool IsLeaky, bool ScoresSongs);

/// <summary>What was trained, whatever came of it.</summary>
/// <param name="Networks">The networks, one for each number of layers.</param>
/// <param name="MostSteps">The most clips that a sample has.</param>
/// <param name="Scaling">How plays became the numbers that were learned.</param>
public sealed record ReportSpecs(IReadOnlyList<NetworkSpec> Networks, int MostSteps, TargetScaling Scaling)
{
    /// <summary>What settings ask for.</summary>
    internal static ReportSpecs Of(StudySettings settings)
    {
        var inputs = settings.Sweep.InputsOf(FrontEnds.Create(settings.FrontEnd, settings.ClipSamples).ValuesPerClip);
        return new ReportSpecs(
            [.. settings.Sweep.Networks.Select(network => network.For(inputs))], settings.Sweep.Steps.Max(), settings.Sweep.Scaling);
    }
}

/// <summary>One network with its learning curve and its held-out estimates.</summary>
public sealed record ReportNetwork(NetworkResult Result, IReadOnlyList<CurvePoint> Curve, IReadOnlyList<HeldOutEstimate> Estimates)
{
    /// <summary>Its learning curve over the number of songs; none unless it was asked for.</summary>
    public IReadOnlyList<LearnedPoint> Learned { get; init; } = [];
}

/// <summary>The estimate of a song that the network was not trained on.</summary>
/// <param name="Song">The song.</param>
/// <param name="Plays">How often the listener played it.</param>
/// <param name="OfSeeds">The estimate of each seed, in the order of the seeds; at least one.</param>
public sealed record HeldOutEstimate(SongId Song, int Plays, IReadOnlyList<SeedEstimate> OfSeeds)
{
    /// <summary>The estimate, in plays: the mean over the seeds.</summary>
    public double Estimate { get; } = OfSeeds.Average(seed => seed.Plays);
}

/// <summary>A seed's estimate of a song.</summary>
/// <param name="Fold">The fold that held the song out.</param>
/// <param name="Plays">The estimate, in plays.</param>
public readonly record struct SeedEstimate(int Fold, double Plays);
