using PlayCount.Mapping.Overriding;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Mapping;

public sealed class OverrideFileTests : IDisposable
{
    private const string Other = "0000000000000000000009";

    private readonly Archives _archives = new();

    public void Dispose() => _archives.Dispose();

    [Fact]
    public void Reads_commas_tabs_comments_a_header_and_songs_without_an_id()
    {
        var path = Save($"song_id,spotify_id\n# mine\n\nSOA,{Records.FirstId}\r\nSOB\t{Records.SecondId}\nSOC,none\n SOD , {Other} ");

        var read = OverrideFile.Read(path);

        Assert.Equal(
            [("SOA", Records.FirstId), ("SOB", Records.SecondId), ("SOC", null), ("SOD", Other)],
            read.Select(song => (song.Key.Value, song.Value?.Value)).OrderBy(song => song.Item1, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_bad_line_is_told_with_its_number()
    {
        var path = Save($"SOA,{Records.FirstId}\nSOB\nSOC,short\n../x,{Other}\nSOA,{Other}\na,b,c\n");

        var error = Assert.Throws<InvalidDataException>(() => OverrideFile.Read(path));

        Assert.Equal(
            $"{path} has 5 bad lines; 'song id,Spotify id' or 'song id,none' is right: line 2: 'SOB' has 1 field; "
            + "line 3: 'short' is no Spotify id of 22 letters or digits; line 4: '../x' is no song id; line 5: 'SOA' was named before; "
            + "line 6: 'a,b,c' has 3 fields.",
            error.Message);
    }

    [Fact]
    public void Of_many_bad_lines_twenty_are_told()
    {
        var path = Save(string.Concat(Enumerable.Repeat("bad\n", 23)));

        var error = Assert.Throws<InvalidDataException>(() => OverrideFile.Read(path));

        Assert.EndsWith("line 20: 'bad' has 1 field; and 3 more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_override_wins_over_the_archive_and_can_take_an_id_away()
    {
        var (empty, absent) = (SongId.Parse("SOAAA1"), SongId.Parse("SOBBB2"));
        var archive = _archives.Make(
            "tar",
            Archives.Record(Records.Song, Records.WithTracks(Records.Spotify(Records.FirstId))),
            Archives.Record(empty, Records.Empty));
        var path = Save($"{Records.Song},none\n{empty},{Records.SecondId}\n{absent},{Other}\nSOUNUSED,{Other}\n");

        var found = new Lookings(archive, new LookUpSettings { Overrides = path }).Find(Records.Song, empty, absent);

        Assert.Equal(
            [(empty, MappingOutcome.Mapped, Records.SecondId), (absent, MappingOutcome.Mapped, Other),
                (Records.Song, MappingOutcome.NoSpotifyTrack, null)],
            found.Mappings.Select(song => (song.Song, song.Outcome, song.Spotify?.Value)));
        Assert.Equal(
            [MappingSource.Override, MappingSource.Override],
            found.Mappings.Where(song => song.Spotify is not null).Select(song => found.Songs.Sources[song.Song]));
        Assert.Equal(2, found.Songs.Sources.Count);
    }

    private string Save(string text) => _archives.Save("overrides.csv", Records.Utf8(text));
}
