using Azure.Storage.Blobs;
using PlayCount.Segmentation.Cutting;
using PlayCount.Segmentation.Sourcing;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Services.Tests.Segmentation;
using PlayCount.Services.Tests.Servers;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Sourcing;

/// <summary>Containers that are folders, as without a storage.</summary>
public sealed class FolderBlobAudioTests : BlobAudioTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-containers-");

    protected override IBlobContainers Containers => new FolderContainers(_folder.FullName);

    [Fact]
    public void What_is_no_plain_file_of_the_container_leaves_its_own_song_out()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs mkfifo");
        Put("good.wav", SongFolder.Wav(1));
        var outside = Path.Combine(_folder.FullName, "outside.wav");
        File.WriteAllBytes(outside, SongFolder.Wav(2));
        File.CreateSymbolicLink(PathOf("dangling.wav"), "gone.wav");
        File.CreateSymbolicLink(PathOf("leading.wav"), outside);
        Outside.Run("mkfifo", PathOf("pipe.wav"));

        var cut = Segment(
            "blobs:my-music", SongFolder.Song("dangling"), SongFolder.Song("good"), SongFolder.Song("leading"), SongFolder.Song("pipe"));

        Assert.Equal("good", Assert.Single(cut.Songs).Song.Value);
        Assert.Equal(
            [
                "'dangling.wav' is a link to nothing", "'leading.wav' is a link that leads out of the audio folder",
                "'pipe.wav' holds 0 bytes",
            ],
            cut.Skipped.Select(song => song.Reason));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Delete(recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, Container, name);
}

/// <summary>A container whose blob is listed and does not let itself be read.</summary>
public sealed class UnreadableBlobAudioTests : IDisposable
{
    private readonly SongFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_no_longer_there_leaves_its_song_out() =>
        Assert.Equal("'song.wav' is no longer there", Reason(() => throw new MissingBlobException("There is no 'song.wav'.")));

    [Fact]
    public void What_may_not_be_read_leaves_its_song_out() => Assert.Equal(
        "'song.wav' may not be read: the storage refuses access", Reason(() => throw new UnauthorizedAccessException("No.")));

    [Fact]
    public void What_is_deleted_while_it_is_read_leaves_its_song_out() =>
        Assert.Equal("'song.wav' cannot be read: MissingBlobException", Reason(() => new Vanishing()));

    [Fact]
    public void A_storage_that_fails_is_no_songs_fault() =>
        Assert.Throws<IOException>(() => Reason(() => throw new IOException("The blob storage did not read 'song.wav': 503.")));

    private string Reason(Func<Stream> open)
    {
        var request = _folder.Short with
        {
            Audio = "blobs:my-music",
            Sources = new AudioSources(new Storage(open), new HttpAudioOptions(), TimeProvider.System),
        };
        return Assert.Single(SongFolder.Segment(request, SongFolder.Song("song")).Skipped).Reason;
    }

    private sealed class Storage(Func<Stream> open) : IBlobContainers
    {
        public IBlobStore Open(string name) => new Store(open);
    }

    private sealed class Store(Func<Stream> open) : IBlobStore
    {
        public bool Exists(string name) => true;

        public Stream OpenRead(string name) => open();

        public BlobDraft Create(string name) => throw new NotSupportedException();

        public void Delete(string name) => throw new NotSupportedException();

        public IReadOnlyList<string> List(string folder) => ["song.wav"];
    }

    /// <summary>A blob that is deleted once it is open.</summary>
    private sealed class Vanishing() : MemoryStream(SongFolder.Wav(1))
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new MissingBlobException("There is none any more.");

        public override int Read(Span<byte> buffer) => throw new MissingBlobException("There is none any more.");
    }
}

/// <summary>Containers of Azure's storage, as Azurite imitates it.</summary>
[Trait("Set", "Full")]
public sealed class AzureBlobAudioTests(Azurite server) : BlobAudioTests, IAsyncLifetime
{
    private AzureContainers? _containers;

    protected override IBlobContainers Containers => _containers!;

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync();
        var account = new BlobServiceClient(server.ConnectionString, new BlobClientOptions { Retry = { MaxRetries = 0 } });
        await account.GetBlobContainerClient(Container).DeleteIfExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        _containers = new AzureContainers(account);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>What holds of audio in any storage's container.</summary>
public abstract class BlobAudioTests : IDisposable
{
    protected const string Container = "my-music";

    private const string Spotify = "4uLU6hMCjMI75M1A2tKUQC";

    private readonly SongFolder _folder = new();

    /// <summary>The containers, none of them made.</summary>
    protected abstract IBlobContainers Containers { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _folder.Dispose();

    [Theory]
    [InlineData("blobs:my-music", "")]
    [InlineData("blobs:my-music/a/b", "a/b/")]
    public void Songs_of_a_container_are_cut_as_those_of_a_folder_are(string audio, string prefix)
    {
        Put(prefix + Spotify + ".wav", SongFolder.Wav(1, 2, 3));
        Put(prefix + "song.wav", SongFolder.Wav(9));
        Put(prefix + "deeper/other.wav", SongFolder.Wav(8));
        using var plain = new SongFolder().WithWav(Spotify + ".wav", 1, 2, 3).WithWav("song.wav", 9);

        var cut = Segment(audio, SongFolder.Song("song", Spotify), SongFolder.Song("other"));
        plain.Cut(SongFolder.Song("song", Spotify), SongFolder.Song("other"));

        Assert.Equal("no audio named 'other'", Assert.Single(cut.Skipped).Reason);
        Assert.Equal(plain.OutFiles(), _folder.OutFiles());
    }

    [Fact]
    public void A_blob_that_is_empty_or_too_large_is_told_as_a_file_is()
    {
        Put("song.wav", []);
        Put("large.wav", SongFolder.Wav(1, 2, 3));

        var cut = SongFolder.Segment(
            Request("blobs:my-music") with { Limits = new(MaxFileBytes: 10) }, SongFolder.Song("song"), SongFolder.Song("large"));

        Assert.Equal(
            ["'large.wav' holds 50 bytes; the limit is 10", "'song.wav' holds 0 bytes"], cut.Skipped.Select(song => song.Reason));
    }

    [Fact]
    public void A_blob_deleted_after_the_container_was_listed_leaves_its_song_out()
    {
        Put("song.wav", SongFolder.Wav(1));
        var segmenter = new SongSegmenter(Request("blobs:my-music"));
        Containers.Open(Container).Delete("song.wav");

        var cut = segmenter.Segment([SongFolder.Song("song")], progress: null, TestContext.Current.CancellationToken);

        Assert.Equal("'song.wav' is no longer there", Assert.Single(cut.Skipped).Reason);
    }

    [Theory]
    [InlineData("blobs:elsewhere")]
    [InlineData("blobs:my-music/elsewhere")]
    public void A_container_without_audio_fails_and_no_song_is_left_out_for_it(string audio)
    {
        Put("song.wav", SongFolder.Wav(1));

        var failure = Assert.Throws<AudioSourceException>(() => Segment(audio, SongFolder.Song("song")));

        Assert.False(failure.IsTransient);
        Assert.StartsWith($"'{audio}' holds no audio: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_storage_it_says_how_one_is_named()
    {
        var failure = Assert.Throws<AudioSourceException>(
            () => SongFolder.Segment(_folder.Short with { Audio = "blobs:my-music" }, SongFolder.Song("song")));

        Assert.Contains("ConnectionStrings__blobs", failure.Message, StringComparison.Ordinal);
    }

    protected void Put(string name, byte[] bytes) => Containers.Open(Container).Write(name, stream => stream.Write(bytes));

    private SegmentationRequest Request(string audio) => _folder.Short with
    {
        Audio = audio,
        Sources = new AudioSources(Containers, new HttpAudioOptions(), TimeProvider.System),
    };

    protected SegmentationResult Segment(string audio, params SongAudio[] songs) => SongFolder.Segment(Request(audio), songs);
}
