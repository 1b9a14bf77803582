using System.Security.Cryptography;
using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Segmentation.Cutting;
using PlayCount.Segmentation.Sourcing;
using PlayCount.Songs;
using static PlayCount.Services.Tests.Segmentation.SongFolder;

namespace PlayCount.Services.Tests.Segmentation;

public sealed class RepeatedSegmentationTests
{
    private const int HeaderBytes = 128; // of every .npy file that is written here

    private static readonly DateTime LongAgo = new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    private static string ClipsOf(SongFolder folder) => Path.Combine(folder.Out, "clips", "song.npy");

    private static string OriginOf(SongFolder folder) => Path.Combine(folder.Out, "clips", "song.json");

    /// <summary>Dates the written clips back: a file that is written again loses the mark.</summary>
    private static void Mark(SongFolder folder) => File.SetLastWriteTimeUtc(ClipsOf(folder), LongAgo);

    private static bool IsMarked(SongFolder folder) => File.GetLastWriteTimeUtc(ClipsOf(folder)) == LongAgo;

    [Fact]
    public void Does_not_cut_the_same_song_again()
    {
        using var folder = new SongFolder().WithWav("song.wav", 1, 2);
        var first = folder.Cut(Song("song"));
        Mark(folder);

        var second = folder.Cut(Song("song"));

        Assert.True(IsMarked(folder));
        Assert.Equal(first.Songs, second.Songs);
    }

    [Fact]
    public void Tells_the_clips_of_a_song_when_it_is_cut_and_not_when_it_was()
    {
        using var folder = new SongFolder().WithWav("song.wav", new short[5_000]);
        var told = new Told();

        Segment(folder.Short with { Cut = told }, Song("song"));
        Segment(folder.Short with { Cut = told }, Song("song"));

        Assert.Equal([3], told.Clips); // of 2,000 samples, the last one begun
    }

    [Fact]
    public void Cuts_again_when_the_audio_changed()
    {
        using var folder = new SongFolder().WithWav("song.wav", 1, 2);
        folder.Cut(Song("song"));
        folder.WithWav("song.wav", 3, 2);

        folder.Cut(Song("song"));

        Assert.Equal(3 / 32768f, folder.Clips("song").Values[0]);
    }

    [Fact]
    public void Cuts_again_with_other_settings()
    {
        using var folder = new SongFolder().WithWav("song.wav", 1, 2);
        SegmentationRequest[] requests =
        [
            folder.Request with { ClipSamples = 3_000 },
            folder.Short with { FrontEnd = FrontEnds.Mfcc },
            folder.Short with { Limits = new DecodingLimits(MaxDecodedSeconds: 5) },
        ];

        foreach (var request in requests)
        {
            folder.Cut(Song("song"));
            Mark(folder);
            Segment(request, Song("song"));
            Assert.False(IsMarked(folder), request.ToString());
        }
    }

    [Theory]
    [InlineData("clips/song.npy", false)]
    [InlineData("features/log-mel/song.npy", false)]
    [InlineData("features/log-mel/song.npy", true)]
    public void Cuts_again_when_a_file_is_gone_or_cut_short(string name, bool cutShort)
    {
        using var folder = new SongFolder().WithWav("song.wav", 1, 2);
        folder.Cut(Song("song"));
        var expected = folder.OutFiles();
        var path = Path.Combine(folder.Out, name);
        if (cutShort)
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..^1]);
        else
            File.Delete(path);

        folder.Cut(Song("song"));

        Assert.Equal(expected, folder.OutFiles());
    }

    [Theory]
    [InlineData("clips/song.npy", 100)]
    [InlineData("clips/song.npy", 128)]
    [InlineData("clips/song.npy", 5_001)]
    [InlineData("features/log-mel/song.npy", 64)]
    [InlineData("features/log-mel/song.npy", 3_000)]
    [InlineData("features/mfcc/song.npy", 300)]
    public void Cuts_again_when_a_byte_of_a_file_is_damaged(string name, int place)
    {
        using var folder = new SongFolder().WithWav("song.wav", [.. Enumerable.Range(0, 5_000).Select(n => (short)(n * 7))]);
        var request = folder.Short with { FrontEnd = FrontEnds.Mfcc };
        Segment(request, Song("song"));
        var expected = folder.OutFiles();
        var path = Path.Combine(folder.Out, name);
        var bytes = File.ReadAllBytes(path);
        bytes[place] ^= 1;
        File.WriteAllBytes(path, bytes);

        Segment(request, Song("song"));

        Assert.Equal(expected, folder.OutFiles());
    }

    /// <summary>Every fifth byte from the first or the second: 5 shares no factor with the lengths of lines and hashes.</summary>
    [Theory]
    [InlineData(0x01, 0)]
    [InlineData(0x80, 1)]
    public void Any_byte_of_the_origin_may_be_damaged(byte bits, int first)
    {
        using var folder = new SongFolder().WithWav("song.wav", 1, 2);
        folder.Cut(Song("song"));
        var expected = folder.OutFiles();
        var path = OriginOf(folder);
        var origin = File.ReadAllBytes(path);
        for (var place = first; place < origin.Length; place += 5)
        {
            byte[] damaged = [.. origin];
            damaged[place] ^= bits;
            File.WriteAllBytes(path, damaged);

            folder.Cut(Song("song"));

            Assert.Equal(expected, folder.OutFiles());
        }
    }

    [Fact]
    public void Writes_over_what_a_killed_run_left_unfinished_and_does_not_read_it()
    {
        using var folder = new SongFolder().WithWav("song.wav", 1, 2);
        folder.Cut(Song("song"));
        var expected = folder.OutFiles();
        foreach (var name in expected.Keys)
            File.Move(Path.Combine(folder.Out, name), Path.Combine(folder.Out, name + ".unfinished"));

        folder.Cut(Song("song"));

        Assert.Equal(expected, folder.OutFiles());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"clips\": null}")]
    [InlineData("{\"settings\": null, \"sourceSha256\": null, \"clips\": -1, \"valuesSha256\": null}")]
    public void Cuts_again_when_the_origin_is_damaged(string origin)
    {
        using var folder = new SongFolder().WithWav("song.wav", 1, 2);
        folder.Cut(Song("song"));
        var expected = folder.OutFiles();
        Mark(folder);
        File.WriteAllText(OriginOf(folder), origin);

        folder.Cut(Song("song"));

        Assert.Equal(expected, folder.OutFiles());
    }

    [Fact]
    public void Leaves_no_clips_of_a_song_whose_audio_is_gone()
    {
        using var folder = new SongFolder().WithWav("song.wav", 1, 2);
        folder.Cut(Song("song"));
        File.Delete(folder.PathOf("song.wav"));

        var reason = folder.ReasonToSkip(); // which also looks for files

        Assert.Equal("no audio named 'song'", reason);
    }

    [Fact]
    public void Stopped_and_run_again_gives_what_one_run_gives()
    {
        SongAudio[] songs = [.. Enumerable.Range(0, 6).Select(n => Song($"song{n}"))];
        using var stopped = new SongFolder();
        using var whole = new SongFolder();
        foreach (var folder in new[] { stopped, whole })
        {
            foreach (var song in songs)
                folder.WithWav(song.Song + ".wav", [.. Enumerable.Range(0, 5_000).Select(n => (short)(n * song.Song.Value[^1]))]);
        }

        using var cancellation = new CancellationTokenSource();
        var segmenter = new SongSegmenter(stopped.Short with { Degree = 1 });
        Assert.ThrowsAny<OperationCanceledException>(
            () => segmenter.Segment(songs, new CancelAfter(cancellation, 3), cancellation.Token));
        var cut = Directory.EnumerateFiles(Path.Combine(stopped.Out, "clips"), "*.npy").Count();
        var result = Segment(stopped.Short with { Degree = 1 }, songs);
        whole.Cut(songs);

        Assert.Equal(3, cut);
        Assert.Equal(6, result.Songs.Count);
        Assert.Equal(whole.OutFiles(), stopped.OutFiles());
    }

    [Fact]
    public void Writes_an_origin_that_names_no_place_and_no_time()
    {
        using var folder = new SongFolder().WithWav("song.wav", 1);

        folder.Cut(Song("song"));

        var hash = Convert.ToHexStringLower(SHA256.HashData(Wav(1)));
        var (clips, features) = (ValuesHash("clips/song.npy"), ValuesHash("features/log-mel/song.npy"));
        var expected = $$"""
            {
              "settings": {
                "version": 1,
                "clipSamples": 2000,
                "frontEnd": "log-mel",
                "maxDecodedSeconds": 3600,
                "maxFileBytes": 4294967296
              },
              "sourceSha256": "{{hash}}",
              "clips": 1,
              "valuesSha256": {
                "raw": "{{clips}}",
                "log-mel": "{{features}}"
              }
            }

            """;
        Assert.Equal(expected, File.ReadAllText(OriginOf(folder)));

        string ValuesHash(string name) =>
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder.Out, name)).AsSpan(HeaderBytes)));
    }

    private sealed class CancelAfter(CancellationTokenSource cancellation, int songs) : IProgress<StageProgress>
    {
        public void Report(StageProgress value)
        {
            if (value.Done == songs)
                cancellation.Cancel();
        }
    }

    private sealed class Told : IProgress<int>
    {
        public List<int> Clips { get; } = [];

        public void Report(int value) => Clips.Add(value);
    }
}
