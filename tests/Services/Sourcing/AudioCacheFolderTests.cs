using System.Runtime.Versioning;
using PlayCount.Segmentation.Sourcing;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Sourcing;

/// <summary>Where others could put audio of theirs in the place of what was downloaded, nothing is kept.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AudioCacheFolderTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Another = "name another by --audio-cache or Segmentation:Audio:CacheFolder.";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("playcount-cache-folder-");

    private string Folder => Path.Combine(_root.FullName, "audio");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData(UnixFileMode.GroupWrite, "720")]
    [InlineData(UnixFileMode.OtherWrite, "702")]
    public void One_that_others_may_change_is_refused(UnixFileMode more, string mode)
    {
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, Owner | more);

        Assert.Equal(
            $"The folder '{Folder}' of downloaded audio may be changed by others (mode {mode}): mode 700 is right. Set that, or {Another}",
            Refusal());
    }

    [Fact]
    public void One_that_others_may_only_read_is_taken()
    {
        Directory.CreateDirectory(Folder);
        File.SetUnixFileMode(Folder, Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        Assert.NotNull(new AudioCache(Folder, maxBytes: 3));
    }

    [Fact]
    public void A_link_is_refused()
    {
        var target = Path.Combine(_root.FullName, "target");
        Directory.CreateDirectory(target);
        Directory.CreateSymbolicLink(Folder, target);

        Assert.Equal(
            $"The folder '{Folder}' of downloaded audio is a link to '{target}': a folder itself is right. Remove the link, or {Another}",
            Refusal());
    }

    [Fact]
    public void One_of_another_user_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs root: only root gives folders away");
        Directory.CreateDirectory(Folder, Owner);
        Outside.Run("chown", "12345", Folder);

        Assert.Equal(
            $"The folder '{Folder}' of downloaded audio belongs to user 12345, and we are 0: one of our own is right. "
                + $"Set that, or {Another}",
            Refusal());
    }

    [Fact]
    public async Task One_that_is_replaced_later_is_refused_then()
    {
        var cache = new AudioCache(Folder, maxBytes: 3);
        Directory.Delete(Folder);
        Directory.CreateSymbolicLink(Folder, _root.FullName);

        await Assert.ThrowsAsync<AudioSourceException>(() => cache.HoldAsync(
            cache.Of(new Uri("http://music.example/song.wav")), TimeProvider.System, TestContext.Current.CancellationToken));
    }

    private string Refusal()
    {
        var refusal = Assert.Throws<AudioSourceException>(() => new AudioCache(Folder, maxBytes: 3));
        Assert.False(refusal.IsTransient);
        return refusal.Message;
    }
}
