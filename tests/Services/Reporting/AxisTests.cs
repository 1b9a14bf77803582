using PlayCount.Experiments.Reporting;

namespace PlayCount.Services.Tests.Reporting;

public sealed class AxisTests
{
    private const double Start = 100;
    private const double End = 500;

    [Theory]
    [InlineData(29, 143, new double[] { 40, 60, 80, 100, 120, 140 })]
    [InlineData(3, 9, new double[] { 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(-2, 6, new double[] { -2, -1, 0, 1, 2, 3, 4, 5, 6 })]
    [InlineData(7, 7, new double[] { 6, 6.5, 7, 7.5, 8 })]
    [InlineData(1, 180, new double[] { 1, 3, 10, 30, 100 })]
    [InlineData(-40, 2_000, new double[] { -30, -10, -3, -1, 0, 1, 3, 10, 30, 100, 300, 1_000, 3_000 })]
    public void Plays_fill_the_axis_whatever_their_range(double low, double high, double[] ticks)
    {
        var axis = Axis.OfPlays(low, high, Axis.Bends(low, high), Start, End);

        Assert.Equal(ticks, axis.Ticks);
        var (first, last) = low < high ? (low, high) : (low - 1, high + 1);
        Assert.InRange(axis.At(first), Start + 1, Start + ((End - Start) * 0.05));
        Assert.InRange(axis.At(last), End - ((End - Start) * 0.05), End - 1);
    }

    [Fact]
    public void One_epoch_has_no_parts() => Assert.Equal([0.0, 1.0], Axis.OfEpochs(1, Start, End).Ticks);
}
