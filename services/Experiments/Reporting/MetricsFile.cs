using System.Globalization;
using System.Text.Json;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Reporting;

/// <summary>Every figure of <c>evaluation.json</c> as a table: one row a figure.</summary>
internal static class MetricsFile
{
    public const string FileName = "metrics.csv";

    public static void Write(IBlobStore blobs, StudyEvaluation evaluation) => blobs.WriteText(FileName, file =>
    {
        file.WriteLine("user,layers,steps,on,metric,unit,value,low,high,songs,samples");
        foreach (var row in Rows("commonSongs", evaluation.CommonSongs).Concat(Rows("ownSongs", evaluation.OwnSongs)))
            file.WriteLine(row);
    });

    private static IEnumerable<string> Rows(string songs, IEnumerable<NetworkMetrics> networks) =>
        from network in networks
        from metric in network.Metrics
        let unit = JsonNamingPolicy.CamelCase.ConvertName(metric.Unit.ToString())
        select string.Create(CultureInfo.InvariantCulture, $"{network.User},{network.Layers},{network.Steps},{songs},{metric.Name},{unit}")
            + string.Create(CultureInfo.InvariantCulture, $",{metric.Value},{metric.Low},{metric.High},{network.Songs},{network.Samples}");
}
