using PlayCount.Learning.Sweeps;

namespace PlayCount.Core.Tests.Sweeps;

public sealed class NumberListsTests
{
    private static readonly SettingRange<int> Range = new(2, 30);

    [Theory]
    [InlineData("7", new[] { 7 })]
    [InlineData("12,3", new[] { 3, 12 })]
    [InlineData("28..30", new[] { 28, 29, 30 })]
    [InlineData("5..6, 2 ,9..9", new[] { 2, 5, 6, 9 })]
    public void Are_read_in_ascending_order(string text, int[] expected)
    {
        Assert.True(NumberLists.TryParse(text, Range, out var numbers));

        Assert.Equal(expected, numbers);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("3,,4")]
    [InlineData("3,")]
    [InlineData("4..3")]
    [InlineData("3..4..5")]
    [InlineData("3..")]
    [InlineData("1")]
    [InlineData("31")]
    [InlineData("29..31")]
    [InlineData("3,3")]
    [InlineData("3..9,5")]
    [InlineData("+3")]
    [InlineData("3.0")]
    [InlineData("2147483648")]
    public void Are_refused_where_a_number_is_none_is_out_of_range_or_stands_twice(string text)
    {
        Assert.False(NumberLists.TryParse(text, Range, out var numbers));

        Assert.Empty(numbers);
    }
}
