using System.Text;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Services.Tests.Blobs;

/// <summary>What holds of blobs in every store: whole or not at all, and nowhere but under their names.</summary>
public abstract class BlobStoreTests
{
    /// <summary>Empty when a test begins.</summary>
    protected abstract IBlobStore Blobs { get; }

    /// <summary>How many things the store holds, finished or not.</summary>
    protected abstract int Everything { get; }

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
        Assert.Equal(0, Everything);
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
        Assert.Throws<MissingBlobException>(() => Blobs.OpenRead(name));
        Assert.Throws<MissingBlobException>(() => Blobs.ReadAllBytes(name));
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
        Assert.Equal(1, Everything);
    }

    [Fact]
    public void Throws_a_draft_away_that_is_not_committed_and_keeps_what_was_there()
    {
        Blobs.Write("a", stream => stream.WriteByte(1));

        using (var draft = Blobs.Create("a"))
            draft.Content.WriteByte(2);

        Assert.Equal([1], Blobs.ReadAllBytes("a"));
        Assert.Equal(1, Everything);
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
        Assert.Equal(1, Everything);
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

    [Fact]
    public void Its_folders_are_the_first_parts_of_names_each_once_in_order()
    {
        foreach (var name in new[] { "loose", "b/x", "a/y", "a/c/z", "B/x", "b/w" })
            Blobs.Write(name, _ => { });

        Assert.Equal(["B", "a", "b"], Blobs.Folders());
        Assert.Equal(["c"], Blobs.Below("a").Folders());
    }

    [Fact]
    public void Keeps_an_empty_blob()
    {
        Blobs.Write("a", _ => { });

        Assert.Empty(Blobs.ReadAllBytes("a"));
        Assert.Equal(["a"], Blobs.List(""));
    }

    /// <summary>Larger than what a store sends or fetches at once, and no multiple of it.</summary>
    [Fact]
    public void Gives_back_a_large_blob_in_pieces_from_anywhere()
    {
        var bytes = new byte[(20 << 20) + 7];
        new Random(1).NextBytes(bytes);
        Blobs.Write("a", stream => stream.Write(bytes));

        using var read = Blobs.OpenRead("a");
        var end = new byte[9];
        read.Position = bytes.Length - end.Length;
        read.ReadExactly(end);
        read.Seek(0, SeekOrigin.Begin);
        var all = new byte[bytes.Length];
        read.ReadExactly(all);

        Assert.Equal(bytes.Length, read.Length);
        Assert.Equal(bytes[^9..], end);
        Assert.True(bytes.AsSpan().SequenceEqual(all));
        Assert.Equal(0, read.Read(end));
    }

    [Fact]
    public void Takes_blobs_from_many_threads_at_once()
    {
        Parallel.For(0, 8, i => Blobs.Below($"{i}").Write("a", stream => stream.Write(Enumerable.Repeat((byte)i, 1 << 16).ToArray())));

        Assert.All(Enumerable.Range(0, 8), i => Assert.Equal((byte)i, Assert.Single(Blobs.ReadAllBytes($"{i}/a").Distinct())));
    }
}
