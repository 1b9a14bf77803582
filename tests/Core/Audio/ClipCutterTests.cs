using PlayCount.Audio;

namespace PlayCount.Core.Tests;

public sealed class ClipCutterTests
{
    [Fact]
    public void Yields_no_clip_when_the_song_is_empty() => Assert.Empty(ClipCutter.Cut([], 110_250));

    [Fact]
    public void Fills_the_last_clip_with_silence() => Assert.Equal([1, 2, 3, 4, 5, 0], ClipCutter.Cut([1, 2, 3, 4, 5], 3));

    [Fact]
    public void Yields_no_empty_clip_after_an_exact_multiple() => Assert.Equal([1, 2, 3, 4], ClipCutter.Cut([1, 2, 3, 4], 2));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(110_249, 1)]
    [InlineData(110_250, 1)]
    [InlineData(110_251, 2)]
    [InlineData(12 * 110_250, 12)] // 60 s, the paper's clip length
    [InlineData(110_250L * int.MaxValue, int.MaxValue)]
    public void Counts_clips_of_five_seconds(long samples, int clips) =>
        Assert.Equal(clips, ClipCutter.CountClips(samples, ClipCutter.DefaultClipSamples));

    [Fact]
    public void Knows_the_clip_lengths_of_the_text_and_of_the_authors_program()
    {
        Assert.Equal(5 * 22_050, ClipCutter.DefaultClipSamples);
        Assert.Equal(111_168, ClipCutter.PaperCodeClipSamples);
    }

    [Fact]
    public void Refuses_what_cannot_be_counted()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipCutter.CountClips(-1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipCutter.CountClips(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClipCutter.CountClips(long.MaxValue, 1));
        Assert.Throws<ArgumentException>(() => ClipCutter.Cut([1], int.MaxValue));
    }
}
