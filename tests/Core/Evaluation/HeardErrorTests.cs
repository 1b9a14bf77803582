using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class HeardErrorTests
{
    [Fact]
    public void After_each_sample_the_mean_of_those_heard_is_set_beside_the_plays_and_the_constant()
    {
        var points = HeardError.Of([new HeardSong(2, 1, [4, 0, 5]), new HeardSong(-1, 1, [1, -3, -1])]);

        // After one: (4 - 2)^2 and (1 + 1)^2; after two: means 2 and -1 are right; after three: 3 and -1.
        Assert.Equal(
            [new HeardPoint(1, 2, 4, 2.5), new HeardPoint(2, 2, 0, 2.5), new HeardPoint(3, 2, 0.5, 2.5)], points);
    }

    [Fact]
    public void All_points_are_over_the_songs_that_are_long_enough_for_the_last_which_half_of_them_are()
    {
        var points = HeardError.Of(
        [
            new HeardSong(9, 0, [0]), new HeardSong(1, 0, [0, 0]), new HeardSong(1, 0, [3, 1]), new HeardSong(1, 0, [1, 1, 1, 1]),
        ]);

        Assert.Equal([(1, 3), (2, 3)], points.Select(point => (point.Samples, point.Songs)));
        Assert.Equal((1.0 + 4 + 0) / 3, points[0].Mse, 1e-12);
        Assert.Equal(1, points[0].ConstantMse); // the song of one sample, whose constant errs by 9, is no part of it
    }

    [Fact]
    public void Of_no_songs_there_is_no_curve() => Assert.Empty(HeardError.Of([]));
}
