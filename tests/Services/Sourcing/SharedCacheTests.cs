using PlayCount.Segmentation.Sourcing;
using static PlayCount.Services.Tests.Sourcing.ScriptedServer;

namespace PlayCount.Services.Tests.Sourcing;

/// <summary>Several threads and processes with one folder of downloaded files.</summary>
public sealed class SharedCacheTests : IDisposable
{
    private const int Sources = 6;

    private readonly Sourced _sourced = new();
    private readonly Meeting _meeting = new(Sources);

    public SharedCacheTests() => _sourced.Time = _meeting;

    private AudioCache Cache => new(_sourced.Cache, maxBytes: 3);

    public void Dispose() => _sourced.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_several_ask_for_at_once_is_downloaded_once_and_whole(bool isListed)
    {
        if (isListed)
            _sourced.Server["SHA256SUMS"] = Text("200 OK", "", $"{Sourced.Sha256(Sourced.Content)}  song.wav\n");
        _sourced.Server[Sourced.Name] = _meeting.WhenAllAreThere(File(Sourced.Content));
        var sources = Enumerable.Range(0, Sources).Select(_ => _sourced.Open()).ToArray();

        var read = await Task.WhenAll(sources.Select(source => _meeting.Apart(() => _sourced.Read(source))));

        Assert.All(read, bytes => Assert.Equal(Sourced.Content, bytes));
        var whole = _sourced.Server.Requests.Where(asked => asked.Path == "/music/song.wav" && asked.Header("if-none-match") is null);
        Assert.Single(whole);
    }

    [Fact]
    public async Task One_source_gives_several_threads_the_same_song()
    {
        _sourced.Server[Sourced.Name] = _meeting.WhenAllAreThere(InTurn(Cut(Sourced.Content, 40_000), File(Sourced.Content)));
        var source = _sourced.Open();

        var read = await Task.WhenAll(Enumerable.Range(0, Sources).Select(_ => _meeting.Apart(() => _sourced.Read(source))));

        Assert.All(read, bytes => Assert.Equal(Sourced.Content, bytes));
    }

    [Fact]
    public async Task What_another_process_holds_for_too_long_is_told_as_such_and_may_pass()
    {
        var source = _sourced.OpenListed();
        _sourced.Options.FileSeconds = 0.3;
        using var held = await HoldAsync(Cache, Cache.Of(new Uri(_sourced.Server.Address, Sourced.Name)));

        var failure = _sourced.Failure(source);

        Assert.True(failure.IsTransient);
        Assert.StartsWith(
            "'song.wav' of the audio source was still held by another download after 0.3 s.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _sourced.Server.CountOf(Sourced.Name));
    }

    [Fact]
    public async Task What_somebody_is_about_to_open_is_not_deleted_for_its_bytes()
    {
        var (held, newest) = (Kept("http://music.example/held.wav"), Kept("http://music.example/newest.wav"));

        using (await HoldAsync(Cache, held))
        {
            Cache.Trim(newest);
            Assert.NotNull(held.Read());
        }

        Cache.Trim(newest);
        Assert.Null(held.Read());
        Assert.False(System.IO.File.Exists(held.File));
        Assert.NotNull(newest.Read());
    }

    [Fact]
    public async Task A_part_that_has_just_become_whole_is_not_deleted_for_its_bytes()
    {
        var newest = Kept("http://music.example/newest.wav");
        var entry = Cache.Of(new Uri("http://music.example/held.wav"));
        await System.IO.File.WriteAllBytesAsync(entry.Part, [1, 2], TestContext.Current.CancellationToken);

        using (await HoldAsync(Cache, entry))
        {
            Cache.Trim(newest);
            Assert.True(System.IO.File.Exists(entry.Part));
        }

        Cache.Trim(newest);
        Assert.False(System.IO.File.Exists(entry.Part));
    }

    [Fact]
    public void What_is_no_longer_there_is_not_kept()
    {
        var entry = Kept("http://music.example/gone.wav");
        System.IO.File.Delete(entry.File);

        Assert.Null(entry.Read());
        Assert.Null(entry.TryOpen());
    }

    /// <summary>A file of two bytes.</summary>
    private AudioCache.Entry Kept(string address)
    {
        byte[] bytes = [7, 9];
        var entry = Cache.Of(new Uri(address));
        System.IO.File.WriteAllBytes(entry.Part, bytes);
        entry.Keep(new AudioNote(address, "\"1\"", null, bytes.Length, Sourced.Sha256(bytes)));
        return entry;
    }

    private static Task<IDisposable> HoldAsync(AudioCache cache, AudioCache.Entry entry) =>
        cache.HoldAsync(entry, TimeProvider.System, TestContext.Current.CancellationToken);
}
