using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Services.Tests.Training;

/// <summary>What is read out of networks that were trained.</summary>
public sealed class StudyUseTests : IDisposable
{
    private const double ClipSeconds = 5;

    private readonly SweepFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ShortSongs.Drop, 23)]
    [InlineData(ShortSongs.Pad, 18)] // without the padded one, and without 5 more of one sample, which are not told from it
    public void A_song_s_samples_are_those_whose_mean_is_its_estimate(ShortSongs shortSongs, int songs)
    {
        var options = SweepFolder.Options() with { Steps = [2], ShortSongs = shortSongs };
        var user = _folder.User(1, 24);
        _folder.Write(0, clips: 1);
        var outcome = Assert.Single(_folder.Run(options, user));

        var heard = HeardSongs.Of(outcome, options);

        Assert.Equal(songs, heard.Count);
        Assert.All(heard, song => Assert.Contains(outcome.Estimates, estimate =>
            estimate.Scaled == song.Scaled && estimate.Samples == song.Estimates.Count
            && Math.Abs(estimate.EstimateScaled - song.Estimates.Average()) < 1e-9));
    }

    [Fact]
    public void The_chosen_network_of_each_listener_is_heard_and_ranks()
    {
        var options = SweepFolder.Options() with { Steps = [1, 2] };
        var (first, second) = (_folder.User(1, 24), _folder.User(2, 12));
        var outcomes = _folder.Run(options, first, second);
        var evaluation = StudyEvaluation.Of(options, outcomes);

        var use = StudyUse.Of(options, evaluation, outcomes, [first, second], ClipSeconds);

        Assert.Equal(
            evaluation.Listeners.Select(listener => (listener.User, listener.Layers!.Value, listener.Steps!.Value)),
            use.Heard.Select(curve => (curve.User, curve.Layers, curve.Steps)));
        Assert.All(use.Heard, curve => Assert.Equal(curve.Steps * ClipSeconds, curve.SampleSeconds));
        Assert.Equal(
            [(1, "10", 24, 10), (1, "10%", 24, 3), (2, "10", 12, 10), (2, "10%", 12, 2)],
            use.LeastPlayed.Select(share => (share.User, share.Top, share.Songs, share.Places)));

        // Half of 24 songs is nobody else's, so that the least-played half is these, and none of them is among the most popular 10.
        Assert.Equal((0.0, 0.5), (use.LeastPlayed[0].ByPopularity, use.LeastPlayed[0].ByChance));
        var estimates = outcomes.Single(outcome => outcome.Result is { User: 1 } && outcome.Result.Steps == use.Heard[0].Steps).Estimates;
        Assert.Equal(
            estimates.OrderByDescending(song => song.EstimatePlays).Take(10).Count(song => song.Song >= 12) / 10.0,
            use.LeastPlayed[0].ByEstimate, 1e-12);
        Assert.Equal([("10", 2, 24), ("10%", 2, 24)], use.Gini.Select(gini => (gini.Top, gini.Listeners, gini.Songs)));
    }

    [Fact]
    public void Of_a_split_without_a_chosen_network_there_is_nothing()
    {
        var options = SweepFolder.Options() with { Split = SplitKind.PaperCode };
        var user = _folder.User(1, 24);
        var outcomes = _folder.Run(options, user);

        var use = StudyUse.Of(options, StudyEvaluation.Of(options, outcomes), outcomes, [user], ClipSeconds);

        Assert.Equal((0, 0, 0), (use.Heard.Count, use.LeastPlayed.Count, use.Gini.Count));
    }
}
