using PlayCount.Audio;
using PlayCount.Segmentation.Cutting;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;
using static PlayCount.Services.Tests.Segmentation.SongFolder;
using static PlayCount.Tests.WavBytes;

namespace PlayCount.Services.Tests.Segmentation;

public sealed class SongSegmenterTests
{
    private const string Spotify = "4uLU6hMCjMI75M1A2tKUQC";

    [Fact]
    public void Writes_the_samples_as_clips_and_fills_the_last_one_up_with_zeros()
    {
        using var folder = new SongFolder().WithWav("song.wav", [.. Enumerable.Range(1, 3_000).Select(n => (short)n)]);

        var result = folder.Cut(Song("song"));

        Assert.Equal([new SegmentedSong(SongId.Parse("song"), 2)], result.Songs);
        var clips = folder.Clips("song");
        Assert.Equal((2, 2_000), (clips.Rows, clips.Columns));
        Assert.Equal([.. Enumerable.Range(1, 4_000).Select(n => n <= 3_000 ? n / 32768f : 0f)], clips.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_999)]
    [InlineData(2_000)]
    [InlineData(2_001)]
    [InlineData(6_000)]
    public void Gives_the_clips_of_the_clip_cutter(int samples)
    {
        short[] song = [.. Enumerable.Range(0, samples).Select(n => (short)(n * 7_919 % 30_011))];
        using var folder = new SongFolder().WithWav("song.wav", song);

        var result = folder.Cut(Song("song"));

        Assert.Equal(ClipCutter.CountClips(samples, 2_000), result.Songs[0].Clips);
        Assert.Equal(ClipCutter.Cut([.. song.Select(sample => sample / 32768f)], 2_000), folder.Clips("song").Values);
    }

    [Fact]
    public void Prefers_audio_named_by_the_spotify_id()
    {
        using var folder = new SongFolder().WithWav(Spotify + ".wav", 111).WithWav("song.wav", 222).WithWav("other.wav", 333);

        folder.Cut(Song("song", Spotify), Song("other", "0000000000000000000000"));

        Assert.Equal(111 / 32768f, folder.Clips("song").Values[0]);
        Assert.Equal(333 / 32768f, folder.Clips("other").Values[0]);
    }

    [Fact]
    public void Takes_the_first_extension_in_the_order_of_precedence_whatever_its_case()
    {
        using var folder = new SongFolder().With("song.mp3", [1]).With("song.flac", [2]).WithWav("song.WaV", 111).With("song.txt", [3]);

        folder.Cut(Song("song"));

        Assert.Equal(111 / 32768f, folder.Clips("song").Values[0]);
    }

    [Fact]
    public void Decides_by_content_when_the_extension_says_something_else()
    {
        using var folder = new SongFolder().WithWav("song.mp3", 111);

        folder.Cut(Song("song"));

        Assert.Equal(111 / 32768f, folder.Clips("song").Values[0]);
    }

    [Fact]
    public void Mixes_channels_to_their_mean()
    {
        byte[] data = [.. new short[] { 1_000, 3_000, -500, -1_500 }.SelectMany(BitConverter.GetBytes)];
        using var folder = new SongFolder().With("song.wav", Riff(Format(1, 2, 22_050, 16), Chunk("data", data)));

        folder.Cut(Song("song"));

        Assert.Equal([2_000 / 32768f, -1_000 / 32768f], folder.Clips("song").Values[..2]);
    }

    [Fact]
    public void Clamps_samples_beyond_one()
    {
        byte[] data = [.. new[] { 1.5f, -2f, 0.5f }.SelectMany(BitConverter.GetBytes)];
        using var folder = new SongFolder().With("song.wav", Riff(Format(3, 1, 22_050, 32), Chunk("data", data)));

        folder.Cut(Song("song"));

        Assert.Equal([1f, -1f, 0.5f], folder.Clips("song").Values[..3]);
    }

    [Fact]
    public void Resamples_eight_channels_at_192_kHz()
    {
        const int Seconds = 2;
        const double ToneHz = 1_000;
        const double Amplitude = 0.4;
        const double Tolerance = Amplitude * 0.0116 + 1e-4; // 0.1 dB of the pass band, and 16-bit rounding
        var data = new byte[Seconds * 192_000 * 8 * sizeof(short)];
        for (var n = 0; n < data.Length / sizeof(short); n++)
        {
            var (frame, channel) = Math.DivRem(n, 8);
            var amplitude = Amplitude * 2 * channel / 7; // 0 to twice the mean
            var sample = (short)Math.Round(32768 * amplitude * Math.Sin(2 * Math.PI * ToneHz * frame / 192_000));
            BitConverter.TryWriteBytes(data.AsSpan(n * sizeof(short)), sample);
        }

        using var folder = new SongFolder().With("song.wav", Riff(ExtensibleFormat(1, 8, 192_000, 16, 16), Chunk("data", data)));

        var result = Segment(folder.Request with { ClipSamples = 22_050 }, Song("song"));

        Assert.Equal(2, result.Songs[0].Clips);
        var clips = folder.Clips("song").Values;
        for (var n = 1_000; n < clips.Length - 1_000; n++)
            Assert.Equal(Amplitude * Math.Sin(2 * Math.PI * ToneHz * n / 22_050), clips[n], Tolerance);
    }

    [Theory]
    [InlineData(FrontEnds.Raw)]
    [InlineData(FrontEnds.LogMel)]
    [InlineData(FrontEnds.LogMelFull)]
    [InlineData(FrontEnds.Mfcc)]
    public void Writes_the_features_of_every_clip_and_log_mel_always(string frontEnd)
    {
        using var folder = new SongFolder().WithWav("song.wav", [.. Enumerable.Range(0, 5_000).Select(n => (short)(n * 7_919 % 30_011))]);

        Segment(folder.Short with { FrontEnd = frontEnd }, Song("song"));

        string[] expected = [.. new[] { frontEnd, FrontEnds.LogMel }.Where(name => name != FrontEnds.Raw).Distinct().Order()];
        Assert.Equal(expected, Directory.EnumerateDirectories(Path.Combine(folder.Out, "features")).Select(Path.GetFileName).Order());
        foreach (var name in expected.Append(frontEnd))
        {
            var computed = FrontEnds.Create(name, 2_000);
            var features = folder.Features(name, "song");
            Assert.Equal((3, computed.ValuesPerClip), (features.Rows, features.Columns));
            for (var clip = 0; clip < 3; clip++)
            {
                var vector = new float[computed.ValuesPerClip];
                computed.Compute(folder.Clips("song").Values.AsSpan(clip * 2_000, 2_000), vector);
                Assert.Equal(vector, features.Values[(clip * vector.Length)..((clip + 1) * vector.Length)]);
            }
        }
    }

    [Fact]
    public void Gives_the_same_files_and_result_whatever_the_number_of_songs_at_once()
    {
        string[] ids = [.. Enumerable.Range(0, 9).Select(n => $"song{(n * 4) % 9}")];
        SegmentationResult Cut(SongFolder folder, int degree)
        {
            foreach (var id in ids.Skip(1))
                folder.WithWav(id + ".wav", [.. Enumerable.Range(0, 1_000 * (id[4] - '0') + 1).Select(n => (short)(n * id[4]))]);
            return Segment(folder.Short with { Degree = degree }, [.. ids.Select(id => Song(id))]);
        }

        using var one = new SongFolder();
        using var four = new SongFolder();
        var (resultOfOne, resultOfFour) = (Cut(one, 1), Cut(four, 4));

        Assert.Equal([.. ids.Skip(1).Order()], resultOfOne.Songs.Select(song => song.Song.Value));
        Assert.Equal(resultOfOne.Songs, resultOfFour.Songs);
        Assert.Equal(resultOfOne.Skipped, resultOfFour.Skipped);
        Assert.Equal(one.OutFiles(), four.OutFiles());
    }

    [Fact]
    public void Tells_of_every_song_done()
    {
        using var folder = new SongFolder().WithWav("b.wav", 1).WithWav("c.wav", 2);
        var told = new Told();

        new SongSegmenter(folder.Short with { Degree = 2 }).Segment(
            [Song("a"), Song("b"), Song("c")], told, TestContext.Current.CancellationToken);

        Assert.Equal([new(1, 3), new(2, 3), new(3, 3)], told.All);
    }

    [Fact]
    public void Counts_a_song_listed_twice_once()
    {
        using var folder = new SongFolder().WithWav("song.wav", 1);

        Assert.Single(folder.Cut(Song("song"), Song("song")).Songs);
    }

    [Fact]
    public void Refuses_a_front_end_that_does_not_exist_before_it_writes_anything()
    {
        using var folder = new SongFolder().WithWav("song.wav", 1);

        var refusal = Assert.Throws<ArgumentException>(() => Segment(folder.Request with { FrontEnd = "wavelet" }, Song("song")));

        Assert.Contains("'wavelet'", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Out));
    }

    [Fact]
    public void Says_which_audio_folder_is_not_there()
    {
        using var folder = new SongFolder();

        var failure = Assert.Throws<DirectoryNotFoundException>(
            () => Segment(folder.Request with { Audio = "no/such/folder" }, Song("song")));

        Assert.Contains("'no/such/folder' is not there", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fails_rather_than_skip_songs_when_the_output_cannot_be_written()
    {
        using var folder = new SongFolder().WithWav("song.wav", 1).With("file", [1]);

        Assert.ThrowsAny<IOException>(() => Segment(folder.Request with { Blobs = new FolderBlobs(folder.PathOf("file")) }, Song("song")));
    }

    private sealed class Told : IProgress<StageProgress>
    {
        public List<StageProgress> All { get; } = [];

        public void Report(StageProgress value) => All.Add(value);
    }
}
