using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class FixedOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(1024)]
    public void Sums_every_term_once(int length)
    {
        double[] left = [.. Enumerable.Range(1, length).Select(i => (double)i)]; // whole numbers: every order gives the same sum
        double[] right = [.. Enumerable.Range(1, length).Select(i => (double)(i % 5 - 2))];

        var dot = FixedOrder.Dot(left, right);
        var distance = FixedOrder.SquaredDistance(left, right);

        Assert.Equal(left.Zip(right, (l, r) => l * r).Sum(), dot);
        Assert.Equal(left.Zip(right, (l, r) => (l - r) * (l - r)).Sum(), distance);
    }

    [Fact]
    public void Adds_in_sixteen_interleaved_sums_on_every_machine()
    {
        double[] left = [.. Enumerable.Range(0, 40).Select(i => 1 / (i + 3.0))];
        double[] right = [.. Enumerable.Range(0, 40).Select(i => Math.Sqrt(i))];
        var sums = new double[16];
        for (var i = 0; i < 32; i++)
            sums[i % 16] += left[i] * right[i];
        var rest = 0.0;
        for (var i = 32; i < 40; i++)
            rest += left[i] * right[i];
        double[] lanes = [.. Enumerable.Range(0, 4).Select(lane => sums[lane] + sums[lane + 4] + (sums[lane + 8] + sums[lane + 12]))];

        Assert.Equal(lanes[0] + lanes[1] + (lanes[2] + lanes[3]) + rest, FixedOrder.Dot(left, right));
    }
}
