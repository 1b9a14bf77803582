namespace PlayCount.EndToEnd.Tests;

/// <summary>What a run tells the person who watches.</summary>
public sealed class RunSummaryTests : IDisposable
{
    private readonly RunInput _input = new();

    [Fact]
    public async Task A_listener_whose_plays_are_all_equal_has_nothing_to_learn_from()
    {
        Rewrite(row => row[0] == "bob" ? [row[0], row[1], "30"] : row);

        var run = await _input.SucceedAsync("out");

        Assert.Matches(@"(?m)^ +\d +11  all plays equal: nothing to learn$", run.Error);
        Assert.Contains("All plays are equal", Report(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_without_audio_is_told_what_would_provide_it()
    {
        Rewrite(row => row[0] != "cem" || row[1] == RunInput.SongId(RunInput.SongsWithAudio) ? row : null);

        var run = await _input.SucceedAsync("out");

        Assert.Matches("(?m)^ +3 +0  no song has audio: put files named by Spotify id or song id into the audio folder$", run.Error);
        Assert.Contains("No song has audio", Report(), StringComparison.Ordinal);
        Assert.Contains("Left out for want of usable audio: 1 song;", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    // Under 20 songs each song is a fold: 13, 11 and 10 of them have audio, for four networks each.
    [InlineData("sound",
        "12 networks on 136 folds in all + 3 final fits = 139 trainings, each 3 epochs (passes over its songs): 417 epochs")]
    [InlineData("paper-code",
        "12 networks on 12 folds in all + 3 final fits = 15 trainings, each 3 epochs (passes over its songs): 45 epochs")]
    public async Task The_number_of_epochs_is_explained_before_it_is_counted(string split, string size)
    {
        var run = await _input.SucceedAsync("out", "--split", split);

        var lines = run.Error.Split('\n');
        var told = Array.IndexOf(lines, $"to train: {size}");
        Assert.StartsWith("training networks: ", lines[told + 1], StringComparison.Ordinal);
        var epochs = size[(size.LastIndexOf(':') + 2)..];
        Assert.Contains(lines, line => line.StartsWith($"training networks: {epochs} in ", StringComparison.Ordinal));
    }

    public void Dispose() => _input.Dispose();

    private string Report() => File.ReadAllText(_input.In("out/report.html"));

    private void Rewrite(Func<string[], string[]?> change) => File.WriteAllLines(
        _input.Triplets,
        File.ReadAllLines(_input.Triplets).Select(row => change(row.Split('\t'))).OfType<string[]>().Select(row => string.Join('\t', row)));
}
