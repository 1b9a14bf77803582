using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests.Sample;

public sealed class SampleFolderTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        using var folder = new TemporaryFolder();

        await PlayCountRun.SucceedAsync("sample", "--out", folder.In("one"), "--songs", "12", "--seed", "7");
        await PlayCountRun.SucceedAsync("sample", "--out", folder.In("two"), "--songs", "12", "--seed", "7");
        await PlayCountRun.SucceedAsync("sample", "--out", folder.In("other"), "--songs", "12", "--seed", "8");

        Assert.Equal(SampleFiles.Hashes(folder.In("one")), SampleFiles.Hashes(folder.In("two")));
        Assert.NotEqual(SampleFiles.Hashes(folder.In("one"))["triplets.tsv"], SampleFiles.Hashes(folder.In("other"))["triplets.tsv"]);
    }

    [Fact]
    public void The_seed_decides_whatever_the_number_of_processors()
    {
        var assembly = typeof(Cli.PlayCountCommand).Assembly.Location;
        using var folder = new TemporaryFolder();

        foreach (var processors in new[] { "1", "2" })
            Outside.Run("env", $"DOTNET_PROCESSOR_COUNT={processors}", "dotnet", assembly, "sample", "--out", folder.In(processors),
                "--songs", "12");

        Assert.Equal(SampleFiles.Hashes(folder.In("1")), SampleFiles.Hashes(folder.In("2")));
    }

    [Fact]
    public async Task Every_song_is_six_clips_of_five_seconds_to_the_sample()
    {
        using var folder = new TemporaryFolder();

        await PlayCountRun.SucceedAsync("sample", "--out", folder.Path, "--songs", "12");

        Assert.All(new SampleFiles(folder.Path).Songs, song => Assert.Equal(6 * 5 * 11_025, song.Length));
    }

    [Fact]
    public async Task A_smaller_sample_leaves_nothing_of_the_one_it_replaces()
    {
        using var folder = new TemporaryFolder();
        await PlayCountRun.SucceedAsync("sample", "--out", folder.In("fresh"), "--songs", "12", "--seed", "2");
        await PlayCountRun.SucceedAsync("sample", "--out", folder.In("used"), "--songs", "15", "--seed", "1");

        await PlayCountRun.SucceedAsync("sample", "--out", folder.In("used"), "--songs", "12", "--seed", "2");

        Assert.Equal(SampleFiles.Hashes(folder.In("fresh")), SampleFiles.Hashes(folder.In("used")));
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.In("README.txt"), "My own notes\n");
        File.WriteAllText(folder.In("triplets.tsv"), "mine\n");

        var run = await PlayCountRun.OfAsync("sample", "--out", folder.Path, "--songs", "12");

        Assert.Equal(1, run.Status);
        Assert.Equal(
            $"playcount: '{folder.Path}' is not empty and holds no sample: nothing in it was touched. Give an empty or new folder.\n",
            run.Error);
        Assert.Equal("mine\n", File.ReadAllText(folder.In("triplets.tsv")));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [Fact]
    public async Task A_file_is_no_folder_to_write_to()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.In("file"), "mine\n");

        var run = await PlayCountRun.OfAsync("sample", "--out", folder.In("file"));

        Assert.Equal((1, $"playcount: '{folder.In("file")}' is a file; --out takes a folder.\n"), (run.Status, run.Error));
    }

    [Theory]
    [InlineData("--songs", "11", "12 to 20000")]
    [InlineData("--users", "1", "2 to 50")]
    [InlineData("--order-share", "1.5", "0 to 1")]
    [InlineData("--order-share", "NaN", "0 to 1")]
    [InlineData("--seed", "-1", "0 to 9223372036854775807")]
    [InlineData("--songs", "many", "12 to 20000")]
    public async Task An_option_out_of_range_is_refused_with_its_range(string option, string value, string range)
    {
        using var folder = new TemporaryFolder();

        var run = await PlayCountRun.OfAsync("sample", "--out", folder.In("new"), option, value);

        Assert.Equal(1, run.Status);
        Assert.Equal($"playcount: '{value}' is no value for {option}: a number from {range} is. See: playcount sample --help\n", run.Error);
        Assert.False(Directory.Exists(folder.In("new")));
    }
}
