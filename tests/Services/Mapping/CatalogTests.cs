using PlayCount.Mapping.LookingUp;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Mapping;

public sealed class CatalogTests : IDisposable
{
    private readonly Archives _archives = new();

    public void Dispose() => _archives.Dispose();

    [Fact]
    public void Keeps_the_ids_of_song_and_tracks_in_four_catalogs_each_once_in_the_records_order()
    {
        const string Json = """
            {"response": {"songs": [{"title": "t", "artist_name": "a", "tracks": [
              {"catalog": "7digital-UK", "foreign_id": "7digital-UK:track:1"}, {"catalog": "spotify", "foreign_id": "spotify:track:2"},
              {"catalog": "musicbrainz", "foreign_id": "musicbrainz:track:3"},
              {"catalog": "7digital-UK", "foreign_id": "7digital-UK:track:1"},
              {"catalog": "discogs", "foreign_id": "discogs:track:4#19"}, {"catalog": "rdio-US", "foreign_id": "rdio-US:track:5"},
              {"catalog": "discogs", "foreign_id": "with,comma"}, {"catalog": "discogs"}, 7],
              "foreign_ids": [{"catalog": "musixmatch-WW", "foreign_id": "musixmatch-WW:song:6"}]}]}}
            """;

        var read = SongRecord.ReadWhole(Records.Song, Records.Utf8(Json)).Catalogs;

        Assert.Equal(
            ["musixmatch-WW:song:6", "7digital-UK:track:1", "musicbrainz:track:3", "discogs:track:4#19"], read.Select(id => id.ForeignId));
    }

    [Theory]
    [InlineData("""{"response": {"songs": [{"tracks": {}, "foreign_ids": 3}]}}""")]
    [InlineData("""{"response": {"songs": [null]}}""")]
    [InlineData("""{"response": {"songs": []}}""")]
    [InlineData("""{"response": 1}""")]
    [InlineData("[]")]
    public void Has_none_where_the_record_has_no_such_lists(string json) =>
        Assert.Empty(SongRecord.ReadWhole(Records.Song, Records.Utf8(json)).Catalogs);

    [Fact]
    public void Writes_and_counts_them()
    {
        var other = SongId.Parse("SOAAA1");
        var archive = _archives.Make(
            "tar",
            Archives.Record(Records.Song, Records.WithTracks(
                Records.Track("discogs", "discogs:track:1"), Records.Track("discogs", "discogs:track:2"),
                Records.Track("7digital-UK", "x"))),
            Archives.Record(other, Records.WithTracks(Records.Track("discogs", "discogs:track:3"))));

        var found = new Lookings(archive).Find(Records.Song, other);
        MappingFiles.Write(new FolderBlobs(Path.Combine(_archives.Folder, "out")), found);

        Assert.Equal([new CatalogCount("7digital-UK", 1, 1), new CatalogCount("discogs", 2, 3)], found.Songs.Catalogs);
        Assert.Equal(
            $"song_id,catalog,foreign_id\n{other},discogs,discogs:track:3\n{Records.Song},discogs,discogs:track:1\n"
                + $"{Records.Song},discogs,discogs:track:2\n{Records.Song},7digital-UK,x\n",
            File.ReadAllText(Path.Combine(_archives.Folder, "out", "catalogs.csv")));
    }

    [Fact]
    [Trait("Set", "Full")]
    public void Keeps_those_of_the_real_record()
    {
        var record = File.ReadAllBytes(Outside.Data("mapping/CW/SOCWJDB12A58A776AF.json"));

        var read = SongRecord.ReadWhole(Records.Song, record).Catalogs;

        Assert.Equal(
            ["musixmatch-WW:song:14679007", "musixmatch-WW:song:15195315", "7digital-UK:track:3107215",
                "musicbrainz:track:0117e142-bcd7-4956-9dde-c450839988a1", "musicbrainz:track:01241823-25d2-4bcb-9179-fac2a254c42c",
                "discogs:track:864861#19"],
            read.Select(id => id.ForeignId));
    }
}
