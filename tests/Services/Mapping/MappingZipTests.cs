using System.Buffers.Binary;
using System.IO.Compression;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Mapping;

/// <summary>What a zip may be inside; places of fields by PKWARE's APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16.</summary>
public sealed class MappingZipTests : IDisposable
{
    private const int DirectoryEntryBytes = 46;
    private const int EndBytes = 22;

    private static readonly ArchiveFile Record = Archives.Record(Records.Song, Records.WithTracks(Records.Spotify(Records.FirstId)));

    private readonly Archives _archives = new();

    public void Dispose() => _archives.Dispose();

    [Fact]
    public void Reads_a_stored_record()
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(Record.Name, CompressionLevel.NoCompression).Open())
            entry.Write(Record.Content);

        Assert.Equal(Records.Id(Records.FirstId), LookUp(bytes.ToArray()).Spotify);
    }

    [Fact]
    public void Reads_a_zip_with_a_comment_that_looks_like_its_end()
    {
        var zip = Archives.Zip([Record]);
        byte[] comment = [.. "PK\x5\x6"u8, .. new byte[30]];
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(zip.Length - 2), (ushort)comment.Length);

        Assert.Equal(Records.Id(Records.FirstId), LookUp([.. zip, .. comment]).Spotify);
    }

    [Fact]
    public void Reads_more_entries_than_two_bytes_count()
    {
        // Over 65,535: the runtime's writer then ends the zip in its 64-bit form.
        var others = Enumerable.Range(0, 65_540).Select(i => new ArchiveFile($"{i}", []));

        Assert.Equal(Records.Id(Records.FirstId), LookUp(Archives.Zip([.. others, Record])).Spotify);
    }

    [Fact]
    public void Reads_sizes_and_place_from_the_64_bit_field()
    {
        var zip = WithZip64Field(Archives.Zip([new ArchiveFile("first", []), Record]));

        Assert.Equal(Records.Id(Records.FirstId), LookUp(zip).Spotify);
    }

    [Theory]
    [InlineData(8, 1, "the record is packed with a password; stored or deflated is needed")]
    [InlineData(10, 14, "the record is packed by method 14; stored or deflated is needed")]
    [InlineData(16, 1, "the record's packed bytes do not unpack to the length and checksum in the zip's directory")]
    [InlineData(24, 1, "the record's packed bytes do not unpack to the length and checksum in the zip's directory")]
    public void Takes_what_it_cannot_unpack_for_unreadable(int field, int value, string reason)
    {
        var zip = Archives.Zip([Record]);
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(DirectoryOf(zip) + field), (ushort)value);

        Assert.Equal(new SongMapping(Records.Song, MappingOutcome.Unreadable, null, "", "", reason), LookUp(zip));
    }

    [Theory]
    [InlineData(42, 7)]
    [InlineData(42, 60_000)]
    [InlineData(20, 60_000)]
    public void Refuses_a_directory_that_leads_elsewhere(int field, int value)
    {
        var zip = Archives.Zip([Record]);
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(DirectoryOf(zip) + field), (ushort)value);

        Archives.AssertRefused("where the zip's directory has it", _archives.Save("mapping.zip", zip));
    }

    [Theory]
    [InlineData(4, "one part of a zip of several")]
    [InlineData(10, "is damaged at byte")]
    [InlineData(12, "is damaged at byte")]
    [InlineData(16, "is damaged at byte")]
    public void Refuses_an_end_that_does_not_fit(int field, string seen)
    {
        var zip = Archives.Zip([Record, new ArchiveFile("other", [])]);
        zip[zip.Length - EndBytes + field]++;

        Archives.AssertRefused(seen, _archives.Save("mapping.zip", zip));
    }

    [Fact]
    public void Refuses_sizes_that_together_pass_the_limit_though_none_is_read()
    {
        var zip = Archives.Zip([Record]);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(DirectoryOf(zip) + 24), 1 << 30);

        Archives.AssertRefused("over 500 times", _archives.Save("mapping.zip", zip));
    }

    private SongMapping LookUp(byte[] zip) => Archives.LookUp(_archives.Save("mapping.zip", zip), Records.Song).Single();

    private static int DirectoryOf(byte[] zip) => BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(zip.Length - EndBytes + 16));

    /// <summary>Moves the last entry's sizes and place into a field of 64-bit numbers, as for entries over 4 GB.</summary>
    private static byte[] WithZip64Field(byte[] zip)
    {
        var last = zip.AsSpan().LastIndexOf("PK\x1\x2"u8);
        var entry = zip.AsSpan(last, zip.Length - EndBytes - last).ToArray();
        var extra = new byte[28];
        BinaryPrimitives.WriteInt16LittleEndian(extra, 1);
        BinaryPrimitives.WriteInt16LittleEndian(extra.AsSpan(2), 24);
        // Unpacked, packed, place; in the entry packed comes first.
        foreach (var (from, to) in new[] { (24, 4), (20, 12), (42, 20) })
        {
            BinaryPrimitives.WriteInt64LittleEndian(extra.AsSpan(to), BinaryPrimitives.ReadUInt32LittleEndian(entry.AsSpan(from)));
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(from), uint.MaxValue);
        }

        BinaryPrimitives.WriteInt16LittleEndian(entry.AsSpan(30), (short)extra.Length);
        var end = zip[^EndBytes..];
        BinaryPrimitives.WriteInt32LittleEndian(end.AsSpan(12), BinaryPrimitives.ReadInt32LittleEndian(end.AsSpan(12)) + extra.Length);
        Assert.Equal(DirectoryEntryBytes + Record.Name.Length, entry.Length);
        return [.. zip[..last], .. entry, .. extra, .. end];
    }
}
