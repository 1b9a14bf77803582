using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class HolmTests
{
    [Fact]
    public void Multiplies_by_how_many_are_left_and_never_goes_back()
    {
        // In order 0.01, 0.02, 0.03, 0.04 times 4, 3, 2, 1: 0.04, 0.06, 0.06, 0.04, the last raised to the one before.
        Assert.Equal([0.06, 0.04, 0.06, 0.06], Holm.Adjusted([0.04, 0.01, 0.03, 0.02]));
    }

    [Fact]
    public void Stays_within_1() => Assert.Equal([1, 1], Holm.Adjusted([0.7, 0.9]));

    [Fact]
    public void Has_none_of_none() => Assert.Empty(Holm.Adjusted([]));
}
