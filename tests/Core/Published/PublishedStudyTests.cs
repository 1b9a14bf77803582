using System.Globalization;
using PlayCount.Learning.Published;
using PlayCount.Learning.Sampling;
using PlayCount.Tests;

namespace PlayCount.Core.Tests.Published;

public sealed class PublishedStudyTests
{
    /// <summary>Six significant digits are off by half a unit of the last at most.</summary>
    private const double Rounding = 5.1e-6;

    [Fact]
    public void Has_240_networks_of_100_epochs()
    {
        var shapes = PublishedStudy.Runs.Select(run => (run.User, run.Layers, run.Steps)).ToArray();

        Assert.Equal(
            from user in Enumerable.Range(1, 5)
            from layers in new[] { 1, 2 }
            from steps in Enumerable.Range(1, 24)
            select (user, layers, steps),
            shapes);
        Assert.All(PublishedStudy.Runs, run => Assert.Equal(PublishedStudy.Epochs, run.ValidationMse.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Has_the_curves_that_the_authors_published(int user)
    {
        var file = Outside.Data($"original/published_runs_user_{user}.csv");
        var rows = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).ToArray();

        Assert.Equal(48, rows.Length);
        foreach (var row in rows)
        {
            var (steps, layers) = (int.Parse(row[1], CultureInfo.InvariantCulture), int.Parse(row[2], CultureInfo.InvariantCulture));
            var run = PublishedStudy.Run(user, layers, steps);
            var theirs = row[8..].Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            Assert.All(theirs.Zip(run.ValidationMse), pair => Assert.InRange(pair.Second / pair.First, 1 - Rounding, 1 + Rounding));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Has_the_plays_of_the_songs_with_audio(int user)
    {
        var mapped = File.ReadLines(Outside.Data("original/spotify_lookup_341.csv")).Select(line => line.Split('|'))
            .Where(row => row[2].Length == 22).Select(row => row[3]).ToHashSet();
        var theirs = File.ReadLines(Outside.Data($"original/users_shared_songs/user_{user}.csv")).Select(line => line.Split(','))
            .Where(row => mapped.Contains(row[1])).Select(row => double.Parse(row[2], CultureInfo.InvariantCulture)).Order();

        Assert.Equal(theirs, PublishedStudy.PlaysOf(user));
    }

    // Records, median and interquartile range of the songs with audio as the study's files give them.
    [Theory]
    [InlineData(1, 121, 3, 5)]
    [InlineData(2, 12, 83.5, 71)]
    [InlineData(3, 108, 7, 19.25)]
    [InlineData(4, 30, 1, 1)] // a range of 0 counts as 1
    [InlineData(5, 58, 8.5, 16.75)]
    public void Has_the_plays_that_the_study_scaled(int user, int songs, double median, double range)
    {
        var plays = PublishedStudy.PlaysOf(user).ToArray();

        Assert.Equal(songs, plays.Length);
        Assert.Equal(new FittedScaling(TargetScaling.Robust, median, range), FittedScaling.Fit(TargetScaling.Robust, plays));
        Assert.Equal((plays[0] - median) / range, PublishedStudy.ScaledPlaysOf(user)[0]);
    }

    // The MSE of predicting each listener's mean over all songs with audio.
    [Theory]
    [InlineData(1, 18.80)]
    [InlineData(2, 0.313)]
    [InlineData(3, 0.938)]
    [InlineData(4, 3.33)]
    [InlineData(5, 1.53)]
    public void A_listeners_mean_has_the_known_error(int user, double mse)
    {
        var scaled = PublishedStudy.ScaledPlaysOf(user);
        var mean = scaled.Average();

        Assert.InRange(scaled.Average(plays => (plays - mean) * (plays - mean)) / mse, 0.998, 1.002);
    }
}
