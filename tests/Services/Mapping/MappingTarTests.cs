using System.Formats.Tar;
using PlayCount.Songs;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Mapping;

public sealed class MappingTarTests : IDisposable
{
    private static readonly ArchiveFile Record = Archives.Record(Records.Song, Records.WithTracks(Records.Spotify(Records.FirstId)));

    private readonly Archives _archives = new();

    public void Dispose() => _archives.Dispose();

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Reads_every_format(TarEntryFormat format)
    {
        var tar = Archives.Tar([new ArchiveFile("other.json", new byte[700]), Record], format);

        Assert.Equal(Records.Id(Records.FirstId), LookUp(tar).Spotify);
    }

    [Theory]
    [InlineData(TarEntryFormat.Ustar, 100)]
    [InlineData(TarEntryFormat.Pax, 300)]
    [InlineData(TarEntryFormat.Gnu, 300)]
    public void Reads_names_too_long_for_a_header(TarEntryFormat format, int folderBytes)
    {
        var name = $"{new string('é', folderBytes / 2)}/{Records.Song}.json";

        Assert.Equal(Records.Id(Records.FirstId), LookUp(Archives.Tar([Record with { Name = name }], format)).Spotify);
    }

    [Fact]
    public void Reads_a_binary_size()
    {
        var tar = Archives.Tar([Record]);
        TarBytes.SetBinarySize(tar, 0, Record.Content.Length);

        Assert.Equal(Records.Id(Records.FirstId), LookUp(tar).Spotify);
    }

    [Fact]
    public void Reads_past_folders_labels_and_global_comments()
    {
        var label = Archives.Tar([new ArchiveFile("label", [])])[..512];
        TarBytes.SetType(label, 0, 'V');
        var rest = Archives.Tar(TarEntryFormat.Pax, writer =>
        {
            writer.WriteEntry(new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["comment"] = "made by hand" }));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "CW/"));
            writer.WriteEntry(Archives.Entry(Record, TarEntryFormat.Pax));
        });

        Assert.Equal(Records.Id(Records.FirstId), LookUp([.. label, .. rest]).Spotify);
    }

    [Fact]
    public void Refuses_a_global_name_for_all_entries()
    {
        var tar = Archives.Tar(TarEntryFormat.Pax, writer =>
        {
            writer.WriteEntry(new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["path"] = "../all" }));
            writer.WriteEntry(Archives.Entry(Record, TarEntryFormat.Pax));
        });

        Archives.AssertRefused("one name or size", _archives.Save("mapping.tar", tar));
    }

    [Theory]
    [InlineData("11 path=abc\n", "is damaged")]
    [InlineData("99 path=abc\n", "is damaged")]
    [InlineData("-1 path=abc\n", "is damaged")]
    [InlineData("path=abc\n", "is damaged")]
    [InlineData("7 path\n", "is damaged")]
    [InlineData("11 size=-1\n", "is damaged")]
    [InlineData("28 size=9223372036854775807\n", "ends inside an entry")]
    public void Refuses_a_damaged_extended_header(string lines, string seen)
    {
        var tar = Archives.Tar([new ArchiveFile("lines", Records.Utf8(lines)), Record]);
        TarBytes.SetType(tar, 0, 'x');

        Archives.AssertRefused(seen, _archives.Save("mapping.tar", tar));
    }

    [Theory]
    [InlineData("--format=gnu", "")]
    [InlineData("--format=oldgnu", "--gzip")]
    [InlineData("--format=pax", "--bzip2")]
    [InlineData("--format=ustar", "--bzip2")]
    [InlineData("--format=v7", "--gzip")]
    [Trait("Set", "Full")]
    public void Reads_what_the_tar_program_writes(string format, string compression)
    {
        Outside.NeedsProgram("tar", "tar");
        Outside.NeedsProgram("bzip2", "bzip2");
        var songs = Records.OfEveryOutcome();
        var folder = _archives.Make("folder", [.. songs.Select(song => Archives.Record(song.Song, song.Json))]);
        var path = Path.Combine(_archives.Folder, "mapping.archive");
        string[] options = [format, "-cf", path, "-C", folder, "."];

        Outside.Run("tar", compression.Length == 0 ? options : [compression, .. options]);

        Assert.Equal(songs.Select(song => song.Expected), Archives.LookUp(path, [.. songs.Select(song => song.Song)]));
    }

    private SongMapping LookUp(byte[] tar) => Archives.LookUp(_archives.Save("mapping.tar", tar), Records.Song).Single();
}
