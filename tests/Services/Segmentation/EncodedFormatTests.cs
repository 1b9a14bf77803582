namespace PlayCount.Services.Tests.Segmentation;

[Trait("Set", "Full")]
public sealed class EncodedFormatTests : IDisposable
{
    /// <summary>Rounding of the mean of the channels, in float.</summary>
    private const double Rounding = 1e-6;

    /// <summary>Two decoders of one lossy stream agree to their arithmetic; a shift by a sample would differ by over 0.04.</summary>
    private const double LossyArithmetic = 2e-4;

    /// <summary>ffmpeg's own Opus decoder rounds elsewhere than libopus does.</summary>
    private const double OpusArithmetic = 2e-3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-encoded-");

    [Theory]
    [InlineData("a.wav", "-c:a pcm_u8", 2, Rounding)]
    [InlineData("a.wav", "-c:a pcm_s16le", 2, Rounding)]
    [InlineData("a.wav", "-c:a pcm_s24le", 2, Rounding)]
    [InlineData("a.wav", "-c:a pcm_s32le", 2, Rounding)]
    [InlineData("a.wav", "-c:a pcm_f32le", 2, Rounding)]
    [InlineData("a.wav", "-c:a pcm_f64le", 2, Rounding)]
    [InlineData("a.wav", "-c:a pcm_s24le -rf64 always", 2, Rounding)]
    [InlineData("a.wav", "-c:a pcm_s24le -ac 8 -ar 192000", 8, Rounding)]
    [InlineData("a.wav", "-c:a pcm_s16le -ac 1 -ar 384000", 1, Rounding)]
    [InlineData("a.flac", "-c:a flac", 2, Rounding)]
    [InlineData("a.flac", "-c:a flac -sample_fmt s32 -ar 192000 -ac 6", 6, Rounding)]
    [InlineData("a.aiff", "-c:a pcm_s16be", 2, Rounding)]
    [InlineData("a.aif", "-c:a pcm_s24be -ar 48000", 2, Rounding)]
    [InlineData("a.ogg", "-c:a libvorbis -q:a 5", 2, LossyArithmetic)]
    [InlineData("a.oga", "-c:a libvorbis -q:a 2 -ac 1 -ar 22050", 1, LossyArithmetic)]
    [InlineData("a.opus", "-c:a libopus -b:a 96k", 2, OpusArithmetic)]
    [InlineData("a.mp3", "-c:a libmp3lame -b:a 128k", 2, LossyArithmetic)]
    [InlineData("a.mp3", "-c:a libmp3lame -q:a 4 -ac 1 -ar 22050", 1, LossyArithmetic)]
    public void Gives_the_samples_that_ffmpeg_gives(string name, string arguments, int channels, double tolerance)
    {
        var path = Encoded.Encode(_folder.FullName, name, arguments);

        var (mono, rateHz) = Encoded.Decode(path);

        var expected = Encoded.DecodeWithFfmpeg(path, channels);
        Assert.True(expected.Length == mono.Length, $"{mono.Length} samples, ffmpeg {expected.Length}");
        var worst = expected.Zip(mono, (e, m) => Math.Abs(e - m)).Max();
        Assert.True(worst <= tolerance, $"differs from ffmpeg by {worst}");
        Assert.Equal(Encoded.Clips(73L * rateHz / 10, rateHz), Encoded.Clips(mono.Length, rateHz));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
