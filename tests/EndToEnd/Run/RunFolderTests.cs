namespace PlayCount.EndToEnd.Tests;

/// <summary>What lies in the run's folder, damaged or in the way.</summary>
public sealed class RunFolderTests : IDisposable
{
    private static readonly string[] Small = ["--layers", "1", "--steps", "1", "--epochs", "1"];

    private readonly RunInput _input = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, "SQLite")] // the mark at the start: not a database
    [InlineData(100, "\u0003")] // the first page's kind: malformed
    public async Task A_damaged_catalog_is_told_and_loaded_again(int at, string with)
    {
        await _input.SucceedAsync("whole", Small);
        await _input.SucceedAsync("out", Small);
        var catalog = _input.In("out/catalog.sqlite");
        var bytes = await File.ReadAllBytesAsync(catalog, Cancel);
        for (var i = 0; i < with.Length; i++)
            bytes[at + i] = (byte)~with[i];
        await File.WriteAllBytesAsync(catalog, bytes, Cancel);
        foreach (var journal in Journals("out"))
            await File.WriteAllTextAsync(journal, "left by another database", Cancel);

        var run = await _input.SucceedAsync("out", Small);

        Assert.Single(run.Error.Split('\n'), line => line == $"'{catalog}' is damaged: deleted, and the triplets are loaded again.");
        Assert.DoesNotContain(Journals("out"), File.Exists);
        RunFolderBytes.AssertEqual(_input.In("whole"), _input.In("out"));
        Assert.DoesNotContain("damaged", (await _input.SucceedAsync("out", Small)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalog_that_cannot_be_opened_is_refused_by_its_path()
    {
        await _input.SucceedAsync("out", Small);
        File.Delete(_input.In("out/catalog.sqlite"));
        Directory.CreateDirectory(_input.In("out/catalog.sqlite"));

        var run = await _input.RunAsync("out", Small);

        var line = Refusal(run);
        Assert.StartsWith($"playcount: '{_input.In("out/catalog.sqlite")}' failed: ", line, StringComparison.Ordinal);
        Assert.EndsWith("Delete it if it is damaged, see to its disk, or choose another --out.", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "it lacks triplets, mismatches, mapping and 24 more")]
    [InlineData("""{"seed": "1"}""", "it lacks triplets, mismatches, mapping and 23 more")]
    [InlineData("""{"seed": "1", "seed": "2"}""", "it is no JSON object of texts, each name once")]
    [InlineData("[]", "it is no JSON object of texts, each name once")]
    [InlineData("", "it is no JSON object of texts, each name once")]
    public async Task A_damaged_config_is_told_as_damaged(string content, string what)
    {
        Directory.CreateDirectory(_input.In("out"));
        await File.WriteAllTextAsync(_input.In("out/config.json"), content, Cancel);

        var line = Refusal(await _input.RunAsync("out", Small));

        Assert.Equal(
            $"playcount: '{_input.In("out/config.json")}' is damaged: {what}. Choose another --out, or delete the folder.", line);
    }

    [Fact]
    public async Task A_config_that_lacks_one_setting_is_told_by_its_name()
    {
        await _input.SucceedAsync("out", Small);
        var config = await File.ReadAllTextAsync(_input.In("out/config.json"), Cancel);
        var lacking = config.Replace("\"folds\"", "\"fold\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_input.In("out/config.json"), lacking, Cancel);

        Assert.Contains("is damaged: it lacks folds. ", Refusal(await _input.RunAsync("out", Small)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_cannot_be_opened_is_not_told_as_another_run()
    {
        Directory.CreateDirectory(_input.In("out/.lock"));

        AssertCannotBeWritten(await _input.RunAsync("out", Small), _input.In("out"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_not_told_as_another_run()
    {
        var throughAFile = Path.Combine(_input.Triplets, "out");

        AssertCannotBeWritten(
            await PlayCountRun.OfAsync("run", "--triplets", _input.Triplets, "--audio", _input.Audio, "--out", throughAFile), throughAFile);
    }

    public void Dispose() => _input.Dispose();

    private static void AssertCannotBeWritten(PlayCountRun run, string folder)
    {
        var line = Refusal(run);
        Assert.StartsWith($"playcount: --out '{folder}' cannot be written: ", line, StringComparison.Ordinal);
        Assert.EndsWith("A folder where files may be made is right; choose another --out.", line, StringComparison.Ordinal);
    }

    private static string Refusal(PlayCountRun run)
    {
        Assert.Equal(1, run.Status);
        return Assert.Single(run.Error.Split('\n'), line => line.StartsWith("playcount: ", StringComparison.Ordinal));
    }

    private string[] Journals(string folder) =>
        [.. new[] { "-journal", "-wal", "-shm" }.Select(journal => _input.In($"{folder}/catalog.sqlite{journal}"))];
}
