using System.Text;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Services.Tests.Blobs;

/// <summary>Blobs as files: whole or not at all, and nowhere but below their folder.</summary>
public sealed class FolderBlobsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-blobs-");

    private FolderBlobs Blobs => new(Path.Combine(_folder.FullName, "study"));

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string> NoNames => new(
        "..", ".", "../x", "a/../b", "a/..", "/etc/passwd", "/", "a/", "/a", "a//b", ".hidden", "a/.b", "a\0b", "a b", "a\nb", "a\\b",
        "C:x", "~x", "\u00e9", "a%2e", new string('a', 161), string.Join('/', Enumerable.Repeat(new string('a', 127), 5)));

    [Theory]
    [MemberData(nameof(NoNames))]
    public void Refuses_a_name_that_is_none_whatever_is_asked(string name)
    {
        Action<IBlobStore>[] asked =
        [
            blobs => blobs.Exists(name), blobs => blobs.OpenRead(name), blobs => blobs.Create(name), blobs => blobs.Delete(name),
            blobs => blobs.List(name), blobs => blobs.Below(name), blobs => blobs.ReadAllBytes(name), blobs => blobs.Write(name, _ => { }),
        ];

        Assert.All(asked, ask => Assert.Throws<ArgumentException>(() => ask(Blobs)));
        Assert.All(asked[..^3], ask => Assert.Throws<ArgumentException>(() => ask(Blobs.Below("part"))));
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public void Refuses_an_empty_name_but_lists_everything_for_it()
    {
        Blobs.Write("a", _ => { });

        Assert.Throws<ArgumentException>(() => Blobs.Exists(""));
        Assert.Throws<ArgumentException>(() => Blobs.Create(""));
        Assert.Throws<ArgumentException>(() => Blobs.Below(""));
        Assert.Equal(["a"], Blobs.List(""));
    }

    [Fact]
    public void Shows_no_more_of_a_refused_name_than_fits_a_line_and_says_what_is_right()
    {
        var refusal = Assert.Throws<ArgumentException>(() => BlobName.Checked(new string('a', 5_000)));

        Assert.InRange(refusal.Message.Length, 1, 400);
        Assert.Contains("parts of 1 to 160 ASCII letters", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_a_refused_name_on_one_line()
    {
        var refusal = Assert.Throws<ArgumentException>(() => BlobName.Checked("a\r\nb\0"));

        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("models/user_1/2x18.safetensors")]
    [InlineData("a-b_c.D9/..not/x")]
    public void Takes_names_of_letters_digits_and_few_signs(string name)
    {
        var isName = !name.Contains("/.", StringComparison.Ordinal);

        Assert.Equal(isName, Record.Exception(() => BlobName.Checked(name)) is null);
    }

    [Fact]
    public void Takes_the_longest_part_and_the_longest_name()
    {
        Assert.Equal(160, BlobName.Checked(new string('a', 160)).Length);
        Assert.Equal(512, BlobName.Checked(string.Concat(Enumerable.Repeat(new string('a', 127) + "/", 3)) + new string('b', 128)).Length);
    }

    [Fact]
    public void Gives_back_what_was_written_and_what_replaced_it()
    {
        Blobs.Write("a/b.bin", stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], Blobs.ReadAllBytes("a/b.bin"));

        Blobs.Write("a/b.bin", stream => stream.WriteByte(4));

        Assert.Equal([4], Blobs.ReadAllBytes("a/b.bin"));
        Assert.True(Blobs.Exists("a/b.bin"));
        Assert.False(Blobs.Exists("a"));
    }

    [Fact]
    public void Lets_the_writer_seek()
    {
        Blobs.Write("a", stream =>
        {
            stream.Write([0, 0, 7]);
            stream.Position = 0;
            stream.Write([5, 6]);
        });

        Assert.Equal([5, 6, 7], Blobs.ReadAllBytes("a"));
    }

    [Fact]
    public void Writes_text_as_UTF8_without_byte_order_mark_with_line_feeds()
    {
        Blobs.WriteText("a", text => text.WriteLine("é"));

        Assert.Equal("é\n"u8.ToArray(), Blobs.ReadAllBytes("a"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("no/such/folder")]
    public void Says_that_there_is_none_of_a_name(string name)
    {
        Assert.False(Blobs.Exists(name));
        Assert.Throws<FileNotFoundException>(() => Blobs.OpenRead(name));
        Assert.Throws<FileNotFoundException>(() => Blobs.ReadAllBytes(name));
        Assert.Empty(Blobs.List(name));
        Blobs.Delete(name);
    }

    /// <summary>
    /// The signs <c>-</c>, <c>/</c> and <c>0</c> follow each other, so the order is that of whole names, not folder by folder.
    /// </summary>
    [Fact]
    public void Lists_whole_names_in_ordinal_order()
    {
        string[] ordered = ["B", "a-x", "a/B", "a/b", "a/b-/x", "a/b/x", "a0", "b"];
        foreach (var name in ordered.Reverse())
            Blobs.Write(name == "a/b" ? "a/b.txt" : name, _ => { });

        Assert.Equal([.. ordered.Select(name => name == "a/b" ? "a/b.txt" : name).Order(StringComparer.Ordinal)], Blobs.List(""));
        Assert.Equal(["a/B", "a/b-/x", "a/b.txt", "a/b/x"], Blobs.List("a"));
    }

    [Fact]
    public void Shows_a_draft_to_nobody_until_it_is_committed()
    {
        using (var draft = Blobs.Create("a/b"))
        {
            draft.Content.Write([1, 2]);
            draft.Content.Flush();
            Assert.False(Blobs.Exists("a/b"));
            Assert.Empty(Blobs.List(""));

            draft.Commit();
            Assert.Equal([1, 2], Blobs.ReadAllBytes("a/b"));
        }

        Assert.Equal(["a/b"], Blobs.List("a"));
        Assert.Single(_folder.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Throws_a_draft_away_that_is_not_committed_and_keeps_what_was_there()
    {
        Blobs.Write("a", stream => stream.WriteByte(1));

        using (var draft = Blobs.Create("a"))
            draft.Content.WriteByte(2);

        Assert.Equal([1], Blobs.ReadAllBytes("a"));
        Assert.Single(_folder.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_write_that_throws_leaves_what_was_there()
    {
        Blobs.Write("a", stream => stream.WriteByte(1));

        Assert.Throws<InvalidOperationException>(() => Blobs.Write("a", stream =>
        {
            stream.WriteByte(2);
            throw new InvalidOperationException("half way");
        }));

        Assert.Equal([1], Blobs.ReadAllBytes("a"));
        Assert.Single(_folder.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Does_not_see_what_a_killed_process_left_and_writes_over_it()
    {
        Blobs.Write("a/whole", _ => { });
        File.WriteAllBytes(Path.Combine(_folder.FullName, "study", "a", "killed.unfinished"), [1, 2, 3]);
        Assert.False(Blobs.Exists("a/killed"));
        Assert.Equal(["a/whole"], Blobs.List("a"));

        Blobs.Write("a/killed", stream => stream.WriteByte(9));

        Assert.Equal(["a/killed", "a/whole"], Blobs.List(""));
        Assert.Equal([9], Blobs.ReadAllBytes("a/killed"));
    }

    [Fact]
    public void A_part_knows_its_own_blobs_by_shorter_names()
    {
        var part = Blobs.Below("x/y");
        Blobs.Write("x/yz", _ => { });
        part.Write("b/c", stream => stream.Write(Encoding.ASCII.GetBytes("text")));
        part.Write("a", _ => { });

        Assert.Equal(["a", "b/c"], part.List(""));
        Assert.Equal(["b/c"], part.List("b"));
        Assert.Equal("text"u8.ToArray(), Blobs.ReadAllBytes("x/y/b/c"));
        Assert.True(part.Exists("b/c"));
        part.Delete("b/c");
        Assert.Equal(["x/y/a", "x/yz"], Blobs.List(""));
    }
}
