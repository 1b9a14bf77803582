using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Mapping;

/// <summary>Whatever the bytes are, a look-up ends in rows or in one line of refusal, within the memory that the limits allow.</summary>
public sealed class MappingMutationTests : IDisposable
{
    private const int ArchivesOfAKind = 400;
    private const int RecordsRead = 20_000;

    // Room for a bzip2 member (5 MB at the largest block) for each of the few that mutation can make of one, buffers and rows.
    private const long MaxAllocatedBytes = 64L << 20;

    private static readonly MappingLimits Limits = new() { MaxRecordBytes = 1 << 16, MaxUnpackedBytes = 1 << 24, MaxEntries = 1_000 };

    private readonly Archives _archives = new();
    private readonly (SongId Song, string Json, SongMapping Expected)[] _songs = [.. Records.OfEveryOutcome().Take(6)];

    public static TheoryData<string> PackedKinds => [.. Archives.Kinds.Skip(1)];

    public void Dispose() => _archives.Dispose();

    [Fact]
    public void Reads_any_record_to_an_outcome()
    {
        var random = new Random(20180401);
        var records = _songs.Select(song => Records.Utf8(song.Json)).ToArray();
        var outcomes = new HashSet<MappingOutcome>();

        for (var i = 0; i < RecordsRead; i++)
        {
            var mapping = SongRecord.Read(Records.Song, Mutate(records[random.Next(records.Length)], random));

            outcomes.Add(mapping.Outcome);
            Assert.Equal(mapping.Outcome == MappingOutcome.Mapped, mapping.Spotify is not null);
            Assert.True(mapping.Outcome != MappingOutcome.Unreadable || !string.IsNullOrEmpty(mapping.Reason));
            Assert.DoesNotContain(mapping.Reason ?? "", char.IsControl);
        }

        // The mutations reach every outcome, or they would show little.
        Assert.Equal(Enum.GetValues<MappingOutcome>().Length, outcomes.Count);
    }

    [Theory]
    [MemberData(nameof(PackedKinds))]
    public void Looks_up_in_any_archive_file_or_refuses_it(string kind)
    {
        var random = new Random(4837);
        var archive = Archives.Bytes(kind, [.. _songs.Select(song => Archives.Record(song.Song, song.Json))]);

        for (var i = 0; i < ArchivesOfAKind; i++)
            LookUpOrRefusal(_archives.Save("mutated", Mutate(archive, random)));
    }

    [Theory]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    [InlineData("tar.bz2")]
    public void Looks_up_in_any_tar_whose_checksums_are_right_or_refuses_it(string kind)
    {
        var random = new Random(1635);
        var tar = Archives.Tar([.. _songs.Select(song => Archives.Record(song.Song, song.Json))]);
        var refused = 0;

        for (var i = 0; i < ArchivesOfAKind; i++)
        {
            var mutated = MutateHeader(tar, random);
            var packed = kind switch
            {
                "tar" => mutated,
                "tar.gz" => Archives.Gzip(mutated),
                _ => Archives.BZip2(mutated),
            };
            refused += LookUpOrRefusal(_archives.Save("mutated", packed)) ? 0 : 1;
        }

        Assert.InRange(refused, 1, ArchivesOfAKind - 1);
    }

    /// <summary>True for rows, false for a refusal; anything else fails the test.</summary>
    private bool LookUpOrRefusal(string path)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var rows = Archives.LookUp(path, Limits, [.. _songs.Select(song => song.Song)]);
            Assert.Equal(_songs.Select(song => song.Song), rows.Select(row => row.Song));
            return true;
        }
        catch (InvalidDataException e)
        {
            Assert.DoesNotContain(e.Message, char.IsControl);
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocatedBytes);
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
            Change(bytes, random);
        return [.. bytes];
    }

    private static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(bytes.Count - at, random.Next(1, 40));
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes[at] = "\"{}[],:\\u0\n"u8[random.Next(11)];
                break;
            default:
                bytes.RemoveRange(at, random.Next(8) == 0 ? bytes.Count - at : 1);
                break;
        }
    }

    /// <summary>Sets one byte of the first entry's name, size, type or magic; half the time to one that means something there.</summary>
    private static byte[] MutateHeader(byte[] tar, Random random)
    {
        var mutated = tar.ToArray();
        int[] places = [0, 1, 25, 99, 124, 125, 130, 134, 135, 156, 257, 263, 345];
        var at = places[random.Next(places.Length)];
        mutated[at] = random.Next(2) == 0 ? (byte)random.Next(256) : "01257LKxgVS/.\0\x80"u8[random.Next(15)];
        TarBytes.FixChecksum(mutated, 0);
        return mutated;
    }
}
