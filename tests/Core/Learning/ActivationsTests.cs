using System.Numerics;
using PlayCount.Learning.Networks;

namespace PlayCount.Core.Tests.Learning;

/// <summary>Values and slopes against closed forms, at every length of a span that the registers cut differently.</summary>
public sealed class ActivationsTests
{
    /// <summary>The library's exponential is right to a few units in the last place; so are its quotients.</summary>
    private const double SingleTolerance = 1e-6, DoubleTolerance = 1e-14;

    public static TheoryData<Activation> Kinds() => new(Enum.GetValues<Activation>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Equal_the_closed_form_in_double(Activation kind) => Check<double>(kind, DoubleTolerance);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Equal_the_closed_form_in_single(Activation kind) => Check<float>(kind, SingleTolerance);

    [Fact]
    public void Hard_sigmoid_is_flat_at_and_beyond_its_kinks()
    {
        double[] values = [-100, -2.5, -2.4, 0, 2.4, 2.5, 100];
        double[] slopes = [3, 3, 3, 3, 3, 3, 3];

        Activations.Apply<double>(Activation.HardSigmoid, values);
        Activations.ScaleByDerivative<double>(Activation.HardSigmoid, values, slopes);

        Assert.Equal([0, 0, 0.02, 0.5, 0.98, 1, 1], values, (a, b) => Math.Abs(a - b) < DoubleTolerance);
        Assert.Equal([0, 0, 0.6, 0.6, 0.6, 0, 0], slopes, (a, b) => Math.Abs(a - b) < DoubleTolerance);
    }

    [Fact]
    public void Relu_is_flat_at_0()
    {
        float[] values = [-1, 0, 2];
        float[] slopes = [3, 3, 3];

        Activations.Apply<float>(Activation.Relu, values);
        Activations.ScaleByDerivative<float>(Activation.Relu, values, slopes);

        Assert.Equal([0f, 0, 2], values);
        Assert.Equal([0f, 0, 3], slopes);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Give_a_number_the_same_bits_alone_and_among_others(Activation kind)
    {
        AssertAlone<float>(kind);
        AssertAlone<double>(kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Pass_on_what_is_not_a_number(Activation kind)
    {
        var values = Enumerable.Repeat(float.NaN, 19).ToArray();

        Activations.Apply<float>(kind, values);

        Assert.All(values, value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [InlineData(Activation.Tanh, -1, 1)]
    [InlineData(Activation.Sigmoid, 0, 1)]
    public void Saturate_without_overflow(Activation kind, float low, float high)
    {
        float[] values = [.. Enumerable.Repeat(-1e30f, 17), .. Enumerable.Repeat(1e30f, 17)];

        Activations.Apply<float>(kind, values);

        Assert.Equal([.. Enumerable.Repeat(low, 17), .. Enumerable.Repeat(high, 17)], values);
    }

    private static void AssertAlone<T>(Activation kind) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = [.. Enumerable.Range(-200, 400).Select(n => T.CreateChecked(n * 0.0137))];
        T[] together = [.. numbers];
        Activations.Apply<T>(kind, together);

        foreach (var length in new[] { 1, 2, 3, 5, 17 })
        {
            var parts = numbers.Chunk(length).ToArray();
            foreach (var part in parts)
                Activations.Apply<T>(kind, part);
            Assert.Equal(together, parts.SelectMany(part => part));
        }
    }

    private static void Check<T>(Activation kind, double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var length = 1; length <= 40; length++)
        {
            var inputs = Enumerable.Range(0, length).Select(i => T.CreateTruncating(((i * 0.37) % 7) - 3.1)).ToArray();
            var outputs = inputs.ToArray();
            var gradients = Enumerable.Repeat(T.CreateTruncating(2), length).ToArray();

            Activations.Apply<T>(kind, outputs);
            Activations.ScaleByDerivative<T>(kind, outputs, gradients);

            for (var i = 0; i < length; i++)
            {
                var (value, slope) = ClosedForm(kind, double.CreateTruncating(inputs[i]));
                Assert.Equal(value, double.CreateTruncating(outputs[i]), tolerance);
                Assert.Equal(2 * slope, double.CreateTruncating(gradients[i]), 4 * tolerance);
            }
        }
    }

    private static (double Value, double Slope) ClosedForm(Activation kind, double x) => kind switch
    {
        Activation.Tanh => (Math.Tanh(x), 1 / (Math.Cosh(x) * Math.Cosh(x))),
        Activation.Sigmoid => (1 / (1 + Math.Exp(-x)), 1 / (2 + Math.Exp(x) + Math.Exp(-x))),
        Activation.HardSigmoid => (Math.Clamp((0.2 * x) + 0.5, 0, 1), Math.Abs(x) < 2.5 ? 0.2 : 0),
        Activation.Relu => (Math.Max(x, 0), x > 0 ? 1 : 0),
        _ => (x, 1),
    };
}
