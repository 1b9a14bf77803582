using System.Net;
using PlayCount.Segmentation.Sourcing;
using static PlayCount.Services.Tests.Sourcing.ScriptedServer;

namespace PlayCount.Services.Tests.Sourcing;

/// <summary>Answers that no honest server gives. The limits hold, and each failure is one line that says what was seen.</summary>
public sealed class HostileServerTests : IDisposable
{
    private readonly Sourced _sourced = new();

    private ScriptedServer Server => _sourced.Server;

    public void Dispose() => _sourced.Dispose();

    [Theory]
    [InlineData("http://127.0.0.2:1/x", "127.0.0.2", "loopback")]
    [InlineData("http://localhost:1/x", "localhost", "loopback")]
    [InlineData("http://[::1]:1/x", "::1", "loopback")]
    [InlineData("http://[::ffff:127.0.0.1]:1/x", "::ffff:127.0.0.1", "loopback")]
    [InlineData("http://2130706434:1/x", "127.0.0.2", "loopback")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "169.254.169.254", "link-local")]
    [InlineData("http://10.0.0.1/x", "10.0.0.1", "private")]
    public void A_redirect_to_a_private_address_is_not_followed(string target, string host, string kind)
    {
        Server[Sourced.Name] = Text("302 Found", $"Location: {target}\nContent-Length: 0\n");

        var reason = _sourced.Reason();

        Assert.StartsWith($"'song.wav' is redirected to a host where we do not go: '{host}' is at ", reason, StringComparison.Ordinal);
        Assert.Contains($"a {kind} address", reason, StringComparison.Ordinal);
        Assert.DoesNotContain(reason, char.IsControl);
    }

    [Theory]
    [InlineData("file:///etc/passwd", "is redirected from http to 'file:///etc/passwd'")]
    [InlineData("ftp://music.example/x", "is redirected from http to 'ftp://music.example/x'")]
    [InlineData("http://user:secret@music.example/x", "is redirected to an address with a user name in it")]
    public void A_redirect_to_something_else_is_not_followed(string target, string said)
    {
        Server[Sourced.Name] = Text("301 Moved", $"Location: {target}\nContent-Length: 0\n");

        Assert.Equal(said, _sourced.Reason()["'song.wav' ".Length..].Split("; https")[0]);
    }

    [Fact]
    public void Three_redirects_are_followed_and_not_a_fourth()
    {
        Server[Sourced.Name] = Text("302 Found", "Location: 1\nContent-Length: 0\n");
        Server["1"] = Text("307 Temporary", "Location: /music/2\nContent-Length: 0\n");
        Server["2"] = Text("308 Permanent", "Location: 3\nContent-Length: 0\n");
        Server["3"] = InTurn(File(Sourced.Content), Text("302 Found", "Location: 3\nContent-Length: 0\n"));
        Assert.Equal(Sourced.Content, _sourced.Read());
        Directory.Delete(_sourced.Cache, recursive: true);

        Assert.Equal("'song.wav' is redirected more than 3 times", _sourced.Reason());
    }

    [Fact]
    public void A_host_at_a_private_address_has_to_be_named()
    {
        _sourced.Options.PrivateHosts.Clear();
        _sourced.Options.PrivateHosts = ["localhost", "127.0.0.3"];

        var failure = _sourced.Failure();

        Assert.False(failure.IsTransient);
        Assert.Equal(
            "The audio source's host '127.0.0.1' is at 127.0.0.1, a loopback address. Where that is meant, name the host: "
                + "--private-host 127.0.0.1, or Segmentation:Audio:PrivateHosts.",
            failure.Message);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void A_name_with_one_private_address_among_public_ones_is_refused()
    {
        var source = _sourced.Open(
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.216.34"), IPAddress.Parse("10.1.2.3")]),
            new Uri("http://music.example/"));

        var failure = Assert.Throws<AudioSourceException>(() => _sourced.Read(source));

        Assert.Contains("'music.example' is at 10.1.2.3, a private address", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_connection_goes_to_the_address_that_was_checked_and_the_name_is_looked_up_once_for_each()
    {
        Server[Sourced.Name] = File(Sourced.Content);
        var looked = 0;
        _sourced.Options.PrivateHosts.Clear();
        _sourced.Options.PrivateHosts = ["music.example"];
        var source = _sourced.Open(
            (host, _) =>
            {
                Assert.Equal("music.example", host);
                looked++;
                return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
            },
            new Uri($"http://music.example:{Server.Address.Port}/music/"));

        Assert.Equal(Sourced.Content, _sourced.Read(source)); // a name that no server of names knows
        Assert.Equal(Server.Requests.Count, looked);
    }

    [Fact]
    public void A_body_without_an_end_is_cut_at_the_limit()
    {
        _sourced.Options.MaxBytes = 300_000;
        Server[Sourced.Name] = async (_, to, ended) =>
        {
            await to.WriteAsync(Head("200 OK", ""), ended);
            while (true)
                await to.WriteAsync(Sourced.Content, ended);
        };

        Assert.Equal("'song.wav' sends on and on; the limit is 300000", _sourced.Reason());
        Assert.Empty(Directory.GetFiles(_sourced.Cache));
    }

    [Fact]
    public void A_length_over_the_limit_is_not_even_begun()
    {
        _sourced.Options.MaxBytes = 300_000;
        Server[Sourced.Name] = async (_, to, ended) =>
        {
            await to.WriteAsync(Head("200 OK", "Content-Length: 300001\n"), ended);
            await Task.Delay(Timeout.Infinite, ended);
        };

        Assert.Equal("'song.wav' holds 300001 bytes; the limit is 300000", _sourced.Reason());
    }

    [Fact]
    public void A_body_shorter_than_its_length_fails_after_three_tries_and_never_counts_as_whole()
    {
        Server[Sourced.Name] = Text("200 OK", "Content-Length: 50\n", "only this");

        var failure = _sourced.Failure();

        Assert.True(failure.IsTransient);
        Assert.StartsWith("'song.wav' of the audio source did not come in 3 tries: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, Server.CountOf(Sourced.Name));
        Assert.Empty(Directory.GetFiles(_sourced.Cache, "*.audio"));
    }

    [Fact]
    public void A_drip_of_one_byte_each_10_seconds_is_given_up()
    {
        Server[Sourced.Name] = Dripping(TimeSpan.FromSeconds(10));
        var source = _sourced.OpenListed();
        (_sourced.Options.IdleSeconds, _sourced.Options.Tries) = (0.2, 2);

        var failure = _sourced.Failure(source);

        Assert.True(failure.IsTransient);
        Assert.Equal(
            "'song.wav' of the audio source did not come in 2 tries: 'song.wav': no byte came for 0.2 s. Start again to go on with it.",
            failure.Message);
    }

    [Fact]
    public void A_drip_that_is_never_idle_ends_when_the_file_has_had_its_time()
    {
        Server[Sourced.Name] = Dripping(TimeSpan.FromMilliseconds(20));
        var source = _sourced.OpenListed();
        _sourced.Options.FileSeconds = 0.6;

        var failure = _sourced.Failure(source);

        Assert.True(failure.IsTransient);
        Assert.StartsWith("'song.wav' of the audio source was not there after 0.6 s.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_never_answers_is_given_up()
    {
        Server[Sourced.Name] = (_, _, ended) => Task.Delay(Timeout.Infinite, ended);
        var source = _sourced.OpenListed();
        (_sourced.Options.IdleSeconds, _sourced.Options.Tries) = (0.2, 1);

        Assert.Contains("'song.wav': no byte came for 0.2 s", _sourced.Failure(source).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("401 Unauthorized", false)]
    [InlineData("403 Forbidden", false)]
    [InlineData("500 Internal Server Error", true)]
    [InlineData("429 Too Many Requests", true)]
    public void A_refusal_is_no_missing_song(string status, bool isTransient)
    {
        Server[Sourced.Name] = Text(status, "Content-Length: 0\n");

        var failure = _sourced.Failure();

        Assert.Equal(isTransient, failure.IsTransient);
        Assert.Contains($"answers {status[..3]} for 'song.wav'", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("429 Too Many Requests", "7")]
    [InlineData("503 Service Unavailable", "Mon, 02 Jan 2040 00:00:07 GMT")]
    public void A_source_that_asks_to_be_left_alone_is_asked_again_after_that(string status, string after)
    {
        var time = new HurriedTime(new DateTimeOffset(2040, 1, 2, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(7));
        _sourced.Time = time;
        Server[Sourced.Name] = InTurn(Text(status, $"Retry-After: {after}\nContent-Length: 0\n"), File(Sourced.Content));

        Assert.Equal(Sourced.Content, _sourced.Read());

        Assert.Equal([TimeSpan.FromSeconds(7)], time.Pauses);
    }

    [Fact]
    public void A_source_that_asks_for_more_time_than_a_file_has_is_asked_once()
    {
        Server[Sourced.Name] = Text("503 Service Unavailable", "Retry-After: 3600\nContent-Length: 0\n");

        var failure = _sourced.Failure();

        Assert.True(failure.IsTransient);
        Assert.StartsWith(
            "'song.wav' of the audio source did not come in 1 try: The audio source answers 503 for 'song.wav' "
                + "and asks to be left alone for 3600 s; ",
            failure.Message,
            StringComparison.Ordinal);
        Assert.Equal(1, Server.CountOf(Sourced.Name));
    }

    [Fact]
    public void A_refusal_without_a_time_is_followed_by_ever_longer_pauses()
    {
        (_sourced.Options.PauseSeconds, _sourced.Options.Tries) = (2, 8);
        _sourced.Options.FileSeconds = 50; // longer than any pause
        var time = new HurriedTime(DateTimeOffset.UnixEpoch, null);
        _sourced.Time = time;
        Server[Sourced.Name] = Text("503 Service Unavailable", "Content-Length: 0\n");

        _sourced.Failure();

        Assert.Equal(7, time.Pauses.Count);
        Assert.All(
            time.Pauses.Zip([2.0, 4, 8, 16, 30, 30, 30]),
            pause => Assert.InRange(pause.First.TotalSeconds, pause.Second / 2 - 0.001, pause.Second)); // Task.Delay counts milliseconds
    }

    [Fact]
    public void An_answer_to_no_question_is_refused()
    {
        Server[Sourced.Name] = Text("206 Partial Content", "Content-Range: bytes 5-8/9\nContent-Length: 4\n", "abcd");

        Assert.Contains("answers 206 for 'song.wav'", _sourced.Failure().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_told_as_one_in_a_folder_is()
    {
        Server[Sourced.Name] = Text("200 OK", "Content-Length: 0\n");

        Assert.Equal("holds 0 bytes", _sourced.Reason());
    }

    [Fact]
    public void Stopped_from_outside_it_stops()
    {
        Server[Sourced.Name] = (_, _, ended) => Task.Delay(Timeout.Infinite, ended);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var source = _sourced.Open();

        Assert.ThrowsAny<OperationCanceledException>(
            () => source.Find(new SongAudio(PlayCount.Songs.SongId.Parse("song"), null), stop.Token));
    }

    private static Answer Dripping(TimeSpan each) => async (_, to, ended) =>
    {
        await to.WriteAsync(Head("200 OK", "Content-Length: 1000000\n"), ended);
        while (true)
        {
            await Task.Delay(each, ended);
            await to.WriteAsync(new byte[] { 1 }, ended);
        }
    };
}
