namespace PlayCount.EndToEnd.Tests;

public sealed class OptionValueTests
{
    [Theory]
    [InlineData("--steps", "")]
    [InlineData("--steps", ",")]
    [InlineData("--steps", "1,,6")]
    [InlineData("--steps", "6,")]
    [InlineData("--layers", "2..1")]
    [InlineData("--layers", "1,1..2")]
    [InlineData("--dropout", "0,5")]
    [InlineData("--dropout", "NaN")]
    [InlineData("--epochs", "1,000")]
    [InlineData("--epochs", "1e2")]
    public async Task A_value_that_is_no_number_of_the_option_is_refused_by_name(string option, string value)
    {
        var run = await PlayCountRun.OfAsync("run", "--triplets", "t.tsv", "--audio", "music", "--out", "out", option, value);

        Assert.Equal(1, run.Status);
        Assert.StartsWith($"playcount: '{value}' is no value for {option}: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_a_usual_list_as_it_would_be_typed()
    {
        var help = (await PlayCountRun.SucceedAsync("run", "--help")).Output.Split('\n');

        Assert.EndsWith("[default: 1,2]", Assert.Single(help, line => line.Contains("--layers", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.EndsWith("[default: 1..24]", Assert.Single(help, line => line.Contains("--steps", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sample_whose_music_is_a_link_is_not_replaced()
    {
        using var folder = new TemporaryFolder();
        await PlayCountRun.SucceedAsync("sample", "--out", folder.In("sample"), "--songs", "12");
        Directory.Move(folder.In("sample", "music"), folder.In("elsewhere"));
        Directory.CreateSymbolicLink(folder.In("sample", "music"), folder.In("elsewhere"));

        var run = await PlayCountRun.OfAsync("sample", "--out", folder.In("sample"), "--songs", "12");

        Assert.Equal(1, run.Status);
        Assert.Contains("is a link", run.Error, StringComparison.Ordinal);
        Assert.Equal(12, Directory.GetFiles(folder.In("elsewhere")).Length);
        Assert.True(File.Exists(folder.In("sample", "truth.json")));
    }
}
