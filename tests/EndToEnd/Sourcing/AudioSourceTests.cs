using PlayCount.EndToEnd.Tests.Experiments;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Serving;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.EndToEnd.Tests.Sourcing;

/// <summary>Wherever the audio is, and whoever leads the study: the same bytes result.</summary>
public sealed class AudioSourceTests(FinishedRun run) : IClassFixture<FinishedRun>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_with_audio_at_an_address_leaves_the_files_of_one_with_a_folder()
    {
        await using var server = await AudioServer.StartAsync(run.Input.Audio);
        string[] options = ["--audio", server.Address, "--private-host", "127.0.0.1", "--audio-cache", _folder.In("cache")];

        await run.Input.SucceedAsync("http", options);

        RunFolderBytes.AssertEqual(run.Folder, run.Input.In("http"));
        Assert.Equal(RunInput.SongsWithAudio, server.Sent);
    }

    [Fact]
    public async Task A_run_with_a_server_of_its_own_network_says_how_that_is_named()
    {
        await using var server = await AudioServer.StartAsync(run.Input.Audio);

        var refused = await run.Input.RunAsync("refused", "--audio", server.Address, "--audio-cache", _folder.In("cache"));

        Assert.Equal(1, refused.Status);
        Assert.Contains("'127.0.0.1' is at 127.0.0.1, a loopback address. ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--private-host 127.0.0.1", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://music.example/", "--audio 'ftp://music.example/' is not there; a folder of audio files is right.")]
    [InlineData("http://user:geheim@127.0.0.1/", "audio holds a user name or password; an address without is right.")]
    [InlineData("blobs:x", "audio 'blobs:x' names no container")]
    public async Task What_is_no_place_of_audio_is_told(string audio, string said)
    {
        var refused = await run.Input.RunAsync("refused", "--audio", audio);

        Assert.Equal(1, refused.Status);
        Assert.Contains(said, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_experiment_with_audio_at_an_address_leaves_them_too()
    {
        await using var server = await AudioServer.StartAsync(run.Input.Audio);
        await using var services = await StartAsync(
            ("Segmentation:Audio:PrivateHosts:0", "127.0.0.1"), ("Segmentation:Audio:CacheFolder", _folder.In("cache")));

        await EndsAlikeAsync(services, server.Address);
    }

    [Fact]
    public async Task An_experiment_with_audio_in_a_container_leaves_them_too()
    {
        await using var services = await StartAsync();
        var music = new FolderContainers(Path.Combine(services.Data, "containers")).Open("my-music");
        foreach (var file in Directory.EnumerateFiles(run.Input.Audio))
            music.Write($"songs/{Path.GetFileName(file)}", stream => stream.Write(File.ReadAllBytes(file)));

        await EndsAlikeAsync(services, "blobs:my-music/songs");
    }

    private Task<ServicesHost> StartAsync(params (string Key, string Value)[] settings) =>
        ServicesHost.StartAsync(_folder.In("data"), [run.Input.In("")], Parts.All, bus: null, settings);

    private async Task EndsAlikeAsync(ServicesHost services, string audio)
    {
        var settings = SmallStudy.Settings(run.Input);
        settings.Audio = audio;

        await services.Desk.StartAsync("first", RequestedSettings.Read(settings), TestContext.Current.CancellationToken);
        var end = await services.EndAsync("first");

        Assert.Equal((ExperimentState.Done, null), (end.State, end.Failure));
        RunFolderBytes.AssertEqual(run.Folder, services.Study("first"));
    }
}
