using PlayCount.Learning;
using PlayCount.Learning.Published;

namespace PlayCount.Core.Tests.Published;

public sealed class PaperClaimsTests
{
    // Every number was computed apart from this code, in NumPy, from the authors' unrounded files.
    [Theory]
    [InlineData("A longer history helps", ClaimVerdict.Holds, "Mean correlation -0.24 over 10 groups", "p\u00A0<\u00A00.001")]
    [InlineData("Two layers beat one", ClaimVerdict.Holds, "0.48 times the error", "in 79 of 120 pairs", "61 times, one layer 31 times")]
    [InlineData("Networks diverge at few steps", ClaimVerdict.Holds, "92 of 240 networks diverge, 38 %", "1.7 steps fewer")]
    [InlineData("The rest is bad initialization", ClaimVerdict.CannotTell, "1.21, 1.41, 0.591, 1.42, 1.02")]
    [InlineData("2 layers × 18 steps is universal", ClaimVerdict.DoesNotHold, "21, 6, 3, 2, 10 of 48", "13, is that of 2 × 15")]
    [InlineData("Listener 1 never ends under 1", ClaimVerdict.Holds, "1.05, of 2 × 11", "36 diverge")]
    [InlineData("Which listener is best", ClaimVerdict.CannotTell, "1.05, 0.0204, 0.329, 0.0829, 0.0549: listener 2", "listener 5.")]
    [InlineData("MSE below 0.4 beats a random guess", ClaimVerdict.DoesNotHold, "0, 58, 10, 1, 9 %")]
    [InlineData("MSE 1 is one standard deviation", ClaimVerdict.DoesNotHold, "18.8, 0.313, 0.938, 3.33, 1.53")]
    public void Says_what_the_published_curves_say(string name, ClaimVerdict verdict, params string[] figures)
    {
        var claim = PaperClaims.Published.Single(claim => claim.Name == name);

        Assert.All(figures, figure => Assert.Contains(figure, claim.OnPublished.Result, StringComparison.Ordinal));
        Assert.Equal(verdict, claim.OnPublished.Verdict);
        Assert.Null(claim.OnOurs);
    }

    [Fact]
    public void Quotes_the_paper_with_the_section()
    {
        Assert.Equal(9, PaperClaims.Published.Count);
        Assert.All(PaperClaims.Published.SelectMany(claim => claim.Sentences), quotation =>
        {
            Assert.InRange(quotation.Words.Length, 20, 120);
            Assert.StartsWith("5", quotation.Section, StringComparison.Ordinal);
        });
        Assert.Equal(["5", "5.4"], Claim("Which listener is best", []).Sentences.Select(quotation => quotation.Section));
    }

    [Fact]
    public void Every_quoted_word_stands_in_the_paper()
    {
        var path = Path.GetFullPath(Path.Combine(PlayCount.Tests.Outside.Data("."), "..", "paper", "paper.txt"));
        Assert.SkipUnless(File.Exists(path), "needs the paper's text: shared/paper/paper.txt is not beside the repository");
        var paper = Plain(File.ReadAllText(path));

        Assert.All(PaperClaims.Published.SelectMany(claim => claim.Sentences), quotation =>
            Assert.Contains(Plain(quotation.Words), paper, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Says_nothing_of_ours_without_scores() => Assert.All(PaperClaims.Of([]), claim => Assert.Null(claim.OnOurs));

    [Fact]
    public void Finds_what_a_study_was_made_to_show()
    {
        // The error falls with the steps and halves with the second layer; networks of few steps diverge.
        var study = Study((user, layers, steps) => new(user, layers, steps, 1, steps <= 2 ? 1 : 9, 2, 10.0 / (steps * layers), 5));

        Assert.Equal(ClaimVerdict.Holds, Claim("A longer history helps", study).OnOurs!.Verdict);
        Assert.StartsWith("Mean correlation -1.00 over 4 groups", Claim("A longer history helps", study).OnOurs!.Result,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "Two layers end with 0.50 times the error of one [0.50, 0.50], lower in 40 of 40 pairs",
            Claim("Two layers beat one", study).OnOurs!.Result, StringComparison.Ordinal);
        Assert.Equal(ClaimVerdict.Holds, Claim("Networks diverge at few steps", study).OnOurs!.Verdict);
        Assert.Equal(ClaimVerdict.DoesNotHold, Claim("2 layers × 18 steps is universal", study).OnOurs!.Verdict); // 2 x 20 is
        Assert.Equal(ClaimVerdict.DoesNotHold, Claim("Listener 1 never ends under 1", study).OnOurs!.Verdict);    // 0.25
        Assert.Null(Claim("The rest is bad initialization", study).OnOurs);                                        // one seed
    }

    [Fact]
    public void Finds_nothing_where_there_is_nothing()
    {
        var rng = new Rng(11);
        var study = Study((user, layers, steps) => new(user, layers, steps, 1, 2, 1, Math.Exp(rng.NextGaussian()), 1));

        Assert.Equal(ClaimVerdict.CannotTell, Claim("A longer history helps", study).OnOurs!.Verdict);
        Assert.Equal(ClaimVerdict.CannotTell, Claim("Two layers beat one", study).OnOurs!.Verdict);
        Assert.Null(Claim("Networks diverge at few steps", study).OnOurs); // none does
    }

    [Fact]
    public void Parts_seeds_from_networks_where_there_are_several()
    {
        // Seeds change the error by a factor of e or 1/e, networks do not.
        var finding = Claim("The rest is bad initialization", TwoSeeds(constantOfSecond: 1)).OnOurs!;

        Assert.Equal(
            "Spread over seeds, which change splits and weights, 1.41; of a constant over the same splits 0.00, which leaves 1.41 to the "
            + "weights; over a listener’s networks 0.00.",
            finding.Result); // sqrt 2 between -1 and 1
        Assert.Equal(ClaimVerdict.Holds, finding.Verdict);
    }

    [Fact]
    public void Leaves_to_the_weights_only_what_a_constant_over_the_same_splits_has_not()
    {
        var finding = Claim("The rest is bad initialization", TwoSeeds(constantOfSecond: Math.Exp(-2))).OnOurs!;

        Assert.Contains(
            "of a constant over the same splits 1.41, which leaves 0.00 to the weights", finding.Result, StringComparison.Ordinal);
        Assert.Equal(ClaimVerdict.DoesNotHold, finding.Verdict);
    }

    private static StudyScore[] TwoSeeds(double constantOfSecond) =>
    [
        .. Study((user, layers, steps) => new(user, layers, steps, 0, 2, 1, Math.E, 1)),
        .. Study((user, layers, steps) => new(user, layers, steps, 1, 2, 1, 1 / Math.E, constantOfSecond)),
    ];

    private static StudyScore[] Study(Func<int, int, int, StudyScore> score) =>
        [.. from user in new[] { 1, 2 }
            from layers in new[] { 1, 2 }
            from steps in Enumerable.Range(1, 20)
            select score(user, layers, steps)];

    private static Claim Claim(string name, IReadOnlyList<StudyScore> study) => PaperClaims.Of(study).Single(claim => claim.Name == name);

    private static string Plain(string text) =>
        string.Join(' ', text.Replace("$", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
