using PlayCount.Learning.Networks;

namespace PlayCount.Core.Tests.Learning;

public sealed class LossTests
{
    private const double Exact = 1e-14;

    /// <summary>At 0 plays the second derivative jumps by about 100: a central difference of step 1e-6 is off by a quarter of 1e-4
    /// there.</summary>
    private const double DifferenceTolerance = 1e-5;

    [Theory]
    [InlineData(1.5, -0.5, 4, 4)]
    [InlineData(-0.5, 1.5, 4, -4)]
    [InlineData(2, 2, 0, 0)]
    public void Mse_is_the_squared_difference_whatever_the_scaling(double estimate, double target, double value, double slope) =>
        Assert.Equal((value, slope), new Loss(LossKind.Mse, Centre: 7, Spread: 3).Of(estimate, target));

    [Fact]
    public void Log1p_compares_logarithms_of_plays()
    {
        var loss = new Loss(LossKind.Log1pMse, Centre: 3, Spread: 5);

        var (value, slope) = loss.Of(0.8, -0.4); // 7 plays against 1

        var difference = Math.Log(8) - Math.Log(2);
        Assert.Equal(difference * difference, value, Exact);
        Assert.Equal(2 * difference * 5 / 8, slope, Exact);
    }

    [Fact]
    public void Log1p_goes_on_as_a_straight_line_below_0_plays()
    {
        var loss = new Loss(LossKind.Log1pMse, Centre: 3, Spread: 5);

        var (value, slope) = loss.Of(-1, 0.8); // -2 plays against 7

        var difference = -2 - Math.Log(8);
        Assert.Equal(difference * difference, value, Exact);
        Assert.Equal(2 * difference * 5, slope, Exact);
    }

    [Fact]
    public void Log1p_value_and_slope_are_continuous_at_0_plays()
    {
        const double Zero = -0.6, Step = 1e-9; // 3 + 5 * -0.6 = 0 plays
        var loss = new Loss(LossKind.Log1pMse, Centre: 3, Spread: 5);

        var (below, above) = (loss.Of(Zero - Step, 0.8), loss.Of(Zero + Step, 0.8));

        Assert.Equal(below.Value, above.Value, 100 * Step); // slopes are below 50
        Assert.Equal(below.Slope, above.Slope, 500 * Step); // second derivatives are below 200
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(-0.7)]
    [InlineData(-0.6)]
    [InlineData(-0.5)]
    [InlineData(2)]
    public void Log1p_slope_equals_the_finite_difference(double estimate)
    {
        const double Step = 1e-6;
        var loss = new Loss(LossKind.Log1pMse, Centre: 3, Spread: 5);

        var slope = loss.Of(estimate, 0.8).Slope;

        Assert.Equal((loss.Of(estimate + Step, 0.8).Value - loss.Of(estimate - Step, 0.8).Value) / (2 * Step), slope,
            DifferenceTolerance * (1 + Math.Abs(slope)));
    }

    [Theory]
    [InlineData(LossKind.Mse)]
    [InlineData(LossKind.Log1pMse)]
    public void Is_not_a_number_where_the_estimate_is_none(LossKind kind) =>
        Assert.True(double.IsNaN(new Loss(kind).Of(double.NaN, 1).Value));
}
