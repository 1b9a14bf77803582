using System.Globalization;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Reporting;

/// <summary>What <c>use.json</c> holds, as tables.</summary>
internal static class UseFiles
{
    /// <summary>Name of the errors by seconds heard.</summary>
    public const string Heard = "heard.csv";

    /// <summary>Name of the least-played songs' shares.</summary>
    public const string LeastPlayed = "exposure.csv";

    /// <summary>Name of Gini's coefficients.</summary>
    public const string Gini = "exposure-gini.csv";

    /// <summary>All that is written here.</summary>
    public static IReadOnlyList<string> Names { get; } = [StudyUse.FileName, Heard, LeastPlayed, Gini];

    public static void Write(IBlobStore blobs, StudyUse use)
    {
        blobs.Write(StudyUse.FileName, use.Write);
        WriteRows(blobs, Heard, "user,layers,steps,samples,seconds,songs,mse,constant_mse",
            use.Heard.SelectMany(curve => curve.Points.Select(point => Text(
                $"{curve.User},{curve.Layers},{curve.Steps},{point.Samples},{point.Samples * curve.SampleSeconds},{point.Songs}")
                + Text($",{point.Mse},{point.ConstantMse}"))));
        WriteRows(blobs, LeastPlayed, "user,layers,steps,top,songs,places,by_estimate,by_popularity,by_plays,by_chance",
            use.LeastPlayed.Select(share => Text($"{share.User},{share.Layers},{share.Steps},{share.Top},{share.Songs},{share.Places}")
                + Text($",{share.ByEstimate},{share.ByPopularity},{share.ByPlays},{share.ByChance}")));
        WriteRows(blobs, Gini, "top,listeners,songs,by_estimate,by_popularity",
            use.Gini.Select(gini => Text($"{gini.Top},{gini.Listeners},{gini.Songs},{gini.ByEstimate},{gini.ByPopularity}")));
    }

    private static void WriteRows(IBlobStore blobs, string name, string header, IEnumerable<string> rows) => blobs.WriteText(name, file =>
    {
        file.WriteLine(header);
        foreach (var row in rows)
            file.WriteLine(row);
    });

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
