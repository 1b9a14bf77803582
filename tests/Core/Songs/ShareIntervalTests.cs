using PlayCount.Songs;

namespace PlayCount.Core.Tests.Songs;

public sealed class ShareIntervalTests
{
    // Source: Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3 (score): four cases.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Is_the_published_one(int count, int of, double low, double high)
    {
        var interval = ShareInterval.Of(count, of);

        Assert.Equal((double)count / of, interval.Share!.Value, 1e-12);
        Assert.Equal(low, interval.Low!.Value, 1e-4);
        Assert.Equal(high, interval.High!.Value, 1e-4);
    }

    [Fact]
    public void Is_unknown_without_a_case() => Assert.Equal(new ShareInterval(null, null, null), ShareInterval.Of(0, 0));

    [Fact]
    public void Ends_at_1_where_all_were_right() => Assert.Equal(1, ShareInterval.Of(7, 7).High);
}
