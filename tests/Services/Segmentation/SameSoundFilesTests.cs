using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Segmentation;

/// <summary>A song stored again in another format, from another place on, is still the same sound.</summary>
[Trait("Set", "Full")]
public sealed class SameSoundFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-sound-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("mp3", "libmp3lame", "48k", "0")]
    [InlineData("mp3", "libmp3lame", "64k", "0.3")]
    [InlineData("opus", "libopus", "24k", "0.1")]
    [InlineData("ogg", "libvorbis", "64k", "2.2")]
    public void Stored_in_another_format_from_another_place_on_it_is_found(string extension, string encoder, string bitRate, string from)
    {
        Outside.NeedsProgram("ffmpeg", "ffmpeg");
        var (song, other) = (Wav("song.wav", seed: 1), Wav("other.wav", seed: 2));
        var stored = Path.Combine(_folder.FullName, "stored." + extension);
        Outside.Run("ffmpeg", "-v", "error", "-ss", from, "-i", song, "-c:a", encoder, "-b:a", bitRate, stored);

        var pair = Assert.Single(SameSound.Find([Print(other), Print(song), Print(stored)]));

        Assert.Equal((1, 2, false), (pair.First, pair.Second, pair.IsExact));
    }

    private string Wav(string name, ulong seed)
    {
        var song = MadeUpMusic.Of(seed);
        var samples = new byte[2 * song.Length];
        for (var i = 0; i < song.Length; i++)
            BitConverter.TryWriteBytes(samples.AsSpan(2 * i), (short)(short.MaxValue * Math.Clamp(song[i], -1, 1)));
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, WavBytes.Riff(WavBytes.Format(1, 1, MadeUpMusic.RateHz, 16), WavBytes.Chunk("data", samples)));
        return path;
    }

    private static SoundPrint Print(string path)
    {
        var vectors = new List<float>();
        var clips = new ClipVectors(FrontEnds.Create(FrontEnds.LogMel, ClipCutter.DefaultClipSamples), vectors.AddRange);
        using var file = File.OpenRead(path);
        SongDecoder.Decode(
            file, Path.GetExtension(path)[1..], new DecodingLimits(double.PositiveInfinity), clips.Write, CancellationToken.None);
        clips.Finish();
        return SoundPrint.Of(new NpyMatrix([.. vectors], clips.Clips, vectors.Count / clips.Clips));
    }
}
