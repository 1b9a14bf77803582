using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PlayCount.Contracts.Messages;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary><c>playcount experiments</c> against the services on a port of 127.0.0.1.</summary>
public sealed class ExperimentsCommandTests(FinishedRun run) : IClassFixture<FinishedRun>, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ServicesHost _services = null!;

    public async ValueTask InitializeAsync() => _services = await ServicesHost.StartAsync(_folder.In("data"), run.Input.In(""));

    [Fact]
    public async Task Started_and_watched_it_leaves_the_files_of_a_run_and_tells_its_scores()
    {
        var watched = await ExperimentsAsync("start", ["--id", "first", "--watch", .. Study()]);
        var got = await ExperimentsAsync("get", ["first"]);
        var listed = await ExperimentsAsync("list", []);

        Assert.Equal((0, 0, 0), (watched.Status, got.Status, listed.Status));
        SmallStudy.AssertSame(run, _services, await _services.EndAsync("first"));
        Assert.Equal("first", Json(watched).GetProperty("experimentId").GetString());
        Assert.EndsWith("\nThe experiment 'first' is done.\n", watched.Error, StringComparison.Ordinal);
        Assert.Equal("STATE_DONE", Json(got).GetProperty("experiment").GetProperty("state").GetString());
        Assert.Equal(run.Input.Audio, Json(got).GetProperty("settings").GetProperty("audio").GetString());
        Assert.Equal(12, Json(got).GetProperty("networks").GetArrayLength());
        Assert.Equal(1, Json(listed).GetProperty("experiments").GetArrayLength());
    }

    [Fact]
    public async Task Paths_are_told_in_full()
    {
        var here = Path.GetRelativePath(Environment.CurrentDirectory, run.Input.Triplets);

        var started = await ExperimentsAsync("start", ["--id", "first", .. Study("--triplets", here)]);
        var got = await ExperimentsAsync("get", ["first"]);

        Assert.Equal((0, ""), (started.Status, started.Error));
        Assert.Equal(run.Input.Triplets, Json(got).GetProperty("settings").GetProperty("triplets").GetString());
    }

    [Fact]
    public async Task Cancelled_the_watch_says_so_with_status_1_and_resumed_it_goes_on()
    {
        var isCancelled = new TaskCompletionSource(); // until then one network waits, so that the study cannot be done before
        await _services.DisposeAsync();
        _services = await ServicesHost.StartAsync(
            _folder.In("data"), [run.Input.In("")], Parts.All, bus => BusFilters.At(bus, nameof(TrainNetwork), 1, () => isCancelled.Task),
            ("Experiments:AskAgainSeconds", "60"));
        await ExperimentsAsync("start", ["--id", "first", .. Study()]);
        var cancelled = await ExperimentsAsync("cancel", ["first"]);
        var cancelledAgain = await ExperimentsAsync("cancel", ["first"]);
        isCancelled.SetResult();
        var watched = await ExperimentsAsync("watch", ["first"]);
        var resumed = await ExperimentsAsync("resume", ["first"]);
        var again = await ExperimentsAsync("watch", ["first"]);

        Assert.Equal("STATE_CANCELLED", Json(cancelled).GetProperty("state").GetString());
        Assert.Equal("STATE_CANCELLED", Json(cancelledAgain).GetProperty("state").GetString());
        Assert.Equal(
            (1, "", "playcount: The experiment 'first' was cancelled. 'playcount experiments resume' goes on with it.\n"),
            (watched.Status, watched.Output, watched.Error));
        Assert.Equal("STATE_RUNNING", Json(resumed).GetProperty("state").GetString());
        Assert.Equal((0, ""), (again.Status, again.Output));
    }

    [Fact]
    public async Task A_failed_experiment_ends_the_watch_with_its_reason_and_status_1()
    {
        Directory.CreateDirectory(run.Input.In("no-music"));

        var watched = await ExperimentsAsync("start", ["--id", "first", "--watch", .. Study("--audio", run.Input.In("no-music"))]);

        Assert.Equal(1, watched.Status);
        Assert.Contains(
            "playcount: The experiment 'first' failed: None of 14 shared songs has usable audio in ", watched.Error,
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get", "There is no experiment 'first'.")]
    [InlineData("watch", "There is no experiment 'first'.")]
    [InlineData("cancel", "There is no experiment 'first'.")]
    [InlineData("resume", "There is no experiment 'first'.")]
    public async Task What_the_service_refuses_is_one_line(string command, string line)
    {
        var refused = await ExperimentsAsync(command, ["first"]);

        Assert.Equal((1, "", $"playcount: {line}\n"), (refused.Status, refused.Output, refused.Error));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told_by_its_address()
    {
        var address = $"http://127.0.0.1:{LoopbackPort.Free()}";

        var refused = await PlayCountRun.OfAsync("experiments", "list", "--address", address);

        Assert.Equal(
            (1, $"playcount: No experiments service answers at '{address}'. Start it, or give its --address.\n"),
                (refused.Status, refused.Error));
    }

    [Fact]
    public async Task A_service_that_never_answers_is_waited_for_as_long_as_was_said()
    {
        using var silent = new TcpListener(IPAddress.Loopback, LoopbackPort.Free());
        silent.Start();
        var address = $"http://{silent.LocalEndpoint}";

        var refused = await PlayCountRun.OfAsync("experiments", "get", "first", "--address", address, "--timeout", "0.5");

        Assert.Equal(
            (1, $"playcount: The service at '{address}' did not answer within 0.5 s. See whether it is well, or give it a longer "
                + $"--timeout.\n"),
            (refused.Status, refused.Error));
    }

    [Theory]
    [InlineData("127.0.0.1:8080", "'127.0.0.1:8080' is no")]
    [InlineData("ftp://host", "'ftp://host' is no")]
    [InlineData("http://host/path", "'http://host/path' is no")]
    [InlineData("http://name:word@host:1", "The text given is no")]
    public async Task An_address_that_cannot_be_used_is_refused_and_a_password_not_repeated(string address, string begin)
    {
        var refused = await PlayCountRun.OfAsync("experiments", "list", "--address", address);

        Assert.Equal(1, refused.Status);
        Assert.StartsWith($"playcount: {begin} value for --address: ", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("word", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Layers_that_a_request_cannot_tell_are_refused()
    {
        var file = _folder.In("net.json");
        await File.WriteAllTextAsync(
            file,
            """{"lstm": [{"units": 3}, {"units": 3, "activation": "relu"}], "dense": [{"units": 1}]}""",
            TestContext.Current.CancellationToken);
        string[] inputs = ["--triplets", run.Input.Triplets, "--audio", run.Input.Audio];

        var refused = await ExperimentsAsync("start", ["--network", file, .. inputs]);

        Assert.Equal(1, refused.Status);
        Assert.StartsWith("playcount: A request cannot tell these layers: ", refused.Error, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private Task<PlayCountRun> ExperimentsAsync(string command, string[] more) =>
        PlayCountRun.OfAsync(["experiments", command, "--address", _services.Address, .. more]);

    /// <summary>The options of the run, some said otherwise, without those that are the run's alone.</summary>
    private string[] Study(params string[] otherwise)
    {
        var options = run.Input.Command("out", "--mapping", run.Input.Mapping)[1..].Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
        foreach (var pair in otherwise.Chunk(2))
            options[pair[0]] = pair[1];
        return [.. options.Where(option => option.Key is not ("--out" or "--threads"))
            .SelectMany(option => (string[])[option.Key, option.Value])];
    }

    private static JsonElement Json(PlayCountRun run) => JsonDocument.Parse(run.Output).RootElement;
}
