using PlayCount.Learning.Published;

namespace PlayCount.Core.Tests.Published;

public sealed class PaperFigureTests
{
    // Layers and steps as the paper's legends name them, listener by listener.
    [Theory]
    [InlineData(8, "1:1x20 2:1x19 3:1x22 4:1x6 5:1x10")]
    [InlineData(9, "1:2x12 2:2x16 3:2x20 4:2x18 5:2x17")]
    [InlineData(10, "2:2x18 3:2x18 4:2x18 5:2x18")]
    [InlineData(11, "1:2x14 2:2x16 3:2x16 4:2x18 5:2x22")]
    [InlineData(12, "3:2x18 3:1x10 3:1x11 3:1x12 3:1x14 3:1x18 3:1x22 3:1x24")]
    [InlineData(13, "1:2x3 2:2x1 3:2x1 4:2x2 5:1x1")]
    public void Shows_what_the_paper_shows(int number, string expected) =>
        Assert.Equal(expected, Names(Figure(number).Series.Where(series => !series.IsLeftOff).Select(series => series.Published)));

    // Picked apart from this code, in NumPy, from the authors' unrounded numbers.
    [Theory]
    [InlineData(8, "1:1x13 2:1x19 3:1x22 4:1x6 5:1x20")]
    [InlineData(9, "1:2x11 2:2x13 3:2x24 4:2x18 5:2x17")]
    [InlineData(10, "1:2x15 2:2x15 3:2x15 4:2x15 5:2x15")]
    [InlineData(11, "1:2x11 2:2x11 3:2x23 4:2x14 5:2x22")]
    public void Sets_the_networks_that_the_rule_picks_beside_them(int number, string expected) =>
        Assert.Equal(expected, Names(Figure(number).Series.Select(series => series.ByRule!)));

    [Theory]
    [InlineData(8, "1 5")]
    [InlineData(9, "1 2 3")]
    [InlineData(10, "1 2 3 4 5")]
    [InlineData(11, "1 2 3 4")]
    [InlineData(12, "")]
    [InlineData(13, "")]
    public void Marks_the_lines_that_break_their_rule(int number, string listeners) => Assert.Equal(
        listeners, string.Join(' ', Figure(number).Series.Where(series => !series.KeepsRule).Select(series => series.Published.User)));

    [Fact]
    public void Knows_that_the_paper_left_the_diverging_listener_off_figure_10() =>
        Assert.Equal([1], PaperFigure.All.SelectMany(figure => figure.Series).Where(series => series.IsLeftOff)
            .Select(series => series.Published.User));

    // The lowest final errors of the study's files.
    [Theory]
    [InlineData(1, 1.046)]
    [InlineData(2, 0.020)]
    [InlineData(3, 0.329)]
    [InlineData(4, 0.083)]
    [InlineData(5, 0.055)]
    public void The_lowest_final_errors_are_the_known_ones(int user, double mse) =>
        Assert.Equal(mse, Math.Round(Figure(11).Series[user - 1].ByRule!.Final, 3));

    private static PaperFigure Figure(int number) => PaperFigure.All.Single(figure => figure.Number == number);

    private static string Names(IEnumerable<RunCurve> runs) =>
        string.Join(' ', runs.Select(run => FormattableString.Invariant($"{run.User}:{run.Layers}x{run.Steps}")));
}
