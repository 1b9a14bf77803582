using PlayCount.Audio.Decoding;
using PlayCount.Tests;
using static PlayCount.Services.Tests.Segmentation.SongFolder;

namespace PlayCount.Services.Tests.Segmentation;

[Trait("Set", "Full")]
public sealed class BadEncodedAudioTests
{
    private const int DayInFrames = 86_400 * SilentFlac.RateHz / 32_768;

    [Theory]
    [InlineData("song.flac", "-c:a flac", 0.6, "truncated")]
    [InlineData("song.flac", "-c:a flac", 0.99, "truncated")]
    [InlineData("song.aiff", "-c:a pcm_s16be", 0.6, "truncated")]
    [InlineData("song.ogg", "-c:a libvorbis", 0.6, "truncated")]
    [InlineData("song.ogg", "-c:a libvorbis", 0.99, "truncated")]
    [InlineData("song.opus", "-c:a libopus", 0.6, "truncated")]
    [InlineData("song.mp3", "-c:a libmp3lame", 0.6, "truncated")]
    [InlineData("song.mp3", "-c:a libmp3lame -q:a 4", 0.6, "truncated")]
    [InlineData("song.wav", "-c:a pcm_s24le", 0.6, "truncated")]
    [InlineData("song.flac", "-c:a flac", 0.002, "no decodable FLAC file")]
    [InlineData("song.aiff", "-c:a pcm_s16be", 0.00007, "truncated")]
    [InlineData("song.ogg", "-c:a libvorbis", 0.002, "truncated")]
    [InlineData("song.opus", "-c:a libopus", 0.002, "truncated")]
    [InlineData("song.mp3", "-c:a libmp3lame", 0.002, "truncated")]
    [InlineData("song.wav", "-c:a pcm_s24le", 0.00007, "truncated")]
    public void Skips_a_file_that_was_cut_off(string name, string arguments, double share, string reason)
    {
        using var folder = new SongFolder();
        using var encoding = new SongFolder();
        var whole = File.ReadAllBytes(Encoded.Encode(encoding.Audio, name, arguments));
        folder.With(name, whole[..(int)(whole.Length * share)]);

        Assert.StartsWith($"'{name}' {reason}", folder.ReasonToSkip(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("song.mp3")]
    [InlineData("song.ogg")]
    [InlineData("song.flac")]
    [InlineData("song.aiff")]
    public void Skips_noise_named_like_audio(string name)
    {
        var noise = new byte[30_000];
        new Random(7).NextBytes(noise);
        using var folder = new SongFolder().With(name, noise);

        Assert.StartsWith($"'{name}' no ", folder.ReasonToSkip(), StringComparison.Ordinal);
    }

    [Fact]
    public void Skips_24_hours_of_silence_in_a_small_FLAC_by_what_its_header_says()
    {
        using var folder = new SongFolder().With("song.flac", SilentFlac.Build(DayInFrames, statesLength: true));

        Assert.InRange(new FileInfo(folder.PathOf("song.flac")).Length, 1, 500_000);
        Assert.Equal("'song.flac' lasts 86396.928 s; the limit is 3600 s", folder.ReasonToSkip());
    }

    [Fact]
    public void Stops_decoding_24_hours_of_silence_at_the_limit_when_the_header_does_not_say()
    {
        using var folder = new SongFolder().With("song.flac", SilentFlac.Build(DayInFrames, statesLength: false));

        Assert.Matches("^'song.flac' lasts longer than 360[0-9](\\.[0-9]+)? s; the limit is 3600 s$", folder.ReasonToSkip());
    }

    [Fact]
    public void Takes_a_FLAC_that_does_not_say_its_length()
    {
        using var folder = new SongFolder().With("song.flac", SilentFlac.Build(frames: 3, statesLength: false));

        var result = Segment(folder.Request, Song("song"));

        Assert.Equal(Encoded.Clips(3 * 32_768, SilentFlac.RateHz), Assert.Single(result.Songs).Clips);
    }

    [Theory]
    [InlineData("ffmpeg -v error -i source.wav -f wav -", "song.wav")]
    [InlineData("sox source.wav -b 16 -t wav -", "song.wav")]
    [InlineData("ffmpeg -v error -i source.wav -f flac -", "song.flac")]
    [InlineData("ffmpeg -v error -i source.wav -f ogg -", "song.ogg")]
    [InlineData("ffmpeg -v error -i source.wav -f mp3 -", "song.mp3")]
    public void Takes_what_a_program_wrote_into_a_pipe(string command, string name)
    {
        Outside.NeedsProgram("ffmpeg", "ffmpeg");
        Outside.NeedsProgram("sox", "sox");
        using var folder = new SongFolder();
        using var encoding = new SongFolder();
        Encoded.WriteSource(encoding.PathOf("source.wav"));
        Outside.Run("sh", "-c", $"cd '{encoding.Audio}' && {command} > '{folder.PathOf(name)}' 2> messages");

        var result = Segment(folder.Request, Song("song"));

        Assert.Empty(result.Skipped);
        Assert.Equal(2, Assert.Single(result.Songs).Clips);
    }

    [Fact]
    public void Keeps_a_lossy_song_that_overshoots_within_one()
    {
        const double LoudestSine = 0.99;
        Outside.NeedsProgram("ffmpeg", "ffmpeg");
        using var folder = new SongFolder();
        const string SquareWave = "aevalsrc=if(gt(sin(2*PI*220*t)\\,0)\\,0.999\\,-0.999):s=44100:d=3";
        Outside.Run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", SquareWave, "-b:a", "64k", folder.PathOf("song.mp3"));
        var decoded = Encoded.Decode(folder.PathOf("song.mp3")).Mono;

        Segment(folder.Request, Song("song"));

        Assert.InRange(decoded.Max(), 1.01f, 2f); // the square wave's edges ring beyond one,
        Assert.InRange(folder.Clips("song").Values.Max(), LoudestSine, 1); // the clips do not
        Assert.InRange(folder.Clips("song").Values.Min(), -1, -LoudestSine);
    }

    [Fact]
    public void Limits_apply_to_every_format()
    {
        using var folder = new SongFolder();
        Encoded.Encode(folder.Audio, "song.mp3", "-c:a libmp3lame");
        File.Delete(folder.PathOf("source.wav"));

        Assert.Contains("; the limit is 7 s", folder.ReasonToSkip(new DecodingLimits(MaxDecodedSeconds: 7)), StringComparison.Ordinal);
    }
}
