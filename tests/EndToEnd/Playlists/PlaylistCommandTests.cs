using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using PlayCount.Cli;
using PlayCount.Cli.Playlists;
using PlayCount.EndToEnd.Tests.Experiments;
using PlayCount.SpotifyFake;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests.Playlists;

/// <summary><c>playcount playlist</c> against the service, the service against the fake, and somebody with a browser.</summary>
public sealed class PlaylistCommandTests : IAsyncLifetime
{
    private static readonly string[] Songs = [.. Enumerable.Range(0, 150).Select(i => $"song{i:d18}")];

    private readonly TemporaryFolder _folder = new();
    private readonly int _redirect = LoopbackPort.Free();
    private FakeSpotify _spotify = null!;
    private ServicesHost _services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _spotify = await FakeSpotify.StartAsync(new VirtualClock(), LoopbackPort.Free(), Cancel);
        _spotify.Accounts.Redirects.Add($"http://127.0.0.1:{_redirect}/callback");
        _services = await ServicesHost.StartAsync(
            _folder.In("data"), [_folder.Path], Parts.Preparing, bus: null,
            ("Mapping:Playlists:ClientId", FakeAccounts.ClientId),
            ("Mapping:Playlists:Api", _spotify.Address.ToString()),
            ("Mapping:Playlists:Accounts", _spotify.Address.ToString()),
            ("Mapping:Playlists:RedirectPort", $"{_redirect}"),
            ("Mapping:Playlists:TokenFile", _folder.In("token/spotify.json")));
        await File.WriteAllLinesAsync(_folder.In("ids.txt"), Songs, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _spotify.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Created_with_a_sign_in_in_the_browser_all_songs_come_onto_it_and_the_status_says_so()
    {
        var (status, output, error) = await BrowsedAsync("create", "--songs", $"@{_folder.In("ids.txt")}", "--name", "To hear");
        var id = Json(output).GetProperty("playlistId").GetString()!;
        var done = await UntilAsync(id, "STATE_DONE");
        var again = await PlayCountRun.OfAsync(
            "playlist", "create", "--address", _services.Address, "--songs", $"@{_folder.In("ids.txt")}", "--name", "To hear");

        Assert.Equal(0, status);
        Assert.StartsWith(
            "Sign in at Spotify with a browser on this machine, within 300 s:\nhttp://127.0.0.1:", error, StringComparison.Ordinal);
        Assert.EndsWith("\nSigned in.\n", error, StringComparison.Ordinal);
        Assert.Equal((150, 150), (done.GetProperty("songs").GetInt32(), done.GetProperty("added").GetInt32()));
        var made = Assert.Single(_spotify.Playlists.All);
        Assert.Equal("To hear", made.Name);
        Assert.Equal(Songs, made.Tracks);
        Assert.Equal((0, "STATE_DONE"), (again.Status, Json(again.Output).GetProperty("state").GetString()));
        Assert.All(_spotify.Accounts.Secrets, secret => Assert.DoesNotContain(secret, error + output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deleted_playlist_says_so_and_resumed_it_is_made_anew()
    {
        _spotify.Script = call => call.Method == "GET" && call.Path.EndsWith("/items", StringComparison.Ordinal) ? Fault.Of(404) : null;
        var (_, output, _) = await BrowsedAsync("create", "--songs", string.Join(',', Songs[..3]));
        var id = Json(output).GetProperty("playlistId").GetString()!;
        var gone = await UntilAsync(id, "STATE_DELETED");
        _spotify.Script = _ => null;

        var resumed = await PlayCountRun.OfAsync("playlist", "resume", id, "--address", _services.Address);
        await UntilAsync(id, "STATE_DONE");

        Assert.Equal(
            "The playlist is no longer at Spotify. Resume it, and another one is made.", gone.GetProperty("reason").GetString());
        Assert.Equal(0, resumed.Status);
        Assert.Equal([0, 3], _spotify.Playlists.All.Select(made => made.Tracks.Count));
    }

    [Fact]
    public async Task Who_does_not_agree_is_told_so_and_gets_status_1()
    {
        _spotify.Accounts.Agrees = false;

        var (status, _, error) = await BrowsedAsync("sign-in");

        Assert.Equal(1, status);
        Assert.EndsWith("playcount: The user did not agree at Spotify, so no playlist can be made. Begin again and agree.\n", error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create", "--name", "x", "Give one of --experiment and --songs")]
    [InlineData("create", "--songs", "x", "'x' is no Spotify id of a track: 22 letters and digits are.")]
    [InlineData("create", "--experiment", "none", "The experiment 'none' has no mapped songs")]
    public async Task What_cannot_be_used_is_one_line(string command, string option, string value, string line)
    {
        var refused = await PlayCountRun.OfAsync("playlist", command, "--address", _services.Address, option, value);

        Assert.Equal((1, ""), (refused.Status, refused.Output));
        Assert.StartsWith($"playcount: {line}", refused.Error, StringComparison.Ordinal);
        Assert.Single(refused.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("https://accounts.spotify.com/authorize?x=1")]
    [InlineData("http://127.0.0.1:5000/authorize")]
    public void An_address_of_a_page_may_be_opened(string address) => BrowserSignIn.RequireSafe(address);

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("--help")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://elsewhere/authorize")]
    [InlineData("https://a/\nhttps://b/")]
    public void What_is_no_address_of_a_page_is_never_opened(string address)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => BrowserSignIn.RequireSafe(address));

        Assert.EndsWith(
            "an address with https, or with http on this machine, is right. See whether --address is the mapping service's.",
            refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told_by_its_address()
    {
        var address = $"http://127.0.0.1:{LoopbackPort.Free()}";

        var refused = await PlayCountRun.OfAsync("playlist", "status", "--address", address);

        Assert.Equal((1, $"playcount: No mapping service answers at '{address}'. Start it, or give its --address.\n"),
            (refused.Status, refused.Error));
    }

    /// <summary>Runs a command and opens the address that it tells, as a user would.</summary>
    private async Task<(int Status, string Output, string Error)> BrowsedAsync(string command, params string[] more)
    {
        var (output, error) = (new StringWriter(), new Lines());
        var running = Task.Run(
            () => CommandLine.RunAsync(
                PlayCountCommand.Root,
                ["playlist", command, "--address", _services.Address, .. more],
                new InvocationConfiguration { Output = output, Error = error }),
            Cancel);
        var told = error.AddressAsync(Cancel);
        if (await Task.WhenAny(told, running) != told)
            Assert.Fail($"The command ended with {await running} and told no address: {error}");
        var address = await told;
        using var browser = new HttpClient();
        using var page = await browser.GetAsync(address, Cancel);
        return (await running, output.ToString(), error.ToString());
    }

    private async Task<JsonElement> UntilAsync(string id, string state)
    {
        while (true)
        {
            var seen = await PlayCountRun.OfAsync("playlist", "status", id, "--address", _services.Address);
            Assert.True(seen.Status == 0, seen.Error);
            var now = Json(seen.Output);
            var reached = now.GetProperty("state").GetString();
            if (reached == state)
                return now;
            if (reached is not ("STATE_WAITING" or "STATE_PARKED"))
                Assert.Fail($"It is {reached} and comes to no {state}: {now.GetProperty("reason")}");
            await Task.Delay(50, Cancel);
        }
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    /// <summary>What is told, and the address in it as soon as it is there.</summary>
    private sealed class Lines : TextWriter
    {
        private readonly StringBuilder _all = new();
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write($"{value}");

        public override void Write(string? value)
        {
            lock (_all)
                _all.Append(value);
            foreach (var line in (value ?? "").Split('\n'))
                _lines.Writer.TryWrite(line);
        }

        public override void WriteLine(string? value) => Write(value + "\n");

        public override string ToString()
        {
            lock (_all)
                return _all.ToString();
        }

        public async Task<Uri> AddressAsync(CancellationToken cancellationToken)
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(cancellationToken))
            {
                if (line.StartsWith("http://", StringComparison.Ordinal))
                    return new Uri(line);
            }

            throw new InvalidOperationException("No address was told.");
        }
    }
}
