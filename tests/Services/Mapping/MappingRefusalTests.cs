using System.Formats.Tar;
using System.IO.Compression;
using PlayCount.Mapping.LookingUp;

namespace PlayCount.Services.Tests.Mapping;

/// <summary>Archives that are refused whole, each with one line that says what was seen.</summary>
public sealed class MappingRefusalTests : IDisposable
{
    private static readonly ArchiveFile Record = Archives.Record(Records.Song, Records.WithTracks(Records.Spotify(Records.FirstId)));

    // Just over what unpacks uncounted.
    private const int BombMebibytes = 257;

    private readonly Archives _archives = new();

    public static TheoryData<string> PackedKinds => [.. Archives.Kinds.Skip(1)];

    public void Dispose() => _archives.Dispose();

    [Fact]
    public void Refuses_a_path_without_file_or_folder()
    {
        var path = Path.Combine(_archives.Folder, "absent.tar");

        var error = Assert.Throws<FileNotFoundException>(() => Archives.LookUp(path, Records.Song));

        Assert.Equal($"There is no mapping archive '{path}'; a folder, .tar, .tar.gz, .tar.bz2 or .zip is needed.", error.Message);
    }

    [Theory]
    [InlineData("", "it has 0 bytes")]
    [InlineData("7z is another format, longer than a block of a tar", "starts with the bytes 377A20697320")]
    [InlineData("{}", "starts with the bytes 7B7D")]
    public void Refuses_a_file_that_is_no_archive(string content, string seen) =>
        Archives.AssertRefused(seen, _archives.Save("mapping.tar", Records.Utf8(content)));

    [Fact]
    public void Refuses_a_packed_file_without_a_tar_inside() => Archives.AssertRefused(
        "the checksum there is wrong", _archives.Save("mapping.json.gz", Archives.Gzip(Records.Utf8(new string('x', 600)))));

    [Theory]
    [InlineData("tar")]
    [InlineData("tar.bz2")]
    [InlineData("zip")]
    [InlineData("folder")]
    public void Refuses_an_archive_without_any_record(string kind) => Archives.AssertRefused(
        "holds no record", _archives.Make(kind, new ArchiveFile("music/a song.json", [1]), new ArchiveFile("README", [2])));

    [Theory]
    [InlineData("../evil.json")]
    [InlineData("a/../../evil.json")]
    [InlineData("a/..")]
    [InlineData("/etc/evil.json")]
    [InlineData("..\\evil.json")]
    [InlineData("\\evil.json")]
    [InlineData("C:\\evil.json")]
    public void Refuses_names_that_lead_out_of_the_archive(string name)
    {
        var evil = new ArchiveFile(name, Records.Utf8(Records.Empty));

        foreach (var kind in PackedKinds)
            Archives.AssertRefused($"entry '{name}' has no safe name", _archives.Make(kind, Record, evil));
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Refuses_such_a_name_in_an_extended_header_too(TarEntryFormat format)
    {
        var evil = new ArchiveFile("../" + new string('a', 300), [1]);
        var path = _archives.Save("mapping.tar", Archives.Tar([Record, evil], format));

        Archives.AssertRefused("has no safe name", path);
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "a symbolic link")]
    [InlineData(TarEntryType.HardLink, "a hard link")]
    [InlineData(TarEntryType.CharacterDevice, "a device")]
    [InlineData(TarEntryType.BlockDevice, "a device")]
    [InlineData(TarEntryType.Fifo, "a pipe")]
    public void Refuses_links_and_devices_in_a_tar(TarEntryType type, string kind)
    {
        var odd = new PaxTarEntry(type, "CW/odd.json");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            odd.LinkName = "/etc/passwd";
        var path = _archives.Save("mapping.tar", Archives.Tar(TarEntryFormat.Pax, writer =>
        {
            writer.WriteEntry(Archives.Entry(Record, TarEntryFormat.Pax));
            writer.WriteEntry(odd);
        }));

        Archives.AssertRefused($"entry 'CW/odd.json' is {kind}", path);
    }

    [Theory]
    [InlineData(0xA1FF)]
    [InlineData(0x21FF)]
    [InlineData(0x61FF)]
    [InlineData(0x11FF)]
    public void Refuses_links_and_devices_in_a_zip(int unixMode)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry($"CW/{Records.Song}.json");
            entry.ExternalAttributes = unixMode << 16;
            using var stream = entry.Open();
            stream.Write("/etc/passwd"u8);
        }

        Archives.AssertRefused("is a link or a device", _archives.Save("mapping.zip", bytes.ToArray()));
    }

    [Theory]
    [InlineData("CW/SOCWJDB12A58A776AF.json")]
    [InlineData("CW")]
    public void Refuses_links_in_a_folder(string link)
    {
        var outside = _archives.Make("folder", new ArchiveFile("SOCWJDB12A58A776AF.json", Record.Content));
        var folder = Path.Combine(_archives.Folder, "linked");
        var path = Path.Combine(folder, link);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, link == "CW" ? outside : Path.Combine(outside, "SOCWJDB12A58A776AF.json"));

        Archives.AssertRefused($"its '{link}' is a symbolic link", folder);
    }

    [Theory]
    [MemberData(nameof(PackedKinds))]
    public void Refuses_an_archive_cut_off_anywhere(string kind)
    {
        // Half a megabyte of noise: several packed blocks, so that a cut may fall between any two parts of the format.
        var noise = new byte[500_000];
        new Random(7).NextBytes(noise);
        var whole = Archives.Bytes(kind, [Record, new ArchiveFile("noise", noise)]);
        // A tar ends with 1,024 zero bytes; half of them are enough to know the end.
        var leastCut = kind == "tar" ? 513 : 1;
        var longest = whole.Length - leastCut;
        var cuts = Enumerable.Range(0, 40).Select(i => 1 + i * (longest / 40));

        foreach (var length in cuts.Append(longest - 8).Append(longest))
            Archives.Refusal(_archives.Save("cut", whole[..length]));
    }

    [Theory]
    [InlineData("tar.gz")]
    [InlineData("tar.bz2")]
    public void Refuses_an_archive_with_one_flipped_bit(string kind)
    {
        var whole = Archives.Bytes(kind, [Record]);

        // The last 8 bytes of a gzip and the last of a bzip2 hold the checksum of the content.
        whole[^6] ^= 4;

        Archives.AssertRefused("damaged or cut off", _archives.Save("flipped", whole));
    }

    [Fact]
    public void Takes_a_record_of_a_zip_with_a_flipped_bit_for_unreadable()
    {
        var zip = Archives.Zip([Record]);
        // 30 bytes of header, then the name, then the packed record.
        zip[30 + Record.Name.Length + 60] ^= 4;
        var path = _archives.Save("mapping.zip", zip);

        Assert.Equal(
            "the record's packed bytes do not unpack to the length and checksum in the zip's directory",
            Archives.LookUp(path, Records.Song).Single().Reason);
    }

    [Fact]
    public void Refuses_a_gzip_bomb_with_the_limits_as_they_are()
    {
        var tar = Archives.Tar([new ArchiveFile("zeros", [])]);
        TarBytes.SetSize(tar, 0, BombMebibytes << 20);
        var mebibyte = Archives.Gzip(new byte[1 << 20]);
        var bomb = new MemoryStream();
        bomb.Write(Archives.Gzip(tar[..512]));
        for (var i = 0; i < BombMebibytes; i++)
            bomb.Write(mebibyte);

        Archives.AssertRefused("over 500 times as many", _archives.Save("bomb.tar.gz", bomb.ToArray()));
    }

    [Fact]
    public void Refuses_a_zip_bomb_with_the_limits_as_they_are()
    {
        var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("zeros").Open())
        {
            for (var i = 0; i < BombMebibytes; i++)
                entry.Write(new byte[1 << 20]);
        }

        Archives.AssertRefused("over 500 times as many", _archives.Save("bomb.zip", bomb.ToArray()));
    }

    [Theory]
    [MemberData(nameof(PackedKinds))]
    public void Refuses_more_unpacked_bytes_than_the_limit(string kind)
    {
        var path = _archives.Make(kind, Record, new ArchiveFile("other", new byte[100_000]));

        var message = Archives.Refusal(path, new MappingLimits { MaxUnpackedBytes = 99_999 });

        Assert.Contains("unpacks to more than 99999 bytes", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tar.gz")]
    [InlineData("tar.bz2")]
    [InlineData("zip")]
    public void Counts_the_ratio_only_past_its_start(string kind)
    {
        var path = _archives.Make(kind, Record, new ArchiveFile("other", new byte[1_000_000]));

        var message = Archives.Refusal(path, new MappingLimits { MaxRatio = 20, RatioFromBytes = 900_000 });
        var rows = Archives.LookUp(path, new MappingLimits { MaxRatio = 20, RatioFromBytes = 1_100_000 }, Records.Song);

        Assert.Contains("over 20 times as many", message, StringComparison.Ordinal);
        Assert.Single(rows, row => row.Spotify == Records.Id(Records.FirstId));
    }

    [Theory]
    [MemberData(nameof(PackedKinds))]
    public void Refuses_more_entries_than_the_limit(string kind)
    {
        var path = _archives.Make(kind, Record, new ArchiveFile("a", []), new ArchiveFile("b", []));

        Archives.AssertRefused("more than 2 entries", path, new MappingLimits { MaxEntries = 2 });
        Assert.Single(Archives.LookUp(path, new MappingLimits { MaxEntries = 3 }, Records.Song));
    }

    [Fact]
    public void Refuses_an_extended_header_that_would_fill_memory()
    {
        var tar = Archives.Tar([new ArchiveFile("big", new byte[2 << 20]), Record]);
        TarBytes.SetType(tar, 0, 'x');

        Archives.AssertRefused("at most 1048576 are read", _archives.Save("mapping.tar", tar));
    }

    [Fact]
    public void Refuses_a_million_bzip2_members_of_a_few_bytes()
    {
        var member = Archives.BZip2(new byte[512]);
        var members = new MemoryStream();
        for (var i = 0; i < 1_100; i++)
            members.Write(member);

        Archives.AssertRefused("1001 and more bzip2 members", _archives.Save("mapping.tar.bz2", members.ToArray()));
    }

    [Fact]
    public void Refuses_limits_that_are_none() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Archives.LookUp(_archives.Folder, new MappingLimits { MaxRecordBytes = 0 }, Records.Song));
}
