using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Sweeps;

/// <summary>Figures of one network on some songs.</summary>
/// <param name="User">The listener's rank, from 1.</param>
/// <param name="Layers">Number of LSTM layers.</param>
/// <param name="Steps">Clips in a sample.</param>
/// <param name="Songs">Songs, each counted once.</param>
/// <param name="Samples">Samples whose estimates were averaged, of all the songs.</param>
/// <param name="Metrics">The figures.</param>
public sealed record NetworkMetrics(int User, int Layers, int Steps, int Songs, int Samples, IReadOnlyList<Metric> Metrics);

/// <summary>What a study's stored out-of-fold estimates are worth: <c>evaluation.json</c>.</summary>
/// <param name="FamilyLevel">Level of all listeners' tests together.</param>
/// <param name="Deals">How often plays were dealt out anew in each test.</param>
/// <param name="Listeners">The test of each listener, by rank.</param>
/// <param name="CommonSongs">Every compared network on the songs that all of its listener's were scored on.</param>
/// <param name="OwnSongs">Every network that came to a score on all the songs that are long enough for it.</param>
public sealed record StudyEvaluation(
    double FamilyLevel,
    int Deals,
    IReadOnlyList<ListenerSkill> Listeners,
    IReadOnlyList<NetworkMetrics> CommonSongs,
    IReadOnlyList<NetworkMetrics> OwnSongs)
{
    /// <summary>Name of the file among a study's results.</summary>
    public const string FileName = "evaluation.json";

    private const int OwnStream = 0x4D455452; // "METR": keeps these draws apart from all others
    private const int CommonStream = 0x434F4D4D; // "COMM"
    private const int NestedStream = 0x4E455354; // "NEST"

    /// <summary>Evaluates a study.</summary>
    /// <param name="options">How it was split, scaled and seeded.</param>
    /// <param name="outcomes">Every network.</param>
    public static StudyEvaluation Of(SweepOptions options, IReadOnlyList<NetworkOutcome> outcomes)
    {
        var compared = Compared(options, outcomes);
        return new StudyEvaluation(
            ListenerSkill.FamilyLevel,
            SkillTest.Deals(compared),
            [.. SkillTest.Of(compared, options.Seed).Zip(compared, (skill, listener) => skill with
            {
                Nested = Nested(listener, outcomes, options.Seed),
            })],
            [.. compared.SelectMany(listener => listener.Networks.Zip(listener.Songs.OfNetworks, (network, songs) =>
                Metrics(listener.User, network.Layers, network.Steps, songs, options.Seed, CommonStream)))],
            [.. from outcome in outcomes
                let songs = HeldOut.Songs(outcome, options)
                where songs.Count > 0
                select Metrics(outcome.Result.User, outcome.Result.Layers, outcome.Result.Steps, songs, options.Seed, OwnStream)]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static StudyEvaluation Read(ReadOnlySpan<byte> json) => StoredJson.Read<StudyEvaluation>(json, FileName);

    /// <summary>Writes it.</summary>
    public void Write(Stream stream) => StoredJson.Write(stream, this);

    /// <summary>Only under <c>sound</c> do networks hold out the same whole songs in the same folds.</summary>
    private static ComparedNetworks[] Compared(SweepOptions options, IReadOnlyList<NetworkOutcome> outcomes) =>
        [.. outcomes.GroupBy(outcome => outcome.Result.User).Select(listener =>
        {
            var scored = (options.Split == SplitKind.Sound ? listener : Enumerable.Empty<NetworkOutcome>())
                .Select(outcome => (Key: (outcome.Result.Layers, outcome.Result.Steps), Songs: HeldOut.Songs(outcome, options)))
                .Where(network => network.Songs.Count > 0).ToArray();
            return new ComparedNetworks(
                listener.Key,
                [.. scored.Select(network => network.Key)],
                Evaluation.CommonSongs.Of(scored.Select(network => network.Songs)));
        })];

    private static NestedSkill? Nested(ComparedNetworks listener, IReadOnlyList<NetworkOutcome> outcomes, ulong seed)
    {
        var own = outcomes.Where(outcome => outcome.Result.User == listener.User)
            .ToDictionary(outcome => (outcome.Result.Layers, outcome.Result.Steps), HeldOut.Inner);
        return NestedChoice.Of(listener, [.. listener.Networks.Select(key => own[key])], Rng.For(seed, NestedStream, listener.User));
    }

    private static NetworkMetrics Metrics(
        int user, int layers, int steps, IReadOnlyList<HeldOutSong> songs, ulong seed, int stream) => new(
            user, layers, steps, songs.Count, songs.Sum(song => song.Samples),
            songs.Count == 0 ? [] : SongMetrics.Of(songs, Rng.For(seed, stream, user, layers, steps)));
}
