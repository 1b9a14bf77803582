using System.IO.Compression;
using System.IO.Pipes;
using System.Text;
using PlayCount.Extraction.Reading;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Extraction;

public sealed class InputFileTests : IDisposable
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Range(0, 3000).Select(i => $"user{i / 40}\tSO{i * 7919 % 977}\t{i % 31 + 1}\n")));

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("plays.txt")]
    [InlineData("plays.gz")]
    [InlineData("plays.zip")]
    public void Goes_by_the_first_bytes_and_not_by_the_name(string name)
    {
        byte[][] packings = [Text, Packed.Gzip(Text), Packed.Zip(("folder/", []), ("folder/plays.tsv", Text))];

        var texts = packings.Select(bytes => ReadAll(_folder.Write(name, bytes))).ToList();

        Assert.All(texts, text => Assert.Equal(Text, text));
    }

    [Fact]
    public void Reads_a_gzip_file_of_several_members_whatever_bytes_they_end_on()
    {
        // Stored members, so that the file's length goes through the ends of the unpacker's 8 KiB buffer byte by byte.
        for (var length = 8150; length < 8200; length++)
        {
            var gzip = Packed.Gzip(Text[..length], CompressionLevel.NoCompression);

            Assert.Equal(Text[..length], ReadAll(_folder.Write("one.gz", gzip)));
            Assert.Equal([.. Text[..length], .. Text[..length]], ReadAll(_folder.Write("two.gz", [.. gzip, .. gzip])));
        }
    }

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void Refuses_a_gzip_file_cut_off_at_any_byte(CompressionLevel level)
    {
        var whole = Packed.Gzip(Text[..800], level);

        for (var length = 2; length < whole.Length; length++)
        {
            var path = _folder.Write("plays.gz", whole[..length]);
            var error = Assert.Throws<InvalidDataException>(() => ReadAll(path));
            Assert.StartsWith($"{path} cannot be unpacked: it is cut off", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refuses_a_gzip_file_with_a_damaged_byte_or_bytes_behind_its_end()
    {
        var whole = Packed.Gzip(Text);
        var damaged = (byte[])whole.Clone();
        damaged[whole.Length / 2] ^= 0x10;

        Assert.Throws<InvalidDataException>(() => ReadAll(_folder.Write("damaged.gz", damaged)));
        Assert.Throws<InvalidDataException>(() => ReadAll(_folder.Write("longer.gz", [.. whole, 1, 2, 3, 4])));
    }

    [Fact]
    public void Refuses_a_zip_file_cut_off_at_any_byte()
    {
        var whole = Packed.Zip(("plays.tsv", Text[..800]));

        for (var length = 4; length < whole.Length; length++)
        {
            var path = _folder.Write("plays.zip", whole[..length]);
            var error = Assert.Throws<InvalidDataException>(() => ReadAll(path));
            Assert.StartsWith($"{path} cannot be unpacked: it is cut off", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Refuses_a_zip_entry_that_is_not_what_its_checksum_says()
    {
        // Stored, so that the changed byte unpacks without complaint.
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        using (var entry = zip.CreateEntry("plays.tsv", CompressionLevel.NoCompression).Open())
            entry.Write("ann\tS1\t3\n"u8);
        var bytes = file.ToArray();
        var plays = bytes.AsSpan().IndexOf("\t3\n"u8) + 1;
        bytes[plays] = (byte)'4';

        var error = Assert.Throws<InvalidDataException>(() => ReadAll(_folder.Write("plays.zip", bytes)));

        Assert.Contains("not what length and checksum say", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_zip_file_without_exactly_one_file()
    {
        var none = _folder.Write("none.zip", Packed.Zip());
        var two = _folder.Write("two.zip", Packed.Zip(("a.tsv", Text), ("b.tsv", Text)));

        Assert.Contains("holds 0 files", Refusal(() => ReadAll(none)), StringComparison.Ordinal);
        Assert.Contains("holds 2 files ('a.tsv', 'b.tsv')", Refusal(() => ReadAll(two)), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_an_encrypted_zip_entry()
    {
        var bytes = Packed.Zip(("plays.tsv", Text));
        bytes[6] |= 1; // general purpose flag of the local header
        bytes[bytes.AsSpan().IndexOf("PK\x1\x2"u8) + 8] |= 1; // and of the central directory

        var error = Assert.Throws<InvalidDataException>(() => ReadAll(_folder.Write("plays.zip", bytes)));

        Assert.Contains("is encrypted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_file_that_is_not_there()
    {
        var path = Path.Combine(_folder["no-folder"], "plays.tsv");

        var error = Assert.Throws<FileNotFoundException>(() => Extracting.Stream(path));

        Assert.Equal($"{path} is not there; a file with rows is right.", error.Message);
    }

    [Fact]
    public void Refuses_an_empty_file_an_empty_gzip_and_a_folder()
    {
        var empty = _folder.Write("empty.tsv", "");
        var emptyGzip = _folder.Write("empty.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        var folder = Directory.CreateDirectory(_folder["plays.d"]).FullName;

        Assert.Contains($"{empty} is empty", Refusal(() => Extracting.Stream(empty)), StringComparison.Ordinal);
        Assert.Contains($"{emptyGzip} holds no row", Refusal(() => Extracting.Stream(emptyGzip)), StringComparison.Ordinal);
        Assert.Contains($"{folder} is a folder", Refusal(() => Extracting.Stream(folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_pipe_before_it_is_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: the pipe is made by its mkfifo or named by its /proc");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        var unnamed = $"/proc/self/fd/{pipe.GetClientHandleAsString()}";
        Outside.Run("mkfifo", _folder["pipe"]);
        File.CreateSymbolicLink(_folder["link"], _folder["pipe"]);

        Assert.StartsWith(
            $"{unnamed} is a link to '/proc/self/fd/pipe:", Refusal(() => Extracting.Stream(unnamed)), StringComparison.Ordinal);
        Assert.Contains("pipe is empty (0 bytes), or a pipe", Refusal(() => Extracting.Stream(_folder["pipe"])), StringComparison.Ordinal);
        Assert.Contains("link is empty (0 bytes), or a pipe", Refusal(() => Extracting.Stream(_folder["link"])), StringComparison.Ordinal);
    }

    [Fact]
    public void The_stamp_of_a_link_is_that_of_its_file()
    {
        var path = _folder.Write("plays.tsv", "ann\tS1\t3\n");
        File.CreateSymbolicLink(_folder["link"], path);
        var stamp = FileStamp.Of(_folder["link"]);

        File.AppendAllText(path, "bob\tS1\t3\n");

        var error = Assert.Throws<InvalidDataException>(() => stamp.RequireUnchanged(_folder["link"]));
        Assert.Contains("changed while it was read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_the_same_selection_from_plain_gzip_and_zip()
    {
        var plain = _folder.Write("plays.tsv", Text);
        var gzip = _folder.Write("plays.tsv.gz", Packed.Gzip(Text));
        var zip = _folder.Write("plays.zip", Packed.Zip(("plays.tsv", Text)));

        var files = new[] { plain, gzip, zip }
            .Select(path => Extracting.WriteAndRead(path + ".out", Extracting.Stream(path))).ToList();

        Assert.Equal(files[0], files[1]);
        Assert.Equal(files[0], files[2]);
    }

    [Fact]
    public void Crc32_gives_the_published_check_value()
    {
        // The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
        var crc = new Crc32();

        crc.Append("1234567"u8);
        crc.Append("89"u8);

        Assert.Equal(0xCBF43926u, crc.Value);
    }

    public void Dispose() => _folder.Dispose();

    private static string Refusal(Func<object> read) => Assert.Throws<InvalidDataException>(() => read()).Message;

    private static byte[] ReadAll(string path)
    {
        using var file = InputFile.Open(path);
        using var text = new MemoryStream();
        file.Text.CopyTo(text);
        return text.ToArray();
    }
}
