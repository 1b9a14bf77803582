using PlayCount.Audio;
using PlayCount.Segmentation.Cutting;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Services.Tests.Segmentation;

public sealed class NpyRowWriterTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(12, 110_250)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Counts_on_a_header_of_the_same_length_for_every_shape(int rows, int columns) =>
        Assert.Equal(128, Npy.Header(rows, columns).Length);

    [Fact]
    public void Writes_what_is_written_at_once()
    {
        using var folder = new SongFolder();
        using var atOnce = new MemoryStream();
        Npy.Write(atOnce, [1, 2, 3, 4, 5, 6], 3, 2);

        using (var writer = new NpyRowWriter(Blobs(folder), "a.npy", 2))
        {
            writer.WriteRow([1, 2]);
            writer.WriteRow([3, 4]);
            writer.WriteRow([5, 6]);
            writer.Complete();
        }

        Assert.Equal(atOnce.ToArray(), File.ReadAllBytes(folder.PathOf("a.npy")));
        Assert.Equal(NpyRowWriter.FileBytes(3, 2), new FileInfo(folder.PathOf("a.npy")).Length);
    }

    [Fact]
    public void Leaves_the_file_that_was_there_until_the_new_one_is_complete()
    {
        using var folder = new SongFolder().With("a.npy", [7]);

        using (var writer = new NpyRowWriter(Blobs(folder), "a.npy", 1))
            writer.WriteRow([1]);

        Assert.Equal([7], File.ReadAllBytes(folder.PathOf("a.npy")));
        Assert.Equal(["a.npy"], Directory.EnumerateFileSystemEntries(folder.Audio).Select(Path.GetFileName));
    }

    [Fact]
    public void Leaves_nothing_on_a_disk_that_is_full()
    {
        const string Full = "/dev/full";
        Assert.SkipUnless(File.Exists(Full), "needs Linux: its /dev/full takes no byte");
        using var folder = new SongFolder();
        File.CreateSymbolicLink(folder.PathOf("a.npy.unfinished"), Full);

        Assert.Throws<IOException>(() =>
        {
            using var writer = new NpyRowWriter(Blobs(folder), "a.npy", 2_000);
            writer.WriteRow(new float[2_000]);
        });

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Audio));
    }

    [Fact]
    public void A_second_file_that_cannot_be_made_leaves_no_first_one()
    {
        using var folder = new SongFolder().With("features", [7]);
        var mfcc = FrontEnds.Create(FrontEnds.Mfcc, 2_000);

        Assert.ThrowsAny<IOException>(() => new ClipSink(Blobs(folder), "a.npy", 2_000, [(mfcc, "features/a.npy")]));

        Assert.Equal(["features"], Directory.EnumerateFileSystemEntries(folder.Audio).Select(Path.GetFileName));
    }

    [Fact]
    public void Refuses_a_row_of_another_length()
    {
        using var folder = new SongFolder();
        using var writer = new NpyRowWriter(Blobs(folder), "a.npy", 2);

        Assert.Throws<ArgumentException>(() => writer.WriteRow([1, 2, 3]));
    }

    private static FolderBlobs Blobs(SongFolder folder) => new(folder.Audio);
}
