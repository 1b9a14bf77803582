using PlayCount.Songs;

namespace PlayCount.Core.Tests.Songs;

public sealed class SongNameTests
{
    [Theory]
    [InlineData("AC/DC", "T.N.T.", "ac dc\nt n t")]
    [InlineData("  Björk ", "JÓGA (live)", "björk\njóga live")]
    [InlineData("a", "1", "a\n1")]
    public void Is_letters_and_digits_in_lower_case(string artist, string title, string name) =>
        Assert.Equal(name, SongName.Of(artist, title));

    [Theory]
    [InlineData("", "title")]
    [InlineData("artist", "")]
    [InlineData("!!!", "title")]
    public void Is_none_where_one_of_them_says_nothing(string artist, string title) => Assert.Null(SongName.Of(artist, title));

    [Fact]
    public void Does_not_take_a_part_of_the_artist_for_one_of_the_title() =>
        Assert.NotEqual(SongName.Of("a b", "c"), SongName.Of("a", "b c"));
}
