using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Services.Tests.Blobs;

/// <summary>Blobs as files.</summary>
public sealed class FolderBlobsTests : BlobStoreTests, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-blobs-");

    protected override IBlobStore Blobs => new FolderBlobs(Path.Combine(_folder.FullName, "study"));

    protected override int Everything => _folder.EnumerateFiles("*", SearchOption.AllDirectories).Count();

    public void Dispose() => _folder.Delete(recursive: true);

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
}
