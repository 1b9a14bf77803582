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
    [InlineData(LossKind.Mae, 1.5, -0.5, 2, 1)]
    [InlineData(LossKind.Mae, -0.5, 1.5, 2, -1)]
    [InlineData(LossKind.Mae, 2, 2, 0, 0)]
    [InlineData(LossKind.Huber, 0.25, -0.25, 0.125, 0.5)] // a square within one unit: 0.5² / 2
    [InlineData(LossKind.Huber, -1, 0, 0.5, -1)]
    [InlineData(LossKind.Huber, 3, 0, 2.5, 1)] // beyond it a line: 3 - 1/2
    [InlineData(LossKind.Huber, -0.5, 1.5, 1.5, -1)]
    public void Mae_and_huber_are_of_scaled_plays(LossKind kind, double estimate, double target, double value, double slope) =>
        Assert.Equal((value, slope), new Loss(kind, Centre: 7, Spread: 3).Of(estimate, target));

    [Fact]
    public void Poisson_is_the_negative_log_likelihood_of_the_plays_up_to_a_constant()
    {
        var loss = new Loss(LossKind.Poisson, Centre: 3, Spread: 5);

        var (value, slope) = loss.Of(0.8, -0.2); // a mean of 7 plays against 2
        var (least, none) = loss.Of(-0.2, -0.2);

        Assert.Equal(7 - (2 * Math.Log(7)), value, Exact);
        Assert.Equal((1 - (2 / 7.0)) * 5, slope, Exact);
        Assert.Equal((2 - (2 * Math.Log(2)), 0), (least, none)); // the likeliest mean is the plays themselves
    }

    [Theory]
    [InlineData(-0.6)] // 0 plays
    [InlineData(-1)] // -2 plays
    [InlineData(-1e6)]
    public void Poisson_goes_on_as_a_straight_line_below_half_a_play(double estimate)
    {
        var (value, slope) = new Loss(LossKind.Poisson, Centre: 3, Spread: 5).Of(estimate, -0.2);

        const double Slope = 1 - (2 / 0.5); // of 2 plays against a mean of half a play
        var plays = 3 + (5 * estimate);
        Assert.Equal(0.5 - (2 * Math.Log(0.5)) + (Slope * (plays - 0.5)), value, Exact * Math.Abs(value));
        Assert.Equal(Slope * 5, slope);
    }

    [Theory]
    [InlineData(LossKind.Mae, 2)]
    [InlineData(LossKind.Huber, 1.9)]
    [InlineData(LossKind.Huber, 1.7)]
    [InlineData(LossKind.Huber, -0.3)]
    [InlineData(LossKind.Poisson, -3)]
    [InlineData(LossKind.Poisson, -0.5)] // half a play, where the line begins
    [InlineData(LossKind.Poisson, -0.4)]
    [InlineData(LossKind.Poisson, 2)]
    public void The_slopes_of_the_others_equal_finite_differences(LossKind kind, double estimate)
    {
        const double Step = 1e-6;
        var loss = new Loss(kind, Centre: 3, Spread: 5);

        var slope = loss.Of(estimate, 0.8).Slope;

        Assert.Equal((loss.Of(estimate + Step, 0.8).Value - loss.Of(estimate - Step, 0.8).Value) / (2 * Step), slope,
            1e-4 * (1 + Math.Abs(slope))); // at half a play the second derivative jumps by 700
    }

    [Theory]
    [InlineData(LossKind.Mse)]
    [InlineData(LossKind.Log1pMse)]
    [InlineData(LossKind.Mae)]
    [InlineData(LossKind.Huber)]
    [InlineData(LossKind.Poisson)]
    public void Is_not_a_number_where_the_estimate_is_none(LossKind kind) =>
        Assert.True(double.IsNaN(new Loss(kind).Of(double.NaN, 1).Value));
}
