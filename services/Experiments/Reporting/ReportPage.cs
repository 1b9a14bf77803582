using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Experiments.Reporting;

/// <summary>Writes a run as one self-contained HTML page: the verdict first, then what was done, then every score and curve.</summary>
public static class ReportPage
{
    /// <summary>Name of the page among a study's files.</summary>
    public const string FileName = "report.html";

    private const string Title = "PlayCount: how often would they play it, by its sound?";

    /// <summary>Writes the page, byte-equal for equal models.</summary>
    public static void Write(TextWriter writer, ReportModel model)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(model);
        var listeners = Listener.All(model);
        HtmlPage.Write(writer, Title, page =>
        {
            VerdictSection.Write(page, model, listeners);
            WorkSection.Write(page, model, listeners);
            CoverageSection.Write(page, model.Coverage, model.WithoutAudio);
            foreach (var listener in listeners)
                ResultsSection.Write(page, listener, model.Split);
            ExposureSection.Write(page, model.Use);
            if (model.Networks.Count > 0)
                NetworkSection.Write(page, model.Specs);
            OursSection.Write(page, listeners);
            if (model.Claims is { } claims)
                ClaimsSection.Write(page, claims, ReportedClaims.Table);
            ConfigSection.Write(page, model);
        });
    }
}

/// <summary>One listener with the networks trained for it and what they say together.</summary>
/// <param name="Rank">The listener's rank, from 1.</param>
/// <param name="Networks">The listener's networks, by layers and steps.</param>
/// <param name="Verdict">What they say together.</param>
/// <param name="CommonSongs">Each compared network on the songs that all of them were scored on.</param>
/// <param name="OwnSongs">Each scored network on all the songs that are long enough for it.</param>
/// <param name="Chosen">The network of the highest R2 on the common songs; without common songs, on its own.</param>
/// <param name="Heard">Its error while songs are heard; null where there is none.</param>
internal sealed record Listener(
    int Rank,
    IReadOnlyList<ReportNetwork> Networks,
    Verdict Verdict,
    IReadOnlyList<NetworkMetrics> CommonSongs,
    IReadOnlyList<NetworkMetrics> OwnSongs,
    NetworkKey? Chosen,
    HeardCurve? Heard)
{
    public static IReadOnlyList<Listener> All(ReportModel model)
    {
        var networks = model.Networks.ToLookup(network => network.Result.User);
        return [.. model.SongsWithAudio.Keys.Order().Select(rank =>
            Of(rank, networks[rank], model.Evaluation, model.Use, model.Split, model.SongsWithAudio[rank]))];
    }

    public static Listener Of(
        int rank,
        IEnumerable<ReportNetwork> networks,
        StudyEvaluation evaluation,
        StudyUse? use,
        ReportSplit split,
        int songsWithAudio)
    {
        List<ReportNetwork> own = [.. networks.OrderBy(network => network.Result.Layers).ThenBy(network => network.Result.Steps)];
        var skill = evaluation.Listeners.FirstOrDefault(listener => listener.User == rank);
        var verdict = Verdict.Of([.. own.Select(network => network.Result)], skill, split, songsWithAudio);
        return new Listener(
            rank,
            own,
            verdict,
            [.. evaluation.CommonSongs.Where(network => network.User == rank)],
            [.. evaluation.OwnSongs.Where(network => network.User == rank)],
            skill is { Layers: { } layers, Steps: { } steps } ? new NetworkKey(rank, layers, steps)
                : verdict.Best is { } best ? new NetworkKey(rank, best.Layers, best.Steps) : null,
            use?.Heard.FirstOrDefault(curve => curve.User == rank));
    }

    /// <summary>How many of the listener's networks ended so.</summary>
    public int Ended(NetworkStatus status) => Networks.Count(network => network.Result.Status == status);
}
