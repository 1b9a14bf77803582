using PlayCount.Audio.Decoding;

namespace PlayCount.Services.Tests.Segmentation;

public sealed class SoundLibraryTests
{
    [Fact]
    public void Names_the_package_to_install_when_the_library_is_not_there()
    {
        var failure = Assert.Throws<SoundLibraryException>(() => SoundLibrary.Load("libno-such-library.so.9"));

        Assert.Contains("libno-such-library.so.9", failure.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install libsndfile1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("brew install libsndfile", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libsndfile-1.0.31")]
    [InlineData("libsndfile-1.0.31-exp")]
    public void Refuses_a_version_that_cannot_decode_MP3(string version)
    {
        var failure = Assert.Throws<SoundLibraryException>(() => SoundLibrary.NeedsMp3(version));

        Assert.Contains($"The installed {version} cannot decode MP3", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libsndfile-1.1.0")]
    [InlineData("libsndfile-1.2.2")]
    [InlineData("another spelling")]
    public void Takes_versions_that_can(string version) => SoundLibrary.NeedsMp3(version);
}
