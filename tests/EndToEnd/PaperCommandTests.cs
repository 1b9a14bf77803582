namespace PlayCount.EndToEnd.Tests;

public sealed class PaperCommandTests
{
    [Fact]
    public async Task Prints_a_line_a_listener_the_figures_and_the_claims()
    {
        var run = await PlayCountRun.SucceedAsync("paper");

        var lines = run.Output.Split('\n');
        Assert.Contains("   2     12             0.020  2 x 11               0.175  39 of 48, 81 %  14 of 48", lines);
        Assert.Contains("    13  2 x 3, 2 x 1, 2 x 1, 2 x 2, 1 x 1", lines);
        Assert.Contains("  MSE 1 is one standard deviation       does not hold", lines);
        Assert.All(lines[10..], line => Assert.InRange(line.Length, 0, 140));
    }

    [Fact]
    public async Task Writes_the_page_the_same_each_time_and_over_another()
    {
        using var folder = new TemporaryFolder();
        var (first, second) = (folder.In("first.html"), folder.In("second.html"));
        await File.WriteAllTextAsync(second, new string('x', 1 << 20), TestContext.Current.CancellationToken);

        await PlayCountRun.SucceedAsync("paper", "--out", first);
        await PlayCountRun.SucceedAsync("paper", "--out", second);

        var page = await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken);
        Assert.Equal(page, await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken));
        Assert.StartsWith("<!DOCTYPE html>\n<html", System.Text.Encoding.UTF8.GetString(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_in_one_line_what_is_wrong_with_the_file()
    {
        var run = await PlayCountRun.OfAsync("paper", "--out", "/nowhere/at/all.html");

        Assert.Equal(1, run.Status);
        Assert.StartsWith("playcount: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }
}
