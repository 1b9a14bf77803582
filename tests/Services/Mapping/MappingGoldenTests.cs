using PlayCount.Songs;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Mapping;

/// <summary>The paper's look-up: 341 songs in the archive, compared with the table its authors published.</summary>
[Trait("Set", "Full")]
public sealed class MappingGoldenTests
{
    [Fact]
    public void Maps_the_341_songs_as_the_paper_did()
    {
        var archive = Outside.Data("mapping/archive_341_reconstructed.tar.bz2");
        var songs = File.ReadLines(Outside.Data("original/shared_songs.csv")).Select(line => SongId.Parse(line.Split(',')[0])).ToList();
        var published = File.ReadLines(Outside.Data("original/spotify_lookup_341.csv"))
            .Skip(1).Select(line => line.Split('|')).ToDictionary(row => row[3]);

        var rows = Archives.LookUp(archive, songs);

        // Source: facts.md, "Golden numbers".
        Assert.Equal(new MappingCounts(341, 150, 191, 0, 0), MappingCounts.Of(rows));
        Assert.All(rows, row => Assert.Equal(Published(published[row.Song.Value]), (row.Artist, row.Title, row.Spotify?.Value ?? "")));
    }

    private static (string Artist, string Title, string Spotify) Published(string[] row) =>
        row[2].StartsWith("!ERR", StringComparison.Ordinal) ? ("", "", "") : (row[0], row[1], row[2]);
}
