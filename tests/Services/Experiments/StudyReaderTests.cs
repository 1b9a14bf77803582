using PlayCount.Experiments.Serving;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Services.Tests.Experiments;

public sealed class StudyReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-test-");

    [Fact]
    public void Names_the_songs_whose_clips_are_kept_in_ordinal_order()
    {
        var blobs = new FolderBlobs(_folder.FullName);
        foreach (var name in (string[])["first/clips/b.npy", "first/clips/B.npy", "first/clips/B.json", "second/clips/a.npy"])
        {
            using var draft = blobs.Create(name);
            draft.Commit();
        }

        Assert.Equal(["B", "b"], new StudyReader(blobs).Songs("first"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
