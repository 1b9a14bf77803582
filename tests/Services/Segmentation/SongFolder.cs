using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Segmentation.Cutting;
using PlayCount.Segmentation.Sourcing;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Segmentation;

/// <summary>A folder of songs and an output folder, both gone after the test.</summary>
internal sealed class SongFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("playcount-segmentation-");

    public SongFolder() => Directory.CreateDirectory(Audio);

    public string Audio => Path.Combine(_root.FullName, "audio");

    public string Out => Path.Combine(_root.FullName, "out");

    public static SongAudio Song(string id, string? spotify = null) =>
        new(SongId.Parse(id), SpotifyId.TryParse(spotify, out var parsed) ? parsed : null);

    public string PathOf(string name) => Path.Combine(Audio, name);

    public SongFolder With(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return this;
    }

    /// <summary>A 16-bit mono WAV at 22,050 Hz, which is cut without being resampled.</summary>
    public SongFolder WithWav(string name, params short[] samples) => With(name, Wav(samples));

    public static byte[] Wav(params short[] samples) =>
        WavBytes.Riff(WavBytes.Format(1, 1, 22_050, 16), WavBytes.Chunk("data", [.. samples.SelectMany(BitConverter.GetBytes)]));

    public SegmentationRequest Request => new() { Audio = Audio, Blobs = new FolderBlobs(Out) };

    /// <summary>Asks for clips of 2,000 samples, so that songs can be spelled out.</summary>
    public SegmentationRequest Short => Request with { ClipSamples = 2_000 };

    public static SegmentationResult Segment(SegmentationRequest request, params SongAudio[] songs) =>
        new SongSegmenter(request).Segment(songs, progress: null, TestContext.Current.CancellationToken);

    public SegmentationResult Cut(params SongAudio[] songs) => Segment(Short, songs);

    /// <summary>The reason for which the only song, named <c>song</c>, is skipped.</summary>
    public string ReasonToSkip(DecodingLimits? limits = null)
    {
        var result = Segment(Short with { Limits = limits ?? new DecodingLimits() }, Song("song"));

        Assert.Empty(result.Songs);
        Assert.DoesNotContain(_root.FullName, result.Skipped[0].Reason, StringComparison.Ordinal);
        Assert.Empty(Directory.Exists(Out) ? Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories) : []);
        return result.Skipped[0].Reason;
    }

    public NpyMatrix Clips(string id) => Read(ClipFiles.Clips(SongId.Parse(id)));

    public NpyMatrix Features(string frontEnd, string id) => Read(ClipFiles.Features(frontEnd, SongId.Parse(id)));

    /// <summary>Every output file by its path below the output folder.</summary>
    public Dictionary<string, byte[]> OutFiles() => Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(Out, path), File.ReadAllBytes, StringComparer.Ordinal);

    public void Dispose() => _root.Delete(recursive: true);

    private NpyMatrix Read(string name)
    {
        using var file = File.OpenRead(Path.Combine(Out, name));
        return Npy.Read(file);
    }
}
