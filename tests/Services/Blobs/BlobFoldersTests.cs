using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Services.Tests.Blobs;

public sealed class BlobFoldersTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-blobs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Are_the_first_parts_of_names_each_once_in_order()
    {
        IBlobStore blobs = new FolderBlobs(Path.Combine(_folder.FullName, "all"));
        foreach (var name in new[] { "loose", "b/x", "a/y", "a/c/z", "B/x", "b/w" })
            blobs.Write($"study/{name}", _ => { });

        Assert.Equal(["study"], blobs.Folders());
        Assert.Equal(["B", "a", "b"], blobs.Below("study").Folders());
        Assert.Equal(["B", "a", "b"], new FolderBlobs(Path.Combine(_folder.FullName, "all", "study")).Folders());
    }

    [Fact]
    public void Are_none_where_there_is_nothing() => Assert.Empty(new FolderBlobs(Path.Combine(_folder.FullName, "none")).Folders());

    [Fact]
    public void Leave_out_what_no_blob_can_be_named()
    {
        foreach (var name in new[] { ".hidden", "with space", "good" })
            _folder.CreateSubdirectory(name);

        Assert.Equal(["good"], new FolderBlobs(_folder.FullName).Folders());
    }
}
