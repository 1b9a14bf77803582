using PlayCount.Segmentation.Sourcing;
using PlayCount.Songs;
using static PlayCount.Services.Tests.Sourcing.ScriptedServer;

namespace PlayCount.Services.Tests.Sourcing;

public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Other = [.. Sourced.Content.Reverse()];

    private readonly Sourced _sourced = new();

    private ScriptedServer Server => _sourced.Server;

    public void Dispose() => _sourced.Dispose();

    [Fact]
    public void Names_are_tried_in_the_order_of_a_folder()
    {
        Assert.Null(_sourced.Read());

        Assert.Equal(
            ["SHA256SUMS", "song.wav", "song.flac", "song.aiff", "song.aif", "song.ogg", "song.oga", "song.opus", "song.mp3"],
            Server.Requests.Select(asked => asked.Path["/music/".Length..]));
    }

    [Fact]
    public void The_Spotify_id_comes_before_the_song_id()
    {
        const string Spotify = "4uLU6hMCjMI75M1A2tKUQC";
        Server[Spotify + ".mp3"] = File(Sourced.Content);
        Server["song.wav"] = File(Other);
        var source = _sourced.Open();

        var found = source.Find(new SongAudio(SongId.Parse("song"), Mapping.Records.Id(Spotify)), TestContext.Current.CancellationToken);

        Assert.Equal(Spotify + ".mp3", found?.Name);
    }

    [Fact]
    public void What_is_kept_is_asked_for_again_and_not_sent_again()
    {
        Server[Sourced.Name] = File(Sourced.Content);
        _sourced.Read();

        Assert.Equal(Sourced.Content, _sourced.Read());

        var asked = Server.Requests.Where(asked => asked.Path == "/music/song.wav").ToArray();
        Assert.Equal([null, "\"1\""], asked.Select(request => request.Header("if-none-match")));
    }

    [Fact]
    public void Sent_again_unasked_it_is_kept_again_and_leaves_no_part_to_go_on_with()
    {
        Server[Sourced.Name] = Bytes("200 OK", "ETag: \"1\"\n", Sourced.Content); // whatever version it was asked for, without a length
        _sourced.Read();

        Assert.Equal(Sourced.Content, _sourced.Read());

        Assert.Empty(Directory.GetFiles(_sourced.Cache, "*.part*"));
    }

    [Fact]
    public void What_was_changed_at_the_source_is_downloaded_again()
    {
        Server[Sourced.Name] = File(Sourced.Content);
        _sourced.Read();
        Server[Sourced.Name] = File(Other, "\"2\"");

        Assert.Equal(Other, _sourced.Read());
    }

    [Fact]
    public void What_was_damaged_in_the_cache_is_downloaded_again()
    {
        Server[Sourced.Name] = File(Sourced.Content);
        _sourced.Read();
        var kept = Directory.GetFiles(_sourced.Cache, "*.audio").Single();
        var bytes = System.IO.File.ReadAllBytes(kept);
        bytes[77] ^= 1;
        System.IO.File.WriteAllBytes(kept, bytes);

        Assert.Equal(Sourced.Content, _sourced.Read());
    }

    [Fact]
    public void Cut_off_it_goes_on_where_it_was()
    {
        Server[Sourced.Name] = InTurn(Cut(Sourced.Content, 40_000), File(Sourced.Content));

        Assert.Equal(Sourced.Content, _sourced.Read());

        var asked = Server.Requests.Where(asked => asked.Path == "/music/song.wav").ToArray();
        Assert.Equal([null, "bytes=40000-"], asked.Select(request => request.Header("range")));
        Assert.Equal([null, "\"1\""], asked.Select(request => request.Header("if-range")));
    }

    [Fact]
    public void Cut_off_it_goes_on_in_another_process()
    {
        _sourced.Options.Tries = 1;
        Server[Sourced.Name] = InTurn(Cut(Sourced.Content, 40_000), File(Sourced.Content));
        _sourced.Failure();

        Assert.Equal(Sourced.Content, _sourced.Read());

        Assert.Equal("bytes=40000-", Server.Requests[^2].Header("range")); // the last one asks for the checksum
    }

    [Fact]
    public void Changed_while_it_was_cut_off_it_begins_anew_and_mixes_nothing()
    {
        Server[Sourced.Name] = InTurn(Cut(Sourced.Content, 40_000), File(Other, "\"2\""));

        Assert.Equal(Other, _sourced.Read());
    }

    [Theory]
    [InlineData("\"2\"", 40_000, 100_000)] // of another version, though it was asked for this one
    [InlineData("\"1\"", 39_999, 100_000)] // from another place
    [InlineData("\"1\"", 40_000, 100_001)] // of another length
    public void A_part_that_does_not_fit_is_thrown_away_with_what_was_there(string eTag, int from, int whole)
    {
        var rest = Sourced.Content[40_000..];
        Server[Sourced.Name] = InTurn(
            Cut(Sourced.Content, 40_000),
            Bytes("206 Partial Content", $"ETag: {eTag}\nContent-Range: bytes {from}-{from + rest.Length - 1}/{whole}\n"
                + $"Content-Length: {rest.Length}\n", rest),
            File(Other, "\"3\""));

        Assert.Equal(Other, _sourced.Read());
    }

    [Theory]
    [InlineData("5000")]
    [InlineData("*")] // nobody has said how long the whole is
    public void A_piece_of_what_it_asked_for_does_not_count_as_the_whole(string whole)
    {
        var content = Sourced.Content[..5_000];
        Server[Sourced.Name] = InTurn(
            Bytes("200 OK", "ETag: \"1\"\nTransfer-Encoding: chunked\n", [.. "3e8\r\n"u8, .. content[..1_000], .. "\r\n"u8]),
            Bytes(
                "206 Partial Content",
                $"ETag: \"1\"\nContent-Range: bytes 1000-1999/{whole}\nContent-Length: 1000\n",
                content[1_000..2_000]),
            File(content));

        Assert.Equal(content, _sourced.Read());

        var asked = Server.Requests.Where(asked => asked.Path == "/music/song.wav").ToArray();
        Assert.Equal([null, "bytes=1000-", whole == "*" ? null : "bytes=2000-"], asked.Select(request => request.Header("range")));
    }

    [Fact]
    public void A_new_version_that_is_cut_off_goes_on_though_an_old_one_is_kept()
    {
        Server[Sourced.Name] = File(Sourced.Content);
        _sourced.Read();
        Server[Sourced.Name] = InTurn(Cut(Other, 40_000, "\"2\""), File(Other, "\"2\""));

        Assert.Equal(Other, _sourced.Read());

        var asked = Server.Requests.Where(asked => asked.Path == "/music/song.wav").ToArray();
        Assert.Equal([null, null, "bytes=40000-"], asked.Select(request => request.Header("range")));
    }

    [Fact]
    public void Without_a_version_to_ask_for_it_begins_anew()
    {
        Server[Sourced.Name] = InTurn(Cut(Sourced.Content, 40_000, "W/\"1\""), File(Sourced.Content));

        Assert.Equal(Sourced.Content, _sourced.Read());

        Assert.All(Server.Requests, asked => Assert.Null(asked.Header("range")));
    }

    [Fact]
    public void A_list_of_checksums_says_what_is_there()
    {
        Server["SHA256SUMS"] = Text("200 OK", "", $"{Sourced.Sha256(Sourced.Content)}  song.WAV\n{Sourced.Sha256(Other)} *other.mp3\n");
        Server["song.WAV"] = File(Sourced.Content);
        Server["song.flac"] = File(Other);

        Assert.Equal(Sourced.Content, _sourced.Read());
        Assert.Equal(Sourced.Content, _sourced.Read());

        Assert.Equal(["SHA256SUMS", "song.WAV", "SHA256SUMS"], Server.Requests.Select(asked => asked.Path["/music/".Length..]));
    }

    [Fact]
    public void A_song_that_is_not_listed_is_not_there()
    {
        Server["SHA256SUMS"] = Text("200 OK", "", $"{Sourced.Sha256(Other)}  other.mp3\n");
        Server[Sourced.Name] = File(Sourced.Content);

        Assert.Null(_sourced.Read());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_has_another_checksum_twice_is_refused(bool isListed)
    {
        Server[Sourced.Name] = File(Sourced.Content);
        Says(isListed, Sourced.Sha256(Other));

        Assert.Equal(
            $"'song.wav' has SHA-256 {Sourced.Sha256(Sourced.Content)}; the source says that it has {Sourced.Sha256(Other)}",
            _sourced.Reason());

        Assert.Equal(2, Server.CountOf(Sourced.Name));
        Assert.Empty(Directory.GetFiles(_sourced.Cache));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_has_its_checksum_the_second_time_is_taken(bool isListed)
    {
        Server[Sourced.Name] = InTurn(Bytes("200 OK", "", Other), File(Sourced.Content));
        Says(isListed, Sourced.Sha256(Sourced.Content));

        Assert.Equal(Sourced.Content, _sourced.Read());
    }

    [Fact]
    public void What_is_kept_and_no_longer_has_the_listed_checksum_is_downloaded_again()
    {
        Server[Sourced.Name] = File(Sourced.Content);
        Says(isListed: true, Sourced.Sha256(Sourced.Content));
        _sourced.Read();
        Server[Sourced.Name] = File(Other); // under the same version
        Says(isListed: true, Sourced.Sha256(Other));

        Assert.Equal(Other, _sourced.Read());
    }

    [Fact]
    public void A_list_that_is_none_is_told_with_its_line()
    {
        Server["SHA256SUMS"] = Text("200 OK", "", $"{Sourced.Sha256(Other)}  other.mp3\n<html>\n");

        var failure = _sourced.Failure();

        Assert.False(failure.IsTransient);
        Assert.StartsWith(
            "The audio source's list 'SHA256SUMS' cannot be used: line 2, '<html>', is no checksum",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# none\n")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  cover.png\n")]
    public void A_list_without_audio_fails_and_no_song_is_left_out_for_it(string list)
    {
        Server["SHA256SUMS"] = Text("200 OK", $"Content-Length: {list.Length}\n", list);
        Server[Sourced.Name] = File(Sourced.Content);

        var failure = _sourced.Failure();

        Assert.False(failure.IsTransient);
        Assert.StartsWith(
            "The audio source's list 'SHA256SUMS' cannot be used: it names no audio; ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cache_keeps_no_more_bytes_than_it_may_and_the_newest_file()
    {
        _sourced.Options.CacheBytes = 1 << 20;
        var source = _sourced.Open();
        for (var song = 0; song < 15; song++)
        {
            Server[$"song{song}.wav"] = File(Sourced.Content);
            source.Find(new SongAudio(SongId.Parse($"song{song}"), null), TestContext.Current.CancellationToken)!.Open(1 << 30).Dispose();
        }

        var kept = new DirectoryInfo(_sourced.Cache).GetFiles("*.audio");

        Assert.Equal(10, kept.Length); // of 100,000 bytes each, in 1,048,576
        Assert.Equal(10, Directory.GetFiles(_sourced.Cache, "*.audio.json").Length);
    }

    [Fact]
    public void The_cache_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
            return; // it has other rights
        Server[Sourced.Name] = File(Sourced.Content);
        _sourced.Read();

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(_sourced.Cache));
    }

    [Fact]
    public void A_checksum_beside_a_file_is_read_to_4096_bytes()
    {
        Server[Sourced.Name] = File(Sourced.Content);
        Server["song.wav.sha256"] = Text("200 OK", "", Sourced.Sha256(Sourced.Content).PadRight(4_096));
        Assert.Equal(Sourced.Content, _sourced.Read());
        Directory.Delete(_sourced.Cache, recursive: true);
        Server["song.wav.sha256"] = Text("200 OK", "", Sourced.Sha256(Sourced.Content).PadRight(4_097));

        Assert.Equal("'song.wav.sha256' sends on and on; the limit is 4096", _sourced.Reason());
    }

    [Fact]
    public void A_list_of_empty_lines_takes_no_memory_of_its_own()
    {
        const int Lines = 1_000_000;
        var list = new string('\n', Lines);
        ChecksumList.Parse("");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Empty(ChecksumList.Parse(list));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Lines / 8);
    }

    private void Says(bool isListed, string sha256)
    {
        if (isListed)
            Server["SHA256SUMS"] = Text("200 OK", "", $"{sha256}  song.wav\n");
        else
            Server["song.wav.sha256"] = Text("200 OK", "", sha256 + "  song.wav\n");
    }
}
