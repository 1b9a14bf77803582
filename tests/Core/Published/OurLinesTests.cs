using PlayCount.Learning.Published;

namespace PlayCount.Core.Tests.Published;

public sealed class OurLinesTests
{
    /// <summary>Of listeners 1 and 3. 1x5 has the best improvement of listener 1's, 2x4 the lowest end.</summary>
    private static readonly RunCurve[] Ours =
    [
        new(1, 1, 5, [8, 2]), new(1, 1, 6, [2, 1.5]), new(1, 2, 4, [1.2, 1]), new(3, 1, 5, [3, 1]), new(3, 2, 4, [3, 2]),
        new(3, 1, 10, [0.5, 0.8]),
    ];

    [Theory]
    [InlineData(8, "1x5")]
    [InlineData(9, "2x4")]
    [InlineData(11, "2x4")]
    public void Picks_for_each_listener_what_the_figure_s_rule_picks(int number, string shape)
    {
        var beside = OurLines.Beside(Figure(number), Ours);

        Assert.Equal(5, beside.Count);
        Assert.Equal(shape, Shape(beside[0]));
        Assert.Null(beside[1]); // there is no listener 2
    }

    [Fact]
    public void The_universal_network_is_one_for_all_listeners()
    {
        // Listener 1 ranks 2x4 before 1x5, listener 3 the other way round: both have 2 as their worst rank and 1.5 as the mean, and
        // 2x4 has fewer steps.
        var beside = OurLines.Beside(Figure(10), Ours);

        Assert.Equal(["2x4", null, "2x4", null, null], beside.Select(Shape));
    }

    [Fact]
    public void Where_a_rule_picks_no_single_network_that_of_the_same_shape_stands_beside()
    {
        var figure = Figure(12);
        var beside = OurLines.Beside(figure, Ours);

        Assert.Equal(
            figure.Series.Select(series => (series.Published.Layers, series.Published.Steps) == (1, 10) ? "1x10" : null),
            beside.Select(Shape));
        Assert.True(OurLines.KeepsRule(figure, Ours[5]));
        Assert.False(OurLines.KeepsRule(figure, Ours[4]));
        Assert.True(OurLines.KeepsRule(Figure(13), Ours[5]));
        Assert.False(OurLines.KeepsRule(Figure(13), Ours[4]));
    }

    [Fact]
    public void Of_the_published_networks_it_picks_what_the_figures_say_the_rule_picks() =>
        Assert.All(PaperFigure.All.Where(figure => figure.Number <= 11), figure => Assert.Equal(
            figure.Series.Select(series => series.ByRule), OurLines.Beside(figure, PublishedStudy.Runs)));

    [Fact]
    public void Of_nothing_it_picks_nothing() =>
        Assert.All(PaperFigure.All, figure => Assert.All(OurLines.Beside(figure, []), Assert.Null));

    private static PaperFigure Figure(int number) => PaperFigure.All.Single(figure => figure.Number == number);

    private static string? Shape(RunCurve? run) => run is null ? null : FormattableString.Invariant($"{run.Layers}x{run.Steps}");
}
