using PlayCount.Learning.Evaluation;

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
            foreach (var listener in listeners)
                ResultsSection.Write(page, listener, model.Split);
            if (model.Networks.Count > 0)
                NetworkSection.Write(page, model.Specs);
            ClaimsSection.Write(page, StudyScores.Claims(listeners, model.Split, model.Specs.Scaling));
            ConfigSection.Write(page, model);
        });
    }
}

/// <summary>One listener with the networks trained for it and what they say together.</summary>
/// <param name="Rank">The listener's rank, from 1.</param>
/// <param name="Networks">The listener's networks, by layers and steps.</param>
/// <param name="Verdict">Whether any of them beats the better constant.</param>
internal sealed record Listener(int Rank, IReadOnlyList<ReportNetwork> Networks, Verdict Verdict)
{
    public static IReadOnlyList<Listener> All(ReportModel model)
    {
        var networks = model.Networks.ToLookup(network => network.Result.User);
        return [.. model.SongsWithAudio.Keys.Order().Select(rank =>
        {
            List<ReportNetwork> own = [.. networks[rank].OrderBy(network => network.Result.Layers).ThenBy(network => network.Result.Steps)];
            return new Listener(rank, own, Verdict.Of([.. own.Select(network => network.Result)], model.Split, model.SongsWithAudio[rank]));
        })];
    }

    /// <summary>How many of the listener's networks ended so.</summary>
    public int Ended(NetworkStatus status) => Networks.Count(network => network.Result.Status == status);
}
