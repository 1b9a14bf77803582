using PlayCount.Learning.Networks;

namespace PlayCount.Core.Tests.Learning;

public sealed class InputScalingTests
{
    private const double Exact = 1e-15;

    [Fact]
    public void Finds_mean_and_population_deviation_over_the_clips_of_the_songs_asked_for()
    {
        var clips = Three();

        var scaling = InputScaling.Fit(clips, [0, 2]);

        // first input: 1, 3, 8; second: 10, 20, 60
        Assert.Equal([4, 30], scaling.Mean);
        Assert.Equal(Math.Sqrt((9 + 1 + 16) / 3.0), scaling.Deviation[0], Exact);
        Assert.Equal(Math.Sqrt((400 + 100 + 900) / 3.0), scaling.Deviation[1], 10 * Exact);
    }

    [Fact]
    public void Gives_deviation_1_to_an_input_that_never_changes()
    {
        var clips = new ClipSet<float>(2);
        clips.Add([.. Enumerable.Range(0, 70).SelectMany(i => new[] { 0.1f, i })]); // 0.1 has no exact binary value

        var scaling = InputScaling.Fit(clips, [0]);

        Assert.Equal(0.1f, scaling.Mean[0]);
        Assert.Equal(1, scaling.Deviation[0]);
        Assert.All(Enumerable.Range(0, 70), i => Assert.Equal(0, clips.Standardized(scaling)[0][2 * i]));
    }

    [Fact]
    public void Gives_the_songs_it_was_fitted_on_mean_0_and_deviation_1()
    {
        var clips = Small.Clips<double>(4, 5, 3);

        var standardized = clips.Standardized(InputScaling.Fit(clips, [0, 1, 3]));

        var (mean, deviation) = InputScaling.Fit(standardized, [0, 1, 3]);
        Assert.All(mean, value => Assert.Equal(0, value, 1e-14));
        Assert.All(deviation, value => Assert.Equal(1, value, 1e-14));
    }

    [Fact]
    public void Applies_to_songs_it_was_not_fitted_on_and_leaves_the_set_as_it_is()
    {
        var clips = Three();

        var standardized = clips.Standardized(new InputScaling([1, 2], [2, 4]));

        Assert.Equal([2f, -0.25f, 49.5f, 24.5f], standardized[1].ToArray());
        Assert.Equal([5f, 1, 100, 100], clips[1].ToArray());
    }

    [Fact]
    public void Of_no_song_is_the_identity()
    {
        var scaling = InputScaling.Fit(Three(), []);

        Assert.Equal([0, 0], scaling.Mean);
        Assert.Equal([1, 1], scaling.Deviation);
    }

    private static ClipSet<float> Three()
    {
        var clips = new ClipSet<float>(2);
        clips.Add([1, 10, 3, 20]);
        clips.Add([5, 1, 100, 100]);
        clips.Add([8, 60]);
        return clips;
    }
}
