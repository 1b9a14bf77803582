using PlayCount.Songs;

namespace PlayCount.Core.Tests;

public sealed class IdTests
{
    [Theory]
    [InlineData("SOAEKQS12A67AE0287")]
    [InlineData("track-001")]
    public void Takes_song_ids_that_are_safe_as_file_names(string text) => Assert.Equal(text, SongId.Parse(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("../etc/passwd")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("-rf")]
    [InlineData("SO\0")]
    [InlineData("é")]
    public void Refuses_song_ids_that_could_become_another_path(string text) => Assert.Throws<FormatException>(() => SongId.Parse(text));

    [Theory]
    [InlineData("a,b")]
    [InlineData("a\"b")]
    [InlineData("a b")]
    [InlineData("")]
    public void Refuses_user_ids_that_would_break_a_csv_row(string text) => Assert.Throws<FormatException>(() => UserId.Parse(text));

    [Fact]
    public void Spells_out_control_characters_and_shortens_in_messages() =>
        Assert.Equal("a\\u0000" + new string('b', 58) + "…", Shown.Shorten("a\0" + new string('b', 80)));
}
