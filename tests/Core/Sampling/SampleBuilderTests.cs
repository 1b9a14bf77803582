using PlayCount.Learning.Sampling;

namespace PlayCount.Core.Tests.Sampling;

public sealed class SampleBuilderTests
{
    [Fact]
    public void Makes_3_samples_of_15_seconds_at_1_step_as_the_paper_says() =>
        Assert.Equal([new Sample(0, 0), new Sample(0, 1), new Sample(0, 2)], SampleBuilder.Build([3], steps: 1));

    [Fact]
    public void Makes_3_samples_of_45_seconds_at_3_steps_as_the_paper_says() =>
        Assert.Equal([new Sample(0, 0), new Sample(0, 3), new Sample(0, 6)], SampleBuilder.Build([9], steps: 3));

    [Fact]
    public void Drops_leftover_clips_and_songs_that_are_too_short()
    {
        int[] clips = [5, 1, 0, 2, 7];

        var samples = SampleBuilder.Build(clips, steps: 2);

        Assert.Equal(
            [new Sample(0, 0), new Sample(0, 2), new Sample(3, 0), new Sample(4, 0), new Sample(4, 2), new Sample(4, 4)],
            samples);
        Assert.Equal(2, SampleBuilder.CountTooShort(clips, steps: 2));
    }

    [Fact]
    public void Refuses_no_steps_and_negative_clips()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleBuilder.Build([3], steps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleBuilder.Build([3, -1], steps: 1));
    }

    [Fact]
    public void Makes_one_sample_of_all_clips_of_a_song_that_is_too_short_where_that_is_asked_for()
    {
        Assert.Equal(
            [new Sample(0, 0), new Sample(0, 3), new Sample(1, 0, Masked: 1), new Sample(3, 0), new Sample(4, 0, Masked: 2)],
            SampleBuilder.Build([7, 2, 0, 3, 1], steps: 3, ShortSongs.Pad)); // the 7th clip is left over, the song without clips left out
    }
}
