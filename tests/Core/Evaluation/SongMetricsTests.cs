using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class SongMetricsTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Gives_every_figure_of_three_songs_as_computed_by_hand()
    {
        // Plays 2, 4, 9; errors in plays 1, -2, 0, of the mean 3, 1, -4; in scaled units half of all that.
        var metrics = SongMetrics.Of([Song(0, 2, 3, 5), Song(1, 4, 2, 5), Song(2, 9, 9, 5)], new Rng(1)).ToDictionary(
            metric => (metric.Name, metric.Unit), metric => metric.Value!.Value);

        Assert.Equal(12, metrics.Count);
        Assert.Equal(5 / 3.0, metrics[("mse", MetricUnit.Plays)], Rounding);
        Assert.Equal(Math.Sqrt(5 / 3.0), metrics[("rmse", MetricUnit.Plays)], Rounding);
        Assert.Equal(1, metrics[("mae", MetricUnit.Plays)], Rounding);
        Assert.Equal(1 - (5 / 26.0), metrics[("r2", MetricUnit.Plays)], Rounding);
        Assert.Equal(5 / 12.0, metrics[("mse", MetricUnit.Scaled)], Rounding);
        Assert.Equal(Math.Sqrt(5 / 12.0), metrics[("rmse", MetricUnit.Scaled)], Rounding);
        Assert.Equal(0.5, metrics[("mae", MetricUnit.Scaled)], Rounding);
        Assert.Equal(1 - (5 / 26.0), metrics[("r2", MetricUnit.Scaled)], Rounding);
        Assert.Equal(0.5, metrics[("spearman", MetricUnit.Plays)], Rounding); // ranks 2, 1, 3 of 1, 2, 3: 1 - 6 * 2 / (3 * 8)
        Assert.Equal(1 / 3.0, metrics[("kendall", MetricUnit.Plays)], Rounding);
        var deviance = (2 * ((2 * Math.Log(2 / 3.0)) + 1)) + (2 * ((4 * Math.Log(4 / 2.0)) - 2));
        Assert.Equal(deviance / 3, metrics[("poissonDeviance", MetricUnit.Plays)], Rounding);
        var (second, third) = (1 / Math.Log2(3), 0.5);
        Assert.Equal((9 + (2 * second) + (4 * third)) / (9 + (4 * second) + (2 * third)), metrics[("ndcg", MetricUnit.Plays)], Rounding);
    }

    [Theory]
    [InlineData(3, 3, 0)]
    [InlineData(0, 2, 4)] // 2 (0 - (0 - 2))
    [InlineData(1, -5, 2.8051701859880914)] // as 0.1: 2 (ln 10 - 0.9)
    public void Poisson_deviance_takes_estimates_from_a_tenth_of_a_play(double plays, double estimate, double deviance) =>
        Assert.Equal(deviance, SongMetrics.PoissonDeviance(plays, estimate), Rounding);

    [Fact]
    public void Has_no_interval_of_one_song_and_no_R2_without_training_mean()
    {
        var one = SongMetrics.Of([Song(0, 2, 3, double.NaN)], new Rng(1));

        Assert.All(one, metric => Assert.Null(metric.Low));
        Assert.Equal(["r2", "r2", "spearman", "kendall"], one.Where(metric => metric.Value is null).Select(metric => metric.Name));
    }

    [Fact]
    public void Covers_the_true_correlation_in_95_of_100_studies()
    {
        // Normal plays and estimates of correlation 0.6: Spearman's rho is (6 / pi) asin(0.3), Kendall's tau (2 / pi) asin(0.6).
        // Binomial deviation of 200 studies at 95 % is 1.5 %: three of them, and 2 % for a bootstrap of 40 songs.
        const int Studies = 200;
        const double Tolerance = 0.066;
        var rng = new Rng(45);
        int spearman = 0, kendall = 0;
        for (var study = 0; study < Studies; study++)
        {
            var metrics = SongMetrics.Of([.. Enumerable.Range(0, 40).Select(song =>
            {
                var plays = rng.NextGaussian();
                return Song(song, plays, (0.6 * plays) + (0.8 * rng.NextGaussian()), 0);
            })], rng);
            spearman += Covers(metrics, "spearman", 6 / Math.PI * Math.Asin(0.3)) ? 1 : 0;
            kendall += Covers(metrics, "kendall", 2 / Math.PI * Math.Asin(0.6)) ? 1 : 0;
        }

        Assert.InRange(spearman / (double)Studies, 0.95 - Tolerance, 1);
        Assert.InRange(kendall / (double)Studies, 0.95 - Tolerance, 1);
    }

    private static bool Covers(IReadOnlyList<Metric> metrics, string name, double truth) =>
        metrics.First(metric => metric.Name == name) is var metric && metric.Low <= truth && truth <= metric.High;

    private static HeldOutSong Song(int song, double plays, double estimate, double mean) =>
        new(song, song, 1, plays, estimate, mean, plays / 2, estimate / 2, mean / 2);
}
