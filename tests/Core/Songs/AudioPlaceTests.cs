using PlayCount.Songs;

namespace PlayCount.Core.Tests.Songs;

public sealed class AudioPlaceTests
{
    [Theory]
    [InlineData("/music", AudioPlaceKind.Folder, "/music", "", "")]
    [InlineData("./blobs:music", AudioPlaceKind.Folder, "./blobs:music", "", "")]
    [InlineData("httpfiles", AudioPlaceKind.Folder, "httpfiles", "", "")]
    [InlineData("blobs:music", AudioPlaceKind.Blobs, "blobs:music", "music", "")]
    [InlineData("blobs:my-music/a/b/", AudioPlaceKind.Blobs, "blobs:my-music/a/b/", "my-music", "a/b")]
    [InlineData("https://Music.Example/a", AudioPlaceKind.Http, "https://music.example/a/", "", "")]
    [InlineData("http://127.0.0.1:8080", AudioPlaceKind.Http, "http://127.0.0.1:8080/", "", "")]
    public void Is_told_by_how_it_begins(string text, AudioPlaceKind kind, string read, string container, string prefix) =>
        Assert.Equal(new AudioPlace(kind, read, container, prefix), AudioPlace.Parse(text));

    [Theory]
    [InlineData("blobs:", "names no container")]
    [InlineData("blobs:ab", "names no container")]
    [InlineData("blobs:-ab", "names no container")]
    [InlineData("blobs:a--b", "names no container")]
    [InlineData("blobs:Music", "names no container")]
    [InlineData("http://", "is no address")]
    [InlineData("https://music.example/?key=1", "'?'")]
    [InlineData("https://music.example/#a", "'#'")]
    public void Is_refused_where_nothing_can_be_found(string text, string said) =>
        Assert.Contains(said, Assert.Throws<ArgumentException>(() => AudioPlace.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Never_says_a_password_again()
    {
        var error = Assert.Throws<ArgumentException>(() => AudioPlace.Parse("https://user:geheim@music.example/"));

        Assert.Contains("user name or password", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.Message, StringComparison.Ordinal);
    }
}
