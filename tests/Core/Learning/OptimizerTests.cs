using PlayCount.Learning.Kernels;
using PlayCount.Learning.Training;

namespace PlayCount.Core.Tests.Learning;

/// <summary>Two steps of one weight, worked out from the published formulas.</summary>
public sealed class OptimizerTests
{
    private const double DoubleTolerance = 1e-15;

    [Fact]
    public void RmsProp_takes_the_hand_computed_steps()
    {
        var v1 = 0.1 * 0.5 * 0.5;                                          // 0.025
        var w1 = 1 - (0.001 * 0.5 / (Math.Sqrt(v1) + 1e-7));
        var v2 = (0.9 * v1) + (0.1 * 0.25 * 0.25);                         // 0.02875
        var w2 = w1 + (0.001 * 0.25 / (Math.Sqrt(v2) + 1e-7));

        Assert.Equal([w1, w2], Steps(OptimizerKind.RmsProp), Close);
        Assert.Equal(1 - 0.0031622756601687, w1, 1e-9);                    // 0.0005 / (0.158113883 + 1e-7)
    }

    [Fact]
    public void Adam_takes_the_hand_computed_steps()
    {
        var (m1, v1) = (0.1 * 0.5, 0.001 * 0.25);
        var w1 = 1 - (0.001 * Math.Sqrt(1 - 0.999) / (1 - 0.9) * m1 / (Math.Sqrt(v1) + 1e-7));
        var (m2, v2) = ((0.9 * m1) - (0.1 * 0.25), (0.999 * v1) + (0.001 * 0.0625));
        var w2 = w1 - (0.001 * Math.Sqrt(1 - (0.999 * 0.999)) / (1 - 0.81) * m2 / (Math.Sqrt(v2) + 1e-7));

        Assert.Equal([w1, w2], Steps(OptimizerKind.Adam), Close);
    }

    [Fact]
    public void Sgd_takes_the_hand_computed_steps() =>
        Assert.Equal([1 - 0.005, 1 - 0.005 + ((-0.9 * 0.005) + 0.0025)], Steps(OptimizerKind.Sgd), Close);

    [Theory]
    [InlineData(OptimizerKind.RmsProp)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void Every_weight_takes_the_same_step_wherever_it_lies_and_at_any_number_of_threads(OptimizerKind kind)
    {
        const int Length = 200_003;
        var optimizer = new Optimizer<float>(OptimizerSpec.Default(kind), Length);
        var (weights, gradient) = (new float[Length], new float[Length]);
        Array.Fill(weights, 0.3f);
        Array.Fill(gradient, -0.07f);

        optimizer.Step(weights, gradient, new Workers(2));
        optimizer.Step(weights, gradient, Workers.One);

        Assert.Single(weights.Distinct());
        Assert.True(weights[0] > 0.3f);
    }

    private static double[] Steps(OptimizerKind kind)
    {
        var optimizer = new Optimizer<double>(OptimizerSpec.Default(kind), 1);
        double[] weight = [1];
        optimizer.Step(weight, [0.5], Workers.One);
        var first = weight[0];
        optimizer.Step(weight, [-0.25], Workers.One);
        return [first, weight[0]];
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) <= DoubleTolerance;
}
