using System.Net.Sockets;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests;

/// <summary>Paths that lead to the wrong kind of thing are told before anything is opened or written.</summary>
public sealed class RunPathTests : IDisposable
{
    private const int LongestCatalogPath = 504; // bytes: SQLite's 512 without "-journal"

    private static readonly Dictionary<string, string> Right = new()
    {
        ["--triplets"] = "a file of user TAB song TAB plays",
        ["--mapping"] = "a folder, .tar, .tar.gz, .tar.bz2 or .zip",
        ["--mismatches"] = "a list of song ids such as sid_mismatches.txt",
        ["--network"] = "a JSON file of a network's layers",
    };

    private readonly RunInput _input = new();

    public static TheoryData<string> Options => [.. Right.Keys];

    [Theory]
    [MemberData(nameof(Options))]
    public async Task A_named_pipe_is_refused_and_not_waited_for(string option)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: the pipe is made by its mkfifo");
        Outside.Run("mkfifo", _input.In("pipe"));
        File.CreateSymbolicLink(_input.In("link"), _input.In("pipe"));

        await RefusesAsync(option, "pipe", "is empty (0 bytes), or a pipe, device or socket");
        await RefusesAsync(option, "link", "is empty (0 bytes), or a pipe, device or socket");
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task A_socket_is_refused(string option)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_input.In("socket")));

        await RefusesAsync(option, "socket", "is empty (0 bytes), or a pipe, device or socket");
    }

    [Theory]
    [InlineData("--triplets")]
    [InlineData("--mismatches")]
    [InlineData("--network")]
    public async Task A_folder_where_a_file_is_wanted_is_refused(string option)
    {
        Directory.CreateDirectory(_input.In("folder"));

        await RefusesAsync(option, "folder", "is a folder");
    }

    [Theory]
    [MemberData(nameof(Options))]
    public async Task A_path_where_nothing_is_is_refused(string option) => await RefusesAsync(option, "nowhere", "is not there");

    [Fact]
    public async Task A_link_that_leads_nowhere_is_refused()
    {
        File.CreateSymbolicLink(_input.In("link"), _input.In("gone"));

        AssertRefused(
            await OfAsync("--triplets", _input.In("link")),
            $"--triplets '{_input.In("link")}' is a link to '{_input.In("gone")}', where no file lies; "
            + $"{Right["--triplets"]} is right, no pipe.");
    }

    [Fact]
    public async Task A_link_to_a_file_is_followed()
    {
        File.CreateSymbolicLink(_input.In("link"), _input.Triplets);

        Assert.Equal(0, (await OfAsync("--triplets", _input.In("link"), "--layers", "1", "--steps", "1", "--epochs", "1")).Status);
    }

    [Fact]
    public async Task A_file_where_the_audio_folder_is_wanted_is_refused() => AssertRefused(
        await OfAsync("--audio", _input.Triplets), $"--audio '{_input.Triplets}' is a file; a folder of audio files is right.");

    [Fact]
    public async Task An_out_folder_too_deep_for_its_database_is_refused_before_it_is_made()
    {
        var room = LongestCatalogPath - _input.In("catalog.sqlite").Length;
        var deep = Path.Combine(new string('d', room / 2), new string('e', room - (room / 2))); // with two separators, too long by 2

        AssertRefused(
            await OfAsync("--out", _input.In(deep)),
            $"The path '{_input.In(deep)}/catalog.sqlite' has {LongestCatalogPath + 2} bytes; "
            + $"SQLite takes at most {LongestCatalogPath}. Choose a shorter one.");
        Assert.Equal(0, (await OfAsync("--out", _input.In(deep[..^2]), "--layers", "1", "--steps", "1", "--epochs", "1")).Status);
    }

    [Theory]
    [InlineData("--units", "40000")]
    [InlineData("--dense", "40000,60000")]
    public async Task A_network_of_too_many_weights_is_refused_before_anything_is_read(string option, string value)
    {
        var run = await OfAsync(option, value);

        Assert.Equal(1, run.Status);
        Assert.Matches(
            $"^playcount: The network has [0-9]+ weights; at most {Array.MaxLength} fit one array. Take fewer --units, ", run.Error);
        Assert.False(Directory.Exists(_input.In("out")));
    }

    public void Dispose() => _input.Dispose();

    private async Task RefusesAsync(string option, string name, string what)
    {
        AssertRefused(await OfAsync(option, _input.In(name)), $"{option} '{_input.In(name)}' {what}; {Right[option]} is right.");
        Assert.False(Directory.Exists(_input.In("out")));
    }

    private static void AssertRefused(PlayCountRun run, string line) => Assert.Equal((1, $"playcount: {line}\n"), (run.Status, run.Error));

    /// <summary>A run with one option, or several, given another value; without the usual layers beside --network.</summary>
    private Task<PlayCountRun> OfAsync(params string[] options)
    {
        (string Name, string Value)[] usual =
        [
            ("--triplets", _input.Triplets), ("--audio", _input.Audio), ("--out", _input.In("out")), ("--mapping", _input.Mapping),
            ("--top-users", "3"), ("--clip-samples", $"{RunInput.ClipSamples}"),
        ];
        var others = usual.Where(option => !options.Contains(option.Name)).SelectMany(option => (string[])[option.Name, option.Value]);
        return PlayCountRun.OfAsync(["run", .. others, .. options]);
    }
}
