using PlayCount.Contracts.V1;
using PlayCount.Experiments.Pages.Playlists;

namespace PlayCount.EndToEnd.Tests.Pages;

public sealed class PlaylistTextTests
{
    [Theory]
    [InlineData(1, "Spotify does not have 1 song: id1.")]
    [InlineData(49, "Spotify does not have 49 songs: id1, id2, id3, id4, id5, ….")]
    [InlineData(50, "Spotify does not have 50 songs or more: id1, id2, id3, id4, id5, ….")]
    public void Tells_how_many_songs_are_not_to_be_had_as_far_as_a_list_names_them(int songs, string line)
    {
        var playlist = new Playlist { Unavailable = { Enumerable.Range(1, songs).Select(i => $"id{i}") } };

        Assert.Equal(line, PlaylistText.Of(playlist).Say);
    }
}
