using PlayCount.Audio;

namespace PlayCount.Core.Tests;

public sealed class PortableMathTests
{
    // Ten times the rounding of a double: a dozen operations, and the library's own error.
    private const double Tolerance = 2e-15;

    [Fact]
    public void Agrees_with_the_library_on_sines()
    {
        // Math.PI * x is rounded before the library sees it, by up to 4 * 4e-16 in this range.
        Assert.All(Steps(-4, 4), x => Assert.Equal(Math.Sin(Math.PI * x), PortableMath.SinPi(x), Tolerance));
        Assert.All(Steps(-4, 4), x => Assert.Equal(Math.Cos(Math.PI * x), PortableMath.CosPi(x), Tolerance));
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0.5, 1, 0)]
    [InlineData(1, 0, -1)]
    [InlineData(1.5, -1, 0)]
    [InlineData(1e15, 0, 1)]
    [InlineData(-0.5, -1, 0)]
    public void Gives_sines_and_cosines_of_half_turns_exactly_to_a_rounding(double x, double sine, double cosine)
    {
        Assert.Equal(sine, PortableMath.SinPi(x), Tolerance);
        Assert.Equal(cosine, PortableMath.CosPi(x), Tolerance);
    }

    [Fact]
    public void Agrees_with_the_library_on_exponentials() =>
        Assert.All(Steps(-30, 30), x => Assert.InRange(PortableMath.Exp(x) / Math.Exp(x), 1 - 10 * Tolerance, 1 + 10 * Tolerance));

    [Fact]
    public void Agrees_with_the_library_on_logarithms()
    {
        Assert.All(Steps(-30, 30), x => Assert.Equal(Math.Log(Math.Exp(x)), PortableMath.Log(Math.Exp(x)), 10 * Tolerance));
        Assert.Equal(-10, PortableMath.Log10(1e-10), Tolerance * 10);
        Assert.Equal(0, PortableMath.Log10(1));
        Assert.Equal(-307, PortableMath.Log10(1e-307), Tolerance * 307);
        Assert.Equal(308, PortableMath.Log10(1e308), Tolerance * 308);
    }

    private static IEnumerable<double> Steps(double from, double to) =>
        Enumerable.Range(0, 1001).Select(i => from + (to - from) * i / 1000.0);
}
