using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Songs;

namespace PlayCount.Learning.Sweeps;

/// <summary>The error of a listener's chosen network on held-out songs while they are heard.</summary>
/// <param name="User">The listener's rank, from 1.</param>
/// <param name="Layers">Number of LSTM layers.</param>
/// <param name="Steps">Clips in a sample.</param>
/// <param name="SampleSeconds">Seconds of a sample: steps times those of a clip.</param>
/// <param name="Points">By samples heard, from 1.</param>
public sealed record HeardCurve(int User, int Layers, int Steps, double SampleSeconds, IReadOnlyList<HeardPoint> Points);

/// <summary>Which part of the first places of rankings the least-played half of a listener's songs takes.</summary>
/// <param name="User">The listener's rank, from 1.</param>
/// <param name="Layers">LSTM layers of the chosen network.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Top">Which places: a name of <see cref="ExposureTop.All"/>.</param>
/// <param name="Songs">Held-out songs that are ranked.</param>
/// <param name="Places">How many of them are put forward.</param>
/// <param name="ByEstimate">The share, 0 to 1, ranked by held-out estimate.</param>
/// <param name="ByPopularity">Ranked by the plays of the study's other listeners.</param>
/// <param name="ByPlays">Ranked by the listener's own plays.</param>
/// <param name="ByChance">Of any order: floor(songs / 2) / songs.</param>
public sealed record LeastPlayedShares(
    int User,
    int Layers,
    int Steps,
    string Top,
    int Songs,
    int Places,
    double ByEstimate,
    double ByPopularity,
    double ByPlays,
    double ByChance);

/// <summary>How unequally songs are put forward, all listeners' rankings together.</summary>
/// <param name="Top">Which places: a name of <see cref="ExposureTop.All"/>.</param>
/// <param name="Listeners">Listeners with a ranking.</param>
/// <param name="Songs">Songs of any of the rankings.</param>
/// <param name="ByEstimate">Gini's coefficient of what the songs get, ranked by held-out estimate.</param>
/// <param name="ByPopularity">Ranked by the plays of the study's other listeners.</param>
public sealed record ExposureGini(string Top, int Listeners, int Songs, double ByEstimate, double ByPopularity);

/// <summary>Which places of a ranking count as put forward.</summary>
/// <param name="Name">Its name in files and on pages.</param>
/// <param name="Of">How many places of so many songs.</param>
public sealed record ExposureTop(string Name, Func<int, int> Of)
{
    /// <summary>The first 10, and the first tenth rounded up; at most all.</summary>
    public static IReadOnlyList<ExposureTop> All { get; } =
        [new("10", songs => Math.Min(10, songs)), new("10%", songs => (songs + 9) / 10)];
}

/// <summary>What the chosen networks are worth in use: <c>use.json</c>.</summary>
/// <remarks>
/// The chosen network of a listener is the one of the highest R2 on the common songs (<see cref="ListenerSkill"/>); without one, as under
/// <c>paper-*</c>, there is nothing of the listener here. Popularity is the plays of a song by the study's other listeners, as the
/// baseline of that name knows it. One listener's ranking without ties exposes songs as unequally as any other: only what several
/// listeners' rankings give a song together tells them apart, and that is what Gini's coefficient is of.
/// </remarks>
/// <param name="Heard">By listener.</param>
/// <param name="LeastPlayed">By listener, then as <see cref="ExposureTop.All"/>.</param>
/// <param name="Gini">As <see cref="ExposureTop.All"/>; none without rankings.</param>
public sealed record StudyUse(
    IReadOnlyList<HeardCurve> Heard, IReadOnlyList<LeastPlayedShares> LeastPlayed, IReadOnlyList<ExposureGini> Gini)
{
    /// <summary>Name of the file among a study's results.</summary>
    public const string FileName = "use.json";

    /// <summary>Looks at each listener's chosen network.</summary>
    /// <param name="options">How the study was split, scaled and seeded.</param>
    /// <param name="evaluation">Which networks are chosen.</param>
    /// <param name="outcomes">Every network.</param>
    /// <param name="users">The listeners' songs with audio.</param>
    /// <param name="clipSeconds">Seconds of a clip.</param>
    public static StudyUse Of(
        SweepOptions options,
        StudyEvaluation evaluation,
        IReadOnlyList<NetworkOutcome> outcomes,
        IReadOnlyList<UserSongs> users,
        double clipSeconds)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(evaluation);
        NetworkOutcome[] chosen = [.. evaluation.Listeners.SelectMany(listener => outcomes.Where(outcome =>
            (outcome.Result.User, outcome.Result.Layers, outcome.Result.Steps) == (listener.User, listener.Layers, listener.Steps)))];
        Ranking[] rankings = [.. chosen.Select(outcome => Ranking.Of(outcome, options, users))];
        return new StudyUse(
            [.. chosen.Select(outcome => new HeardCurve(
                outcome.Result.User,
                outcome.Result.Layers,
                outcome.Result.Steps,
                outcome.Result.Steps * clipSeconds,
                HeardError.Of(HeardSongs.Of(outcome, options))))],
            [.. rankings.SelectMany(ranking => ExposureTop.All.Select(ranking.LeastPlayed))],
            rankings.Length == 0 ? [] : [.. ExposureTop.All.Select(top => Of(top, rankings))]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static StudyUse Read(ReadOnlySpan<byte> json) => StoredJson.Read<StudyUse>(json, FileName);

    /// <summary>Writes it.</summary>
    public void Write(Stream stream) => StoredJson.Write(stream, this);

    private static ExposureGini Of(ExposureTop top, Ranking[] rankings)
    {
        double[] byEstimate = Together(top, rankings, ranking => ranking.Estimates);
        return new ExposureGini(
            top.Name,
            rankings.Length,
            byEstimate.Length,
            Exposure.Gini(byEstimate),
            Exposure.Gini(Together(top, rankings, ranking => ranking.Popularity)));
    }

    /// <summary>What each song gets of all rankings together; shape (songs).</summary>
    private static double[] Together(ExposureTop top, Ranking[] rankings, Func<Ranking, double[]> scores) =>
        [.. rankings.SelectMany(ranking => ranking.Songs.Zip(Exposure.OfSongs(scores(ranking), top.Of(ranking.Songs.Length))))
            .GroupBy(song => song.First, song => song.Second).Select(song => song.Sum())];

    /// <summary>A listener's held-out songs with what they may be ranked by, each of shape (songs).</summary>
    private sealed record Ranking(NetworkResult Network, SongId[] Songs, double[] Estimates, double[] Popularity, double[] Plays)
    {
        public static Ranking Of(NetworkOutcome outcome, SweepOptions options, IReadOnlyList<UserSongs> users)
        {
            var heldOut = HeldOut.Songs(outcome, options);
            var own = users.Single(user => user.Rank == outcome.Result.User).Songs;
            var others = users.Where(user => user.Rank != outcome.Result.User).SelectMany(user => user.Songs)
                .GroupBy(song => song.Song).ToDictionary(song => song.Key, song => song.Sum(plays => (double)plays.Plays));
            return new Ranking(
                outcome.Result,
                [.. heldOut.Select(song => own[song.Song].Song)],
                [.. heldOut.Select(song => song.EstimatePlays)],
                [.. heldOut.Select(song => others.GetValueOrDefault(own[song.Song].Song))],
                [.. heldOut.Select(song => song.Plays)]);
        }

        public LeastPlayedShares LeastPlayed(ExposureTop top)
        {
            var places = top.Of(Songs.Length);
            return new LeastPlayedShares(
                Network.User,
                Network.Layers,
                Network.Steps,
                top.Name,
                Songs.Length,
                places,
                Exposure.LeastPlayedShare(Estimates, Popularity, places),
                Exposure.LeastPlayedShare(Popularity, Popularity, places),
                Exposure.LeastPlayedShare(Plays, Popularity, places),
                (double)(Songs.Length / 2) / Songs.Length);
        }
    }
}
