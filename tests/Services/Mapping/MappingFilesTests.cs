using PlayCount.Mapping.LookingUp;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Mapping;

public sealed class MappingFilesTests : IDisposable
{
    private static readonly SongMapping[] Mappings =
    [
        new(SongId.Parse("SOb"), MappingOutcome.Mapped, Records.Id(Records.FirstId), "Björk", "Jóga"),
        new(SongId.Parse("SOB"), MappingOutcome.Mapped, Records.Id(Records.SecondId), "Earth, Wind & Fire", "\"September\""),
        new(SongId.Parse("SOA-1"), MappingOutcome.Empty, null, "", ""),
        new(SongId.Parse("SOC"), MappingOutcome.NoSpotifyTrack, null, "a\r\nb\tc", "d\u2028e\0f"),
        new(SongId.Parse("SOD"), MappingOutcome.Unreadable, null, "", "", "the record has 0 bytes"),
        new(SongId.Parse("SOE"), MappingOutcome.Empty, null, "", "", "the archive has no record of this song"),
    ];

    private readonly Archives _archives = new();

    public void Dispose() => _archives.Dispose();

    [Fact]
    public void Writes_a_line_for_each_song_by_id_with_what_must_be_quoted_quoted()
    {
        var folder = Path.Combine(_archives.Folder, "new", "out");

        MappingFiles.Write(new FolderBlobs(folder), Mappings);

        const string Expected = """"
            song_id,spotify_id,artist,title
            SOA-1,,,
            SOB,7GhIk7Il098yCjg4BQjzvb,"Earth, Wind & Fire","""September"""
            SOC,,a  b c,d e f
            SOD,,,
            SOE,,,
            SOb,4uLU6hMCjMI75M1A2tKUQC,Björk,Jóga

            """";
        Assert.Equal(Records.Utf8(Expected), File.ReadAllBytes(Path.Combine(folder, "mapping.csv")));
    }

    [Fact]
    public void Writes_the_counts()
    {
        MappingFiles.Write(new FolderBlobs(_archives.Folder), Mappings);

        const string Expected = """
            {
              "songs": 6,
              "mapped": 2,
              "empty": 2,
              "noSpotifyTrack": 1,
              "unreadable": 1
            }

            """;
        Assert.Equal(Records.Utf8(Expected), File.ReadAllBytes(Path.Combine(_archives.Folder, "mapping.json")));
    }

    [Fact]
    public void Replaces_earlier_files_and_leaves_no_others()
    {
        MappingFiles.Write(new FolderBlobs(_archives.Folder), Mappings);

        MappingFiles.Write(new FolderBlobs(_archives.Folder), []);

        var names = Directory.GetFiles(_archives.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(["mapping.csv", "mapping.json"], names);
        Assert.Equal("song_id,spotify_id,artist,title\n", File.ReadAllText(Path.Combine(_archives.Folder, "mapping.csv")));
    }
}
