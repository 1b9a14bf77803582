using System.Globalization;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Reporting;

/// <summary>The comparison of a study's variants as files.</summary>
public static class ComparisonFiles
{
    /// <summary>Name of the table.</summary>
    public const string Table = "comparison.csv";

    /// <summary>Writes the table, then the page.</summary>
    /// <param name="blobs">Receives them.</param>
    /// <param name="comparison">What the variants come to.</param>
    /// <param name="variants">In what each differs.</param>
    public static void Write(IBlobStore blobs, StudyComparison comparison, IReadOnlyList<StudyVariant> variants)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        blobs.WriteText(Table, file =>
        {
            file.WriteLine("variant,user,layers,steps,songs,r2,weights,shared_songs,difference,low,high,leaky");
            foreach (var row in comparison.Rows)
                file.WriteLine(Text($"{row.Variant},{row.User},{row.Layers},{row.Steps},{row.Songs},{row.R2},{row.Weights}")
                    + Text($",{row.SharedSongs},{row.AgainstBaseline?.Mean},{row.AgainstBaseline?.Low},{row.AgainstBaseline?.High}")
                    + (row.IsLeaky ? ",true" : ",false"));
        });
        blobs.WriteText(ComparisonPage.FileName, file => ComparisonPage.Write(file, comparison, variants));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
