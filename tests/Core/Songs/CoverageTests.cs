using PlayCount.Songs;

namespace PlayCount.Core.Tests.Songs;

public sealed class CoverageTests
{
    private static readonly StudySelection.User[] Users =
    [
        new(1, UserId.Parse("ann"), [Plays("a", 10), Plays("b", 20), Plays("c", 40)]),
        new(2, UserId.Parse("bob"), [Plays("b", 3), Plays("d", 5)]),
    ];

    [Fact]
    public void Counts_each_listeners_songs_and_all_songs_once()
    {
        var lookUps = new LookedUpSongs(
            new Dictionary<SongId, MappingSource>
            {
                [Id("a")] = MappingSource.Archive,
                [Id("b")] = MappingSource.Override,
                [Id("d")] = MappingSource.Candidate,
            },
            [new CatalogCount("discogs", 2, 3)],
            null);

        var coverage = Coverage.Of(Users, lookUps, new HashSet<SongId> { Id("a"), Id("b") });

        Assert.Equal(new SongCoverage(0, 4, 1, 1, 1, 2, 78, 33), coverage.Overall);
        Assert.Equal(
            [new SongCoverage(1, 3, 1, 1, 0, 2, 70, 30), new SongCoverage(2, 2, 0, 1, 1, 1, 8, 3)], coverage.Users);
        Assert.Equal("discogs", coverage.Catalogs.Single().Catalog);
    }

    [Fact]
    public void Knows_of_no_ids_without_an_archive()
    {
        var coverage = Coverage.Of(Users, lookUps: null, new HashSet<SongId> { Id("d") });

        Assert.Equal(new SongCoverage(0, 4, 0, 0, 0, 1, 78, 5), coverage.Overall);
        Assert.Empty(coverage.Catalogs);
    }

    [Fact]
    public void What_was_looked_up_is_read_back()
    {
        var written = new LookedUpSongs(
            new Dictionary<SongId, MappingSource> { [Id("b")] = MappingSource.Override, [Id("a")] = MappingSource.Archive },
            [new CatalogCount("discogs", 2, 3)],
            new CandidateCounts(1, true, 3, 2, 2 / 3.0, 0.2, 0.9));
        var file = new StringWriter();
        written.Write(file);

        var read = LookedUpSongs.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(file.ToString())));

        Assert.Equal(written.Sources.OrderBy(song => song.Key), read.Sources.OrderBy(song => song.Key));
        Assert.Equal(written.Catalogs, read.Catalogs);
        Assert.Equal(written.Candidates, read.Candidates);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("""{"songs":[{"songId":"../x","source":"Archive"}],"catalogs":[]}""")]
    [InlineData("""{"songs":[{"songId":"a","source":"Elsewhere"}],"catalogs":[]}""")]
    public void What_was_looked_up_is_told_where_it_is_damaged(string json) => Assert.Contains(
        "'state/lookups.json' is damaged",
        Assert.Throws<InvalidDataException>(() => LookedUpSongs.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)))).Message,
        StringComparison.Ordinal);

    private static SongId Id(string text) => SongId.Parse(text);

    private static SongPlays Plays(string song, int plays) => new(Id(song), plays);
}
