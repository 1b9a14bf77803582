using PlayCount.Songs;

namespace PlayCount.Core.Tests.Songs;

public sealed class CountedTests
{
    [Theory]
    [InlineData(0, "0 songs")]
    [InlineData(1, "1 song")]
    [InlineData(2, "2 songs")]
    [InlineData(1_000_001, "1000001 songs")]
    public void One_is_singular_and_every_other_count_plural(long count, string text) => Assert.Equal(text, Counted.Of(count, "song"));
}
