using System.Text;
using PlayCount.Extraction.Selecting;

namespace PlayCount.Services.Tests.Extraction;

/// <summary>Packing that is cut off or damaged leaves text with bad rows; it is told, not the rows.</summary>
public sealed class PackedDamageTests : IDisposable
{
    private const int GzipHeaderBytes = 10;

    private static readonly byte[] Rows = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Range(0, 120).Select(i => $"{(i < 60 ? "ann" : "bob")}\tSO{i % 60 * 7919 % 977}\t{i % 31 + 1}\n")));

    private readonly TempFolder _folder = new();

    [Fact]
    public void A_gzip_file_of_triplets_cut_off_at_any_byte_is_told_as_cut_off_and_where()
    {
        var whole = Packed.Gzip(Rows);

        for (var length = GzipHeaderBytes; length < whole.Length; length++)
        {
            var path = _folder.Write("plays.gz", whole[..length]);
            var message = Refusal(() => Extracting.Stream(path));
            Assert.StartsWith($"{path} cannot be unpacked: it is cut off", message, StringComparison.Ordinal);
            Assert.Contains($"at or before byte {length} of {length};", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_gzip_file_of_mismatches_cut_off_at_any_byte_is_told_as_cut_off()
    {
        var rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"ERROR: <SO{i * 7919} TR{i * 104729}>\n"));
        var whole = Packed.Gzip(Encoding.ASCII.GetBytes(rows));

        for (var length = GzipHeaderBytes; length < whole.Length; length++)
        {
            var path = _folder.Write("mismatches.gz", whole[..length]);
            var message = Refusal(() => MismatchFile.Read(path));
            Assert.StartsWith($"{path} cannot be unpacked: it is cut off", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_packed_file_with_any_byte_of_its_text_damaged_is_told_as_damaged_or_reads_as_the_whole_one()
    {
        var gzip = Packed.Gzip(Rows);
        var zip = Packed.Zip(("plays.tsv", Rows));
        var zipText = 30 + "plays.tsv".Length; // behind the local header and the name

        AssertTold("plays.gz", gzip, GzipHeaderBytes..);
        AssertTold("plays.zip", zip, zipText..zip.AsSpan().IndexOf("PK\x1\x2"u8));
    }

    [Fact]
    public void A_gzip_file_that_fails_before_its_end_is_told_as_damaged_and_not_as_cut_off()
    {
        var random = new Random(4);
        var text = string.Concat(Enumerable.Range(0, 9_000).Select(i => $"user{i / 900}\tSO{random.NextInt64():x16}\t{i % 31 + 1}\n"));
        var bytes = Packed.Gzip(Encoding.ASCII.GetBytes(text));
        bytes[GzipHeaderBytes] = 0x07; // a block of the kind that deflate does not have
        var path = _folder.Write("plays.gz", bytes);

        var message = Refusal(() => Extracting.Stream(path));

        Assert.Matches($"cannot be unpacked: its bytes are damaged, at or before byte [0-9]+ of {bytes.Length};", message);
    }

    [Fact]
    public void A_bad_row_in_a_whole_packed_file_is_named_by_its_line()
    {
        byte[] rows = [.. Rows, .. "cem\tSO1\n"u8, .. Rows];
        byte[][] packings = [Packed.Gzip(rows), Packed.Zip(("plays.tsv", rows))];

        Assert.All(packings, bytes =>
        {
            var path = _folder.Write("plays", bytes);
            var message = Refusal(() => Extracting.Stream(path));
            Assert.StartsWith($"{path}, line 121: the row 'cem\\u0009SO1'", message, StringComparison.Ordinal);
        });
    }

    public void Dispose() => _folder.Dispose();

    private void AssertTold(string name, byte[] whole, Range text)
    {
        var (from, length) = text.GetOffsetAndLength(whole.Length);
        var told = 0;
        foreach (var at in Enumerable.Range(from, length))
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x10;
            var path = _folder.Write(name, damaged);
            try
            {
                Assert.Equal(120, Extracting.Stream(path).Records); // bits that pad or are of no use
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith($"{path} cannot be unpacked: ", e.Message, StringComparison.Ordinal);
                told++;
            }
        }

        Assert.True(told > length * 9 / 10, $"only {told} of {length} damaged bytes were told");
    }

    private static string Refusal(Func<object> read) => Assert.Throws<InvalidDataException>(() => read()).Message;
}
