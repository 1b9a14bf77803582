using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;
using PlayCount.Tests;
using static PlayCount.Services.Tests.Mapping.Records;

namespace PlayCount.Services.Tests.Mapping;

public sealed class SongRecordTests
{
    [Fact]
    public void Takes_the_first_of_several_Spotify_tracks()
    {
        var record = WithTracks(Track("7digital-UK", "7digital-UK:track:3107215"), Spotify(FirstId), Spotify(SecondId));

        var mapping = Read(record);

        Assert.Equal(new SongMapping(Song, MappingOutcome.Mapped, Id(FirstId), "Rick Astley", "Never Gonna Give You Up"), mapping);
    }

    [Fact]
    public void Says_empty_when_the_list_of_songs_is() =>
        Assert.Equal(new SongMapping(Song, MappingOutcome.Empty, null, "", ""), Read(Empty));

    [Fact]
    public void Keeps_artist_and_title_of_a_song_without_a_Spotify_track() => Assert.Equal(
        new SongMapping(Song, MappingOutcome.NoSpotifyTrack, null, "Rick Astley", "Never Gonna Give You Up"),
        Read(WithTracks(Track("musicbrainz", "musicbrainz:track:0117e142-bcd7-4956-9dde-c450839988a1"))));

    [Theory]
    [InlineData("spotify-WW")]
    [InlineData("Spotify")]
    [InlineData(" spotify")]
    [InlineData("")]
    public void Takes_no_catalog_but_spotify(string catalog) =>
        Assert.Equal(MappingOutcome.NoSpotifyTrack, Read(WithTracks(Track(catalog, "spotify:track:" + FirstId))).Outcome);

    [Theory]
    [InlineData("spotify-WW:track:4uLU6hMCjMI75M1A2tKUQC")]
    [InlineData("spotify:track:4uLU6hMCjMI75M1A2tKUQ")]
    [InlineData("spotify:track:4uLU6hMCjMI75M1A2tKUQCC")]
    [InlineData("spotify:track:../../../../etc/passwd")]
    [InlineData("4uLU6hMCjMI75M1A2tKUQC")]
    [InlineData("")]
    public void Passes_over_a_Spotify_track_with_a_malformed_id(string foreignId) =>
        Assert.Equal(Id(SecondId), Read(WithTracks(Track("spotify", foreignId), Spotify(SecondId))).Spotify);

    [Fact]
    public void Says_so_when_no_Spotify_track_has_a_well_formed_id()
    {
        var mapping = Read(WithTracks(Track("spotify", "spotify:track:short")));

        Assert.Equal(MappingOutcome.NoSpotifyTrack, mapping.Outcome);
        Assert.Equal(
            "no Spotify track has an id spotify:track:<22 letters or digits>; the first has 'spotify:track:short'", mapping.Reason);
    }

    [Theory]
    [InlineData("""{"catalog": "spotify"}""")]
    [InlineData("""{"catalog": "spotify", "foreign_id": null}""")]
    [InlineData("""{"catalog": "spotify", "foreign_id": 7}""")]
    [InlineData("""{"catalog": null}""")]
    [InlineData("""{"catalog": ["spotify"]}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"spotify\"")]
    [InlineData("[]")]
    public void Looks_on_past_a_track_that_is_something_else(string track) =>
        Assert.Equal(Id(SecondId), Read(WithTracks(track, Spotify(SecondId))).Spotify);

    [Theory]
    [InlineData("""{"response": {"songs": [{}]}}""")]
    [InlineData("""{"response": {"songs": [{"tracks": null, "title": null, "artist_name": null}]}}""")]
    [InlineData("""{"response": {"songs": [{"tracks": [], "title": 1999, "artist_name": ["Prince"]}]}}""")]
    public void Takes_missing_keys_for_no_tracks_and_no_names(string record) =>
        Assert.Equal(new SongMapping(Song, MappingOutcome.NoSpotifyTrack, null, "", ""), Read(record));

    [Theory]
    [InlineData("{}", "the record has no 'response'; an object is needed")]
    [InlineData("[]", "the record has no 'response'; an object is needed")]
    [InlineData("null", "the record has no 'response'; an object is needed")]
    [InlineData("""{"response": null}""", "the record has no 'response'; an object is needed")]
    [InlineData("""{"response": "songs"}""", "the record's 'response' is of the kind String; an object is needed")]
    [InlineData("""{"response": {}}""", "the record has no 'response.songs'; a list is needed")]
    [InlineData("""{"response": {"songs": null}}""", "the record has no 'response.songs'; a list is needed")]
    [InlineData("""{"response": {"songs": "none"}}""", "the record's 'response.songs' is of the kind String; a list is needed")]
    [InlineData("""{"response": {"songs": {"0": {}}}}""", "the record's 'response.songs' is of the kind Object; a list is needed")]
    [InlineData("""{"response": {"songs": [null]}}""", "the record's 'response.songs[0]' is of the kind Null; an object is needed")]
    [InlineData("""{"response": {"songs": [[]]}}""", "the record's 'response.songs[0]' is of the kind Array; an object is needed")]
    [InlineData(
        """{"response": {"songs": [{"tracks": "x"}]}}""",
        "the record's 'response.songs[0].tracks' is of the kind String; a list is needed")]
    public void Is_unreadable_when_a_list_or_object_is_something_else(string record, string reason) =>
        Assert.Equal(new SongMapping(Song, MappingOutcome.Unreadable, null, "", "", reason), Read(record));

    [Fact]
    public void Is_unreadable_when_cut_off_at_any_byte()
    {
        var record = Utf8(WithNames("Björk", "Jóga", Spotify(FirstId)));

        var outcomes = Enumerable.Range(0, record.Length).Select(length => SongRecord.Read(Song, record.AsMemory(0, length)));

        Assert.All(outcomes, mapping => Assert.True(mapping is { Outcome: MappingOutcome.Unreadable, Reason.Length: > 0 }));
    }

    [Theory]
    [InlineData("", "the record has 0 bytes")]
    [InlineData("\uFEFF", "the record has 0 bytes")]
    [InlineData("{\"response\": {}} {}", "the record is no JSON at line 1, byte 18: ")]
    [InlineData("{\n\"response\": nil}", "the record is no JSON at line 2, byte 14: ")]
    [InlineData("{\"title\": \"a\nb\"}", "the record is no JSON at line 1, byte 13: ")]
    public void Is_unreadable_when_no_JSON_and_says_where(string record, string reason) =>
        Assert.StartsWith(reason, Read(record).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"response\":", "}")]
    public void Is_unreadable_when_nested_10000_deep(string open, string close)
    {
        var record = string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000));

        var mapping = Read(record);

        Assert.Equal(MappingOutcome.Unreadable, mapping.Outcome);
        Assert.Contains("depth of 64", mapping.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_unreadable_when_not_UTF_8_and_says_where()
    {
        byte[] record = [.. "{\"é"u8, 0xE9, .. "\": 1}"u8];

        Assert.Equal("the record is not UTF-8 at byte 4", SongRecord.Read(Song, record).Reason);
    }

    [Fact]
    public void Reads_past_a_byte_order_mark() => Assert.Equal(Id(FirstId), Read('\uFEFF' + WithTracks(Spotify(FirstId))).Spotify);

    [Fact]
    public void Takes_the_last_of_a_key_that_comes_twice()
    {
        const string Record =
            """{"response": {"songs": []}, "response": {"songs": [{"title": "old", "title": "new", "tracks": 1, "tracks": []}]}}""";

        Assert.Equal(new SongMapping(Song, MappingOutcome.NoSpotifyTrack, null, "", "new"), Read(Record));
    }

    [Theory]
    [InlineData("Beyoncé – 日本語 🎵", "Beyoncé – 日本語 🎵")]
    [InlineData("""Beyonc\u00e9 \ud83c\udfb5""", "Beyoncé 🎵")]
    [InlineData("""a\"b\\c\/d\b\f\n\r\te""", "a\"b\\c/d\b\f\n\r\te")]
    [InlineData("""x\\u0041""", "x\\u0041")]
    [InlineData("""half \ud83c, other half \udfb5""", "half \uFFFD, other half \uFFFD")]
    [InlineData("""nul \u0000, escape \u001b""", "nul \0, escape \u001b")]
    [InlineData("", "")]
    public void Reads_every_text_that_JSON_can_write(string written, string title)
    {
        var mapping = Read(WithNames("any", written, Spotify(FirstId)));

        Assert.Equal((title, Id(FirstId)), (mapping.Title, mapping.Spotify));
    }

    [Fact]
    public void Passes_over_a_key_that_no_encoding_can_write() => Assert.Equal(
        Id(FirstId), Read(WithTracks(Spotify(FirstId)).Replace("\"id\"", "\"\\ud800\"", StringComparison.Ordinal)).Spotify);

    [Fact]
    public void Cuts_a_title_after_1000_characters_but_no_character_in_two()
    {
        var title = new string('a', 999) + "🎵" + new string('b', 9);

        Assert.Equal(new string('a', 999) + "…", Read(WithNames("any", title)).Title);
    }

    [Fact]
    [Trait("Set", "Full")]
    public void Reads_a_real_file_of_the_archive()
    {
        var record = File.ReadAllBytes(Outside.Data("mapping/CW/SOCWJDB12A58A776AF.json"));

        var mapping = SongRecord.Read(Song, record);

        Assert.Equal(new SongMapping(Song, MappingOutcome.Mapped, Id(FirstId), "Rick Astley", "Never Gonna Give You Up"), mapping);
    }

    private static SongMapping Read(string record) => SongRecord.Read(Song, Utf8(record));
}
