using System.Text.Json;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Published;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Reporting;

/// <summary>The paper's claims with what a study says of them: <c>claims.json</c>. Thousands of shuffles, made once, shown often.</summary>
/// <param name="Claims">The claims.</param>
/// <param name="WhyNone">What to say where nothing is known of ours.</param>
public sealed record ReportedClaims(IReadOnlyList<Claim> Claims, string WhyNone)
{
    /// <summary>Name of the file among a study's files.</summary>
    internal const string FileName = "claims.json";

    /// <summary>Name of the same as a table.</summary>
    internal const string Table = "claims.csv";

    /// <summary>Those of a finished study.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    internal static ReportedClaims Read(IBlobStore study) => study.Exists(FileName)
        ? StoredJson.Read<ReportedClaims>(study.ReadAllBytes(FileName), FileName)
        : new(PaperClaims.Published, "Not known: the study was done by an earlier version. Start it again under another id.");

    /// <summary>Writes the file, and the claims as a table.</summary>
    internal void Write(IBlobStore study)
    {
        study.Write(FileName, stream => StoredJson.Write(stream, this));
        study.WriteText(Table, file =>
        {
            file.WriteLine("claim,test,published_verdict,published,ours_verdict,ours");
            foreach (var claim in Claims)
                file.WriteLine($"{Quoted(claim.Name)},{Quoted(claim.Test)},{Fields(claim.OnPublished)},{Fields(claim.OnOurs)}");
        });
    }

    private static string Fields(ClaimFinding? finding) => finding is null
        ? ","
        : $"{JsonNamingPolicy.CamelCase.ConvertName(finding.Verdict.ToString())},{Quoted(finding.Result)}";

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
