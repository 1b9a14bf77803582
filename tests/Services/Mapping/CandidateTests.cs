using PlayCount.Mapping.LookingUp;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Mapping;

public sealed class CandidateTests : IDisposable
{
    private static readonly LookUpSettings List = new() { Candidates = CandidateUse.List };

    private readonly Archives _archives = new();
    private readonly List<ArchiveFile> _records = [];

    public void Dispose() => _archives.Dispose();

    [Fact]
    public void Are_the_ids_of_other_songs_of_the_same_name_whatever_its_case_and_signs()
    {
        Add("SOAAA1", "The  Beatles", "Hey Jude!");
        Add("SOAAA2", "the beatles", "HEY, JUDE", 2);
        Add("SOAAA3", "The Beatles", "Hey Jude", 3);
        Add("SOAAA4", "The Beatles", "Hey Jude", 2);
        Add("SOAAA5", "The Beatles", "Hey Jude 2", 5);
        Add("SOAAA6", "Beatles", "Hey Jude", 6);

        var found = Looking(List).Find(SongId.Parse("SOAAA1"));

        Assert.Equal([(1, Spotify(2), "SOAAA2"), (2, Spotify(3), "SOAAA3")], Shown(found));
        Assert.Null(found.Mappings.Single().Spotify);
        Assert.Equal((1, false), (found.Songs.Candidates!.Songs, found.Songs.Candidates.Used));
    }

    [Fact]
    public void Name_audio_only_where_that_is_asked_for()
    {
        Add("SOAAA1", "Air", "Sexy Boy");
        Add("SOAAA2", "Air", "Sexy Boy", 2);

        var found = Looking(List with { Candidates = CandidateUse.Use }).Find(SongId.Parse("SOAAA1"));

        Assert.Equal(Spotify(2), found.Mappings.Single().Spotify?.Value);
        Assert.Equal(MappingOutcome.NoSpotifyTrack, found.Mappings.Single().Outcome); // the archive has said nothing else
        Assert.Equal(MappingSource.Candidate, found.Songs.Sources.Single().Value);
    }

    [Fact]
    public void Are_none_for_songs_with_an_id_without_a_name_or_said_to_have_none()
    {
        Add("SOAAA1", "Air", "Sexy Boy", 1);
        Add("SOAAA2", "Air", "Sexy Boy", 2);
        Add("SOAAA3", "Air", "Sexy Boy");
        Add("SOAAA4", "", "");
        Add("SOAAA5", "", "", 5);
        var overrides = _archives.Save("overrides.csv", Records.Utf8("SOAAA3,none\n"));

        var found = Looking(List with { Overrides = overrides })
            .Find(SongId.Parse("SOAAA1"), SongId.Parse("SOAAA3"), SongId.Parse("SOAAA4"));

        Assert.Empty(found.Candidates!);
    }

    [Theory]
    [InlineData(CandidateUse.List, null)]
    [InlineData(CandidateUse.Use, 3)]
    public void Are_not_the_id_that_an_override_takes_from_a_song(CandidateUse use, int? used)
    {
        Add("SOAAA1", "Air", "Sexy Boy");
        Add("SOAAA2", "Air", "Sexy Boy", 2);
        Add("SOAAA3", "Air", "Sexy Boy", 3);
        var overrides = _archives.Save("overrides.csv", Records.Utf8("SOAAA2,none\n"));

        var found = Looking(new LookUpSettings { Candidates = use, Overrides = overrides }).Find(SongId.Parse("SOAAA1"));

        Assert.Equal([(1, Spotify(3), "SOAAA3")], Shown(found));
        Assert.Equal(used is { } id ? Spotify(id) : null, found.Mappings.Single().Spotify?.Value);
    }

    [Fact]
    public void Are_the_ids_that_overrides_give_where_they_give_any_and_the_trials_are_of_the_archive_still()
    {
        Add("SOAAA1", "Air", "Sexy Boy");
        Add("SOAAA2", "Air", "Sexy Boy", 2);
        Add("SOAAA3", "Air", "Sexy Boy", 2);
        Add("SOAAA4", "Air", "Sexy Boy", 4);
        var overrides = _archives.Save("overrides.csv", Records.Utf8($"SOAAA2,{Spotify(9)}\nSOAAA3,{Spotify(4)}\n"));

        var found = Looking(List with { Overrides = overrides }).Find(SongId.Parse("SOAAA1"));

        Assert.Equal([(1, Spotify(9), "SOAAA2"), (2, Spotify(4), "SOAAA3")], Shown(found));
        Assert.Equal((1, 1), (found.Songs.Candidates!.Titles, found.Songs.Candidates.Right));
    }

    [Fact]
    public void Are_the_ids_that_overrides_give_songs_of_which_the_archive_knows_the_name_alone()
    {
        Add("SOAAA1", "Air", "Sexy Boy");
        Add("SOAAA2", "AIR", "Sexy boy");
        Add("SOAAA3", "Air", "Sexy Boy", 3);
        Add("SOAAA4", "Air", "Talisman");
        var overrides = _archives.Save(
            "overrides.csv", Records.Utf8($"SOAAA2,{Spotify(9)}\nSOAAA4,{Spotify(8)}\nSOMISSING,{Spotify(7)}\n"));

        var found = Looking(List with { Overrides = overrides }).Find(SongId.Parse("SOAAA1"));

        Assert.Equal([(1, Spotify(9), "SOAAA2"), (2, Spotify(3), "SOAAA3")], Shown(found));
    }

    [Fact]
    public void Name_audio_of_each_song_by_its_own_first()
    {
        Add("SOAAA1", "Air", "Sexy Boy");
        Add("SOAAA2", "Air", "Sexy Boy", 2);
        Add("SOAAA3", "Air", "Sexy Boy", 3);
        Add("SOBBB1", "Air", "Talisman");
        Add("SOBBB2", "Air", "Talisman", 4);
        Add("SOCCC1", "Air", "Remember");

        var found = Looking(List with { Candidates = CandidateUse.Use })
            .Find(SongId.Parse("SOAAA1"), SongId.Parse("SOBBB1"), SongId.Parse("SOCCC1"));

        Assert.Equal([Spotify(2), Spotify(4), null], found.Mappings.Select(mapping => mapping.Spotify?.Value));
    }

    [Fact]
    public void Are_refused_where_no_index_may_be_made()
    {
        Add("SOAAA1", "Air", "Sexy Boy");
        var looking = Looking(List with { Index = IndexUse.Off });

        var error = Assert.Throws<ArgumentException>(() => looking.Find(SongId.Parse("SOAAA1")));

        Assert.Equal(
            "candidates are asked for, and mapping index is 'off'; candidates are found in an index alone: "
            + "mapping index 'auto' or 'only' is right, or candidates 'off'.",
            error.Message);
        Assert.False(File.Exists(looking.IndexPath));
    }

    [Fact]
    public void Are_found_by_the_names_of_the_list_of_tracks_too()
    {
        Add("SOAAA2", "Air", "Sexy Boy", 2);
        var tracks = _archives.Save("tracks.txt", Records.Utf8("TR1<SEP>SOAAA1<SEP>AIR<SEP>Sexy boy\n"));

        var found = Looking(List with { Tracks = tracks }).Find(SongId.Parse("SOAAA1"));

        Assert.Equal(Spotify(2), found.Candidates!.Single().Spotify.Value);
    }

    [Fact]
    public void Their_precision_is_that_of_one_trial_a_name_worked_by_hand()
    {
        // Name 1: the second has the id of the first: right. Name 2: another one: wrong. Name 3: three songs, the first candidate of the
        // first
        // is the second, whose id is another: wrong, though the third has it. Name 4: one song alone is no trial, and one without an id
        // none.
        Add("SOAAA1", "a", "1", 1);
        Add("SOAAA2", "A", "1", 1);
        Add("SOBBB1", "a", "2", 2);
        Add("SOBBB2", "a", "2", 3);
        Add("SOCCC1", "a", "3", 4);
        Add("SOCCC2", "a", "3", 5);
        Add("SOCCC3", "a", "3", 4);
        Add("SODDD1", "a", "4", 6);
        Add("SODDD2", "a", "4");

        var counts = Looking(List).Find(SongId.Parse("SODDD2")).Songs.Candidates!;

        Assert.Equal((1, 3, 1), (counts.Songs, counts.Titles, counts.Right));
        Assert.Equal(1 / 3.0, counts.Precision!.Value, 1e-12);
        // Source: Wilson's interval for 1 of 3, worked by hand with z = 1.96: 0.0615 to 0.7923.
        Assert.Equal(0.0615, counts.Low!.Value, 1e-4);
        Assert.Equal(0.7923, counts.High!.Value, 1e-4);
    }

    [Fact]
    public void Stand_in_a_table_that_calls_each_of_them_unverified()
    {
        Add("SOAAA1", "Earth, Wind", "\"September\"");
        Add("SOAAA2", "Earth, Wind", "\"September\"", 2);
        Add("SOAAA3", "Earth Wind", "September", 3);
        var folder = Path.Combine(_archives.Folder, "out");

        MappingFiles.Write(
            new FolderBlobs(folder), Looking(List with { Candidates = CandidateUse.Use }).Find(SongId.Parse("SOAAA1")));

        Assert.Equal(
            $""""
            song_id,place,spotify_id,of_song_id,artist,title,status
            SOAAA1,1,{Spotify(2)},SOAAA2,"Earth, Wind","""September""",unverified; used
            SOAAA1,2,{Spotify(3)},SOAAA3,Earth Wind,September,unverified

            """",
            File.ReadAllText(Path.Combine(folder, "candidates.csv")));
    }

    private static IEnumerable<(int Place, string Spotify, string Of)> Shown(LookedUp found) =>
        found.Candidates!.Select(candidate => (candidate.Place, candidate.Spotify.Value, candidate.Of.Value));

    private static string Spotify(int number) => $"{number:D22}";

    private void Add(string song, string artist, string title, int? spotify = null) => _records.Add(Archives.Record(
        SongId.Parse(song),
        Records.WithNames(
            artist, title.Replace("\"", "\\\"", StringComparison.Ordinal), spotify is { } id ? [Records.Spotify(Spotify(id))] : [])));

    private Lookings Looking(LookUpSettings settings) => new(_archives.Make("tar.bz2", _records), settings);
}
