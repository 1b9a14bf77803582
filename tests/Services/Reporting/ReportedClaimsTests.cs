using System.Text;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Published;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Services.Tests.Extraction;

namespace PlayCount.Services.Tests.Reporting;

public sealed class ReportedClaimsTests : IDisposable
{
    private static readonly ClaimFinding Published = new("Half of \"them\", p = 0.02.", ClaimVerdict.Holds);

    private static readonly ReportedClaims Written = new(
        [
            new Claim("Longer, deeper", [new("it helps", "5.2")], "Steps shuffled.", Published, new("None.", ClaimVerdict.DoesNotHold)),
            new Claim("Not asked", [], "None.", Published),
        ],
        "Not tested.");

    private readonly TempFolder _folder = new();

    [Fact]
    public void Reads_back_what_it_has_written()
    {
        var blobs = new FolderBlobs(_folder["study"]);

        Written.Write(blobs);
        var read = ReportedClaims.Read(blobs);

        Assert.Equivalent(Written, read, strict: true);
        Assert.Null(read.Claims[1].OnOurs);
    }

    [Fact]
    public void Writes_a_table_whose_texts_may_hold_commas_and_quotation_marks()
    {
        var blobs = new FolderBlobs(_folder["study"]);

        Written.Write(blobs);

        Assert.Equal(
            """
            claim,test,published_verdict,published,ours_verdict,ours
            "Longer, deeper","Steps shuffled.",holds,"Half of ""them"", p = 0.02.",doesNotHold,"None."
            "Not asked","None.",holds,"Half of ""them"", p = 0.02.",,

            """.ReplaceLineEndings("\n"),
            Encoding.UTF8.GetString(blobs.ReadAllBytes("claims.csv")));
    }

    [Fact]
    public void A_study_of_an_earlier_version_has_the_published_claims_and_says_so()
    {
        var read = ReportedClaims.Read(new FolderBlobs(_folder["study"]));

        Assert.All(read.Claims, claim => Assert.Null(claim.OnOurs));
        Assert.StartsWith("Not known", read.WhyNone, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        var blobs = new FolderBlobs(_folder["study"]);
        blobs.WriteText("claims.json", file => file.Write("{\"claims\": null}"));

        var error = Assert.Throws<InvalidDataException>(() => ReportedClaims.Read(blobs));

        Assert.Contains("claims.json", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
