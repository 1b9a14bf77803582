using PlayCount.Mapping.Playlists.Calling;
using PlayCount.Mapping.Playlists.Making;

namespace PlayCount.Services.Tests.Mapping.Playlists;

/// <summary>Songs are letters, a song that Spotify lost is <c>.</c>, one of somebody's own files <c>?</c>.</summary>
public sealed class PlaylistCheckTests
{
    [Theory]
    [InlineData("abcd", "", 0)]
    [InlineData("abcd", "ab", 2)]
    [InlineData("abcd", "abcd", 4)]
    [InlineData("abcd", "a.c", 3)]
    [InlineData("abcd", "....", 4)]
    public void Finds_how_many_songs_are_there(string wanted, string there, int held)
    {
        var check = Check(wanted, there);

        Assert.Equal((PlaylistCheckKind.Begun, held), (check.Kind, check.Held));
    }

    [Theory]
    [InlineData("abcd", "abab")]
    [InlineData("abcd", "ababcd")]
    [InlineData("abcd", "abcdab")]
    [InlineData("abcd", "abcdcd")]
    [InlineData("abcd", "aab")]
    [InlineData("abcd", "a.a.")]
    [InlineData("abcd", "acac.")]
    public void Tells_a_call_that_took_effect_twice_from_what_others_did(string wanted, string there) =>
        Assert.Equal(PlaylistCheckKind.Repeated, Check(wanted, there).Kind);

    [Theory]
    [InlineData("abcd", "x", "in place 1 is not the song")]
    [InlineData("abcd", "abx", "in place 3 is not the song")]
    [InlineData("abcd", "ab?", "in place 3 is not the song")]
    [InlineData("abcd", "ba", "in place 1 is not the song")]
    [InlineData("abcd", "bcd", "in place 1 is not the song")]
    [InlineData("abcd", "abdc", "in place 3 is not the song")]
    [InlineData("abcd", "acac", "in place 2 is not the song")]
    [InlineData("abcd", "baba", "in place 1 is not the song")]
    [InlineData("abcd", "ababx", "in place 3 is not the song")]
    [InlineData("abcd", "abcdx", "it has 5 songs and the list 4")]
    [InlineData("abcd", "abcd.", "it has 5 songs and the list 4")]
    public void Says_what_others_did(string wanted, string there, string difference)
    {
        var check = Check(wanted, there);

        Assert.Equal(PlaylistCheckKind.Changed, check.Kind);
        Assert.StartsWith(difference, check.Difference, StringComparison.Ordinal);
    }

    private static PlaylistCheck Check(string wanted, string there) => PlaylistCheck.Of(
        [.. wanted.Select(song => $"{song}")],
        [.. there.Select(song => song switch
        {
            '.' => PlaylistItem.Gone,
            '?' => new PlaylistItem(""),
            _ => new PlaylistItem($"{song}"),
        })]);
}
