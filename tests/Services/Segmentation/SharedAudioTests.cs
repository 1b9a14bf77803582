using System.Globalization;
using System.Text.RegularExpressions;
using PlayCount.Tests;
using static PlayCount.Services.Tests.Segmentation.SongFolder;

namespace PlayCount.Services.Tests.Segmentation;

/// <summary>Real files: awkward ones, and the 150 pieces of free music.</summary>
[Trait("Set", "Full")]
public sealed class SharedAudioTests
{
    /// <summary>ffmpeg's own Vorbis decoder rounds elsewhere than libvorbis does.</summary>
    private const double VorbisArithmetic = 2e-4;

    /// <summary>ffmpeg's own Opus decoder differs by 0.15 for some milliseconds of this file: it is to use libopus here.</summary>
    private const double SameOpus = 1e-6;

    /// <summary>The manifest counts an MP3's encoder delay and padding: up to two frames of 1,152 samples at 22,050 Hz.</summary>
    private const double EncoderDelaySeconds = 2 * 1_152 / 22_050.0;

    [Theory]
    [InlineData("fillets_mono22k.ogg", "", 22_050, 1, 28, VorbisArithmetic)]
    [InlineData("torus_mono44k.ogg", "", 44_100, 1, 12, VorbisArithmetic)] // 60.000 s: no thirteenth clip
    [InlineData("menu.opus", "-c:a libopus -request_sample_fmt flt", 48_000, 2, 36, SameOpus)]
    public void Decodes_odd_files_as_ffmpeg_does(string name, string decoder, int rateHz, int channels, int clips, double tolerance)
    {
        var path = Outside.Data(Path.Combine("odd-audio", name));
        using var folder = new SongFolder();
        File.Copy(path, folder.PathOf(name));
        var expected = Encoded.DecodeWithFfmpeg(folder.PathOf(name), channels, decoder);

        var (mono, decodedHz) = Encoded.Decode(folder.PathOf(name));
        var result = Segment(folder.Request, Song(Path.GetFileNameWithoutExtension(name)));

        Assert.Equal((rateHz, expected.Length), (decodedHz, mono.Length));
        Assert.InRange(expected.Zip(mono, (e, m) => Math.Abs(e - m)).Max(), 0, tolerance);
        Assert.Equal(clips, Assert.Single(result.Songs).Clips);
        Assert.Equal(clips, Encoded.Clips(expected.Length, rateHz));
    }

    /// <summary>ffmpeg refuses this file: its granule positions are broken. sox decodes it.</summary>
    [Fact]
    public void Decodes_the_file_with_broken_granule_positions_as_sox_does()
    {
        const double SixteenBits = 1 / 32768.0;
        var path = Outside.Data("odd-audio/hr-savino-ocean.ogg");
        Outside.NeedsProgram("sox", "sox");
        using var folder = new SongFolder();
        Outside.Run("sox", "-D", path, "-b", "16", folder.PathOf("sox.wav"));
        File.Copy(path, folder.PathOf("song.ogg"));
        var expected = Encoded.Decode(folder.PathOf("sox.wav"));

        var decoded = Encoded.Decode(folder.PathOf("song.ogg"));
        var result = Segment(folder.Request, Song("song"));

        Assert.Equal((44_100, 2_667_339), (decoded.RateHz, decoded.Mono.Length));
        Assert.Equal((expected.RateHz, expected.Mono.Length), (decoded.RateHz, decoded.Mono.Length));
        Assert.InRange(expected.Mono.Zip(decoded.Mono, (e, m) => Math.Abs(e - m)).Max(), 0, SixteenBits);
        Assert.Equal(13, Assert.Single(result.Songs).Clips);
    }

    [Fact]
    public void Decodes_all_150_pieces_of_music_in_the_length_that_the_manifest_says()
    {
        var music = Outside.Data("music");
        var rows = File.ReadLines(Path.Combine(music, "MANIFEST.csv")).Skip(1).Select(Columns).ToArray();
        var (stated, decoded) = (0.0, 0.0);

        foreach (var row in rows)
        {
            var (mono, rateHz) = Encoded.Decode(Path.Combine(music, row[0]));
            var seconds = double.Parse(row[4], CultureInfo.InvariantCulture);
            Assert.InRange((double)mono.Length / rateHz, seconds - EncoderDelaySeconds, seconds + EncoderDelaySeconds);
            stated += seconds;
            decoded += (double)mono.Length / rateHz;
        }

        Assert.Equal(150, rows.Length);
        Assert.InRange(decoded, stated - rows.Length * EncoderDelaySeconds, stated + rows.Length * EncoderDelaySeconds);
    }

    /// <summary>The columns of a CSV line whose quoted ones hold no quotes.</summary>
    private static string[] Columns(string line) =>
        [.. Regex.Matches(line, "(?:^|,)(?:\"([^\"]*)\"|([^,]*))").Select(column => column.Groups[1].Value + column.Groups[2].Value)];
}
