using System.Diagnostics;
using System.Security.Cryptography;
using PlayCount.Cli;

namespace PlayCount.EndToEnd.Tests.Studies;

/// <summary><c>playcount study</c> on the small input of <c>run</c>.</summary>
public sealed class StudyCommandTests : IDisposable
{
    private const string Settings =
        "\"topUsers\": 3, \"clipSamples\": 4096, \"layers\": [1], \"steps\": [1, 3], \"units\": 6, \"epochs\": 3";
    private const string Grid = """, "variants": {"kind": "grid", "over": {"units": [6, 4], "dropout": [0]}}""";

    private readonly RunInput _input = new();

    [Fact]
    public async Task Each_variant_is_the_run_of_its_settings_and_clips_are_cut_once()
    {
        await PlayCountRun.SucceedAsync("study", "run", Write(Grid), "--out", _input.In("out"));

        await _input.SucceedAsync("alone", "--layers", "1", "--units", "4");
        RunFolderBytes.AssertEqual(_input.In("alone"), _input.In("out/variants/002"));
        var clips = $"clips/{RunInput.SongId(0)}.npy";
        Assert.Equal(
            File.GetLastWriteTimeUtc(_input.In($"out/variants/001/{clips}")),
            File.GetLastWriteTimeUtc(_input.In($"out/variants/002/{clips}"))); // one file of two names: a second cut would be later
    }

    [Fact]
    public async Task The_folder_keeps_the_file_and_sets_the_variants_beside_each_other()
    {
        var file = Write(Grid);

        var run = await PlayCountRun.SucceedAsync("study", "run", file, "--out", _input.In("out"));

        var (header, rows) = PlainFiles.Csv(_input.In("out"), "comparison.csv");
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(_input.In("out/study.json")));
        Assert.Equal("variant,user,layers,steps,songs,r2,weights,shared_songs,difference,low,high,leaky", header);
        Assert.Equal(
            ["001 1", "001 2", "001 3", "002 1", "002 2", "002 3"], rows.Select(row => $"{row[0]} {row[1]}"));
        Assert.All(rows, row => Assert.Equal(row[0] == "001", row[8].Length == 0)); // the baseline is held against nothing
        Assert.Contains("of all variants", File.ReadAllText(_input.In("out/study.html")), StringComparison.Ordinal);
        Assert.Contains("listener 3: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Set", "Full")]
    public async Task Killed_while_it_trains_and_resumed_it_ends_as_one_never_stopped()
    {
        var file = Write(Grid.Replace("[0]", "[0], \"epochs\": [200]", StringComparison.Ordinal));
        await PlayCountRun.SucceedAsync("study", "run", file, "--out", _input.In("whole"));
        string[] command =
            [typeof(PlayCountCommand).Assembly.Location, "study", "run", file, "--out", _input.In("killed"), "--threads", "1"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", command) { RedirectStandardError = true })!;
        process.BeginErrorReadLine(); // so that its progress lines never fill the pipe
        var trained = _input.In("killed/variants/002/state/user_1");
        while (!Directory.Exists(trained) || Directory.GetFiles(trained, "*.json", SearchOption.AllDirectories).Length == 0)
        {
            Assert.False(process.HasExited, "the study ended too early");
            Thread.Sleep(1); // the study is at work: look again
        }

        process.Kill(); // SIGKILL
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(File.Exists(_input.In("killed/comparison.csv")));
        await PlayCountRun.SucceedAsync("study", "resume", _input.In("killed"));

        RunFolderBytes.AssertEqual(_input.In("whole"), _input.In("killed"));
    }

    [Fact]
    public async Task A_report_is_written_again_without_the_inputs_and_only_of_a_finished_study()
    {
        await PlayCountRun.SucceedAsync("study", "run", Write(""), "--out", _input.In("out"));
        var page = File.ReadAllBytes(_input.In("out/study.html"));
        File.Delete(_input.In("out/study.html"));
        Directory.Delete(_input.Audio, recursive: true);

        await PlayCountRun.SucceedAsync("study", "report", _input.In("out"));

        Assert.Equal(page, File.ReadAllBytes(_input.In("out/study.html")));
        File.Delete(_input.In("out/variants/study/report.html"));
        Assert.Equal(
            $"playcount: Variant 'study' is not done. First: study resume {_input.In("out")}\n",
            (await PlayCountRun.OfAsync("study", "report", _input.In("out"))).Error);
    }

    [Theory]
    [InlineData(""", "settings": {"unit": 3}""", "'unit' is no setting: one of maxPlays, ")]
    [InlineData(""", "variant": []""", "'variant' is no part of the study: triplets, audio, ")]
    [InlineData(""", "variants": []""", "0 variants are out of range: 1 to 999 are right.")]
    [InlineData(""", "variants": [{"name": "../up"}]""", "'../up' is no name of a variant: 1 to 64 letters, digits, _ or - are.")]
    [InlineData(""", "variants": [{"name": "a"}, {"name": "A"}]""", "Two variants have one name; ")]
    [InlineData(""", "variants": [{"name": "a", "settings": {"topUsers": 4}}]""", "Variant 'a' cannot have its own topUsers: ")]
    [InlineData(""", "variants": [{"name": "a", "settings": {"units": 0}}]""", "Variant 'a': 0 is no value for units: ")]
    [InlineData(""", "variants": {"kind": "all", "over": {}}""", "'all' is no value for kind: one of grid, random is.")]
    [InlineData(""", "variants": {"kind": "random", "over": {"units": [1]}}""", "'variants' needs 'count', a whole number ")]
    [InlineData(""", "variants": {"kind": "grid", "over": {"units": 1}}""", "'units' of 'over' needs a list of values.")]
    [InlineData(""", "baseline": "b" """, "baseline 'b' is no variant's name.")]
    [InlineData(""", "preset": "paper" """, "'paper' is no value for preset: one of sound, paper-code, paper-text is.")]
    public async Task A_file_that_cannot_be_used_is_told_in_one_line(string more, string line)
    {
        var file = WriteText("{\"triplets\": \"triplets.tsv\", \"audio\": \"music\"" + more + "}");

        var run = await PlayCountRun.OfAsync("study", "run", file, "--out", _input.In("out"));

        Assert.Equal(1, run.Status);
        Assert.Contains(line, run.Error, StringComparison.Ordinal);
        Assert.StartsWith($"playcount: '{file}' is no study: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(letter => letter == '\n'));
        Assert.False(Directory.Exists(_input.In("out")));
    }

    [Fact]
    public async Task Files_of_another_content_than_the_study_was_made_with_are_refused()
    {
        var right = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_input.Triplets)));
        await PlayCountRun.SucceedAsync("study", "run", Write($", \"sha256\": {{\"triplets\": \"{right}\"}}"), "--out", _input.In("out"));
        File.AppendAllText(_input.Triplets, "eve\tSOMORE\t1\n");

        var run = await PlayCountRun.OfAsync("study", "resume", _input.In("out"));

        Assert.Equal(1, run.Status);
        Assert.Contains($"; the study was made with {right[..8]}", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_another_study_is_refused()
    {
        await PlayCountRun.SucceedAsync("study", "run", Write(""), "--out", _input.In("out"));

        var run = await PlayCountRun.OfAsync("study", "run", Write(Grid), "--out", _input.In("out"));

        Assert.Equal($"playcount: '{_input.In("out")}' holds another study. Choose another --out, or delete it.\n", run.Error);
    }

    public void Dispose() => _input.Dispose();

    private string Write(string more) => WriteText(
        "{\"triplets\": \"triplets.tsv\", \"audio\": \"music\", \"mapping\": \"mapping\", \"settings\": {" + Settings + "}" + more + "}");

    private string WriteText(string text)
    {
        File.WriteAllText(_input.In("asked.json"), text);
        return _input.In("asked.json");
    }
}
