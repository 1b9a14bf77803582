using PlayCount.Mapping.Naming;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Mapping;

public sealed class TrackListTests : IDisposable
{
    private readonly Archives _archives = new();

    public void Dispose() => _archives.Dispose();

    [Fact]
    public void Finds_the_first_of_a_songs_tracks_and_leaves_out_what_it_does_not_know()
    {
        var path = Save(
            "TRAAA1<SEP>SOAAA1<SEP>Björk<SEP>Jóga\nTRAAA2<SEP>SOAAA1<SEP>Björk<SEP>Jóga (live)\r\n\nTRAAA3<SEP>SOAAA2<SEP>Air, the<SEP>\n");

        var found = Find(path, "SOAAA1", "SOAAA2", "SOAAA3");

        Assert.Equal(2, found.Count);
        Assert.Equal(new NamedSong("Björk", "Jóga"), found[SongId.Parse("SOAAA1")]);
        Assert.Equal(new NamedSong("Air, the", ""), found[SongId.Parse("SOAAA2")]);
    }

    [Theory]
    [InlineData("TRAAA1<SEP>SOAAA1<SEP>Björk")]
    [InlineData("TRAAA1<SEP>SOAAA1<SEP>a<SEP>b<SEP>c")]
    [InlineData("TRAAA1<SEP>../x<SEP>a<SEP>b")]
    [InlineData("TRAAA1\tSOAAA1\ta\tb")]
    public void A_line_that_is_none_is_told_with_its_number(string line)
    {
        var path = Save($"TRAAA0<SEP>SOAAA0<SEP>a<SEP>b\n{line}\n");

        var error = Assert.Throws<InvalidDataException>(() => Find(path, "SOAAA0"));

        Assert.StartsWith($"{path}, line 2: '{Shown.Shorten(line)}' is no row of tracks", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_songs_that_the_archive_has_no_names_of_and_no_others()
    {
        var empty = SongId.Parse("SOAAA1");
        var archive = _archives.Make(
            "tar", Archives.Record(Records.Song, Records.WithNames("Own", "Title")), Archives.Record(empty, Records.Empty));
        var tracks = Save($"TR1<SEP>{empty}<SEP>Björk<SEP>Jóga\nTR2<SEP>{Records.Song}<SEP>Other<SEP>Name\n");

        var found = new Lookings(archive, new LookUpSettings { Tracks = tracks }).Find(empty, Records.Song).Mappings;

        Assert.Equal([("Björk", "Jóga"), ("Own", "Title")], found.Select(song => (song.Artist, song.Title)));
        Assert.Equal([MappingOutcome.Empty, MappingOutcome.NoSpotifyTrack], found.Select(song => song.Outcome));
    }

    private static IReadOnlyDictionary<SongId, NamedSong> Find(string path, params string[] songs) =>
        TrackList.Find(path, [.. songs.Select(SongId.Parse)], TestContext.Current.CancellationToken);

    private string Save(string text) => _archives.Save("unique_tracks.txt", Records.Utf8(text));
}
