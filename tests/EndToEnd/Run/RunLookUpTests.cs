using System.Formats.Tar;
using System.Text.Json;
using PlayCount.EndToEnd.Tests.Experiments;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Serving;

namespace PlayCount.EndToEnd.Tests;

/// <summary>
/// A run and an experiment whose archive is a tar, with overrides, names and candidates: of the songs without a Spotify id, 9 is named as
/// song 1
/// is, 10 as song 2 is by the list of tracks, 11 has an id by hand, and song 3 has none by hand.
/// </summary>
public sealed class RunLookUpTests : IDisposable
{
    private const string ByHand = "ByHand0000000000000011";

    private readonly RunInput _input = new();
    private readonly string[] _options;

    public RunLookUpTests()
    {
        WriteNames(1, "Air", "Sexy Boy", RunInput.SpotifyId(1));
        WriteNames(9, "AIR", "Sexy boy", spotify: null);
        WriteNames(2, "Björk", "Jóga", RunInput.SpotifyId(2));
        TarFile.CreateFromDirectory(_input.Mapping, Archive, includeBaseDirectory: false);
        File.WriteAllText(Overrides, $"{RunInput.SongId(11)},{ByHand}\n{RunInput.SongId(3)},none\n");
        File.WriteAllText(Tracks, $"TR1<SEP>{RunInput.SongId(10)}<SEP>Björk<SEP>Jóga\nTR2<SEP>SOELSE<SEP>a<SEP>b\n");
        File.Move(_input.AudioPath(11), Path.Combine(_input.Audio, ByHand + ".wav"));
        File.Move(_input.AudioPath(3), Path.Combine(_input.Audio, RunInput.SongId(3) + ".wav"));
        _options =
        [
            "--mapping", Archive, "--overrides", Overrides, "--tracks", Tracks, "--candidates", "list", "--layers", "1", "--steps", "1",
        ];
    }

    private string Archive => _input.In("archive.tar");

    private string Overrides => _input.In("overrides.csv");

    private string Tracks => _input.In("unique_tracks.txt");

    public void Dispose() => _input.Dispose();

    [Fact]
    public async Task Look_ups_end_in_these_files_the_first_time_and_with_the_index_that_was_made()
    {
        var first = await _input.SucceedAsync("out", _options);
        var second = await _input.SucceedAsync("again", _options);

        Assert.Contains(".playcount-index' was made: 10 records", first.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("playcount-index", second.Error, StringComparison.Ordinal);
        RunFolderBytes.AssertEqual(_input.In("out"), _input.In("again"));
        Assert.Equal(
            $"""
            song_id,place,spotify_id,of_song_id,artist,title,status
            {RunInput.SongId(9)},1,{RunInput.SpotifyId(1)},{RunInput.SongId(1)},Air,Sexy Boy,unverified
            {RunInput.SongId(10)},1,{RunInput.SpotifyId(2)},{RunInput.SongId(2)},Björk,Jóga,unverified

            """,
            File.ReadAllText(_input.In("out", "candidates.csv")));
        Assert.Contains(
            $"{RunInput.SongId(10)},,Björk,Jóga\n", File.ReadAllText(_input.In("out", "mapping.csv")), StringComparison.Ordinal);
        Assert.Contains($"{RunInput.SongId(11)},{ByHand},,\n", File.ReadAllText(_input.In("out", "mapping.csv")), StringComparison.Ordinal);
        Assert.Equal(
            "archive + overrides + tracks + candidates (list)",
            PlainFiles.Json(_input.In("out"), "config.json").GetProperty("mapping").GetString());
    }

    [Fact]
    public async Task The_coverage_counts_them_for_each_listener_and_for_all()
    {
        await _input.SucceedAsync("out", _options);

        var coverage = PlainFiles.Json(_input.In("out"), "coverage.json");
        int[] Counts(JsonElement of) => [.. ((string[])["songs", "archive", "overrides", "candidates", "audio"])
            .Select(name => of.GetProperty(name).GetInt32())];

        // Of 14 songs 0 to 7 are mapped but for 3; 11 by hand; 13 has no audio. ann hears 0 to 13, bob 0 to 10, cem 3 to 13.
        Assert.Equal([14, 7, 1, 0, 13], Counts(coverage.GetProperty("overall")));
        Assert.Equal(
            [[14, 7, 1, 0, 13], [11, 7, 0, 0, 11], [11, 4, 1, 0, 10]], coverage.GetProperty("users").EnumerateArray().Select(Counts));
        Assert.Equal(2, coverage.GetProperty("candidates").GetProperty("songs").GetInt32());
        var report = File.ReadAllText(_input.In("out", "report.html"));
        Assert.Contains("1 song without audio, and what would provide it", report, StringComparison.Ordinal);
        Assert.Contains("Unverified: 2 songs without an id", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_experiment_ends_in_the_same_files()
    {
        await _input.SucceedAsync("out", _options);
        await using var services = await ServicesHost.StartAsync(_input.In("data"), _input.In(""));
        var settings = SmallStudy.Settings(_input);
        (settings.Mapping, settings.Overrides, settings.Tracks, settings.Candidates) = (Archive, Overrides, Tracks, "list");
        settings.Layers.Remove(2);
        settings.Steps.Remove(3);

        await services.Desk.StartAsync("first", RequestedSettings.Read(settings), TestContext.Current.CancellationToken);
        var end = await services.EndAsync("first");

        Assert.Equal((ExperimentState.Done, null), (end.State, end.Failure));
        RunFolderBytes.AssertEqual(_input.In("out"), services.Study("first"));
    }

    [Fact]
    public async Task Candidates_that_are_used_name_audio()
    {
        File.Delete(_input.AudioPath(9));

        await _input.SucceedAsync("out", [.. _options.Select(option => option == "list" ? "use" : option)]);

        Assert.True(File.Exists(_input.In("out", "clips", RunInput.SongId(9) + ".npy"))); // cut from the file of song 1
        Assert.Contains("unverified; used", File.ReadAllText(_input.In("out", "candidates.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_overrides_are_told_line_by_line_and_nothing_is_looked_up()
    {
        File.WriteAllText(Overrides, "SOAAA\n");

        var refused = await _input.RunAsync("out", _options);

        Assert.Equal(1, refused.Status);
        Assert.Contains("overrides.csv has 1 bad line", refused.Error, StringComparison.Ordinal);
        Assert.Contains("line 1: 'SOAAA' has 1 field.", refused.Error, StringComparison.Ordinal);
    }

    private void WriteNames(int song, string artist, string title, string? spotify)
    {
        object[] tracks = spotify is null ? [] : [new { catalog = "spotify", foreign_id = $"spotify:track:{spotify}" }];
        object[] songs = [new { artist_name = artist, title, tracks }];
        File.WriteAllText(_input.RecordPath(song), JsonSerializer.Serialize(new { response = new { songs } }));
    }
}
