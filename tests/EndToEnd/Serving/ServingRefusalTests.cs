using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests;

/// <summary>What goes wrong is told in one line that says what to do.</summary>
public sealed class ServingRefusalTests(ServedRun run) : IClassFixture<ServedRun>
{
    public static TheoryData<string, string[], string> Asked => new()
    {
        { "predict", ["--user", "zoe", "--song", "SONG"], "refused, NotFound: There is no model of the listener 'zoe'." },
        { "predict", ["--user", "../ann", "--song", "SONG"], "refused, InvalidArgument: '../ann' is no user id" },
        { "predict", ["--user", "ann", "--song", "../x"], "refused, InvalidArgument: '../x' is no song id" },
        { "predict", ["--user", "ann", "--song", "SONG", "--model", "user_9/1x1"], "NotFound: There is no model 'user_9/1x1'." },
        { "predict", ["--user", "ann", "--song", "SONG"], "The song 'SONG' has no clips" },
        { "predict", ["--user", "ann", "--audio", "{triplets}"], "refused, InvalidArgument: The audio of" },
        { "predict", ["--user", "ann", "--audio", "{music}"], "a WAV, MP3, Ogg, Opus, FLAC or AIFF file is right" },
        { "predict", ["--user", "ann", "--audio", "nowhere.wav"], "--audio 'nowhere.wav' is not there" },
        { "predict", ["--user", "ann"], "Give one of --audio and --song" },
        { "predict", ["--user", "ann", "--song", "SONG", "--audio", "{triplets}"], "Give one of --audio and --song" },
        { "rank", ["--user", "ann", "--songs", "A,A"], "'A' is given twice" },
        { "rank", ["--user", "ann", "--songs", "A,,B"], "'' is no song id" },
        { "rank", ["--user", "ann", "--songs", "A,B", "--weight", "0.5"], "--weight says how much" },
        { "rank", ["--user", "ann", "--songs", "A,B", "--scores", "{scores}"], "line 2: 'B' is no line of song,score" },
        { "rank", ["--user", "ann", "--songs", "A,B", "--scores", "{twice}"], "line 2: the song 'A' has a score already" },
        { "rank", ["--user", "ann", "--songs", "A,B", "--scores", "{one}"], "has no score of the song 'B'" },
        { "rank", ["--user", "ann", "--songs", "@nowhere.txt"], "--songs 'nowhere.txt' is not there" },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Tells_in_one_line_what_to_do(string command, string[] arguments, string line)
    {
        File.WriteAllText(run.Input.In("bad.csv"), "A,1\nB\n");
        File.WriteAllText(run.Input.In("twice.csv"), "A,1\nA,2\n");
        File.WriteAllText(run.Input.In("one.csv"), "A,1\n");
        string[] told = [.. arguments.Select(argument => argument
            .Replace("{triplets}", run.Input.Triplets, StringComparison.Ordinal)
            .Replace("{music}", run.Input.Audio, StringComparison.Ordinal)
            .Replace("{scores}", run.Input.In("bad.csv"), StringComparison.Ordinal)
            .Replace("{twice}", run.Input.In("twice.csv"), StringComparison.Ordinal)
            .Replace("{one}", run.Input.In("one.csv"), StringComparison.Ordinal))];

        AssertRefused(await PlayCountRun.OfAsync([command, "--address", run.Address, .. told]), line);
    }

    [Theory]
    [InlineData("no address", "no value for --address")]
    [InlineData("ftp://127.0.0.1:21", "no value for --address")]
    [InlineData("http://127.0.0.1:1/songs", "'http://127.0.0.1:1/songs' is no value for --address")]
    [InlineData("http://ann:secret@127.0.0.1:1", "The text given is no value for --address")]
    [InlineData("http://127.0.0.1:1", "No estimator answers at http://127.0.0.1:1: Connection refused. Start one with 'playcount serve'")]
    public async Task Tells_that_no_server_is_there(string address, string line) =>
        AssertRefused(await PlayCountRun.OfAsync("predict", "--address", address, "--user", "ann", "--song", "SONG"), line);

    [Fact]
    public async Task Tells_that_the_server_took_too_long()
    {
        using var mute = new TcpListener(IPAddress.Loopback, LoopbackPort.Free());
        mute.Start();

        AssertRefused(await PlayCountRun.OfAsync(
            "predict", "--address", $"http://{mute.LocalEndpoint}", "--user", "ann", "--song", "SONG", "--timeout", "0.2"),
            "did not answer within 0.2 s. Ask for less, or give a longer --timeout.");
    }

    [Fact]
    public async Task Refuses_to_serve_what_is_not_there() => AssertRefused(
        await PlayCountRun.OfAsync("serve", "--data", run.Input.In("nowhere")),
        "is not there; the --out folder of a finished run is right");

    [Fact]
    public async Task Refuses_a_port_that_is_taken()
    {
        var port = new Uri(run.Address).Port.ToString(CultureInfo.InvariantCulture);

        using var second = ServedRun.Start("serve", "--data", run.Folder, "--port", port);
        var error = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains($"playcount: Port {port} of 127.0.0.1 cannot be listened on", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private static void AssertRefused(PlayCountRun refused, string line)
    {
        Assert.Equal(1, refused.Status);
        Assert.Equal("", refused.Output);
        Assert.StartsWith("playcount: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(line, refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, refused.Error.Count(c => c == '\n'));
    }
}
