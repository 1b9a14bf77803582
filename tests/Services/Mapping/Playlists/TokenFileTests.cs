using System.Runtime.Versioning;
using PlayCount.Mapping.Playlists.Tokens;

namespace PlayCount.Services.Tests.Mapping.Playlists;

[UnsupportedOSPlatform("windows")]
public sealed class TokenFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TokenSet Token = new()
    {
        ClientId = "app",
        AccessToken = "secret-access",
        RefreshToken = "secret-refresh",
        ExpiresAt = 1_000,
        Scope = "one two",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-token-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "below", "spotify.json");

    public TokenFileTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "needs Unix: modes of files");

    [Fact]
    public void Holds_what_was_written_readable_by_its_owner_alone_in_a_folder_of_its_owner_alone()
    {
        var file = new TokenFile(Path);

        file.Write(Token);
        file.Write(Token with { AccessToken = "secret-other" });

        Assert.Equal(Token with { AccessToken = "secret-other" }, file.Read());
        Assert.Equal(Private, File.GetUnixFileMode(Path));
        Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(System.IO.Path.GetDirectoryName(Path)!));
        Assert.Equal(["spotify.json"], Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(Path)!).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public async Task Is_readable_by_nobody_else_at_any_moment_of_being_written()
    {
        var (file, folder) = (new TokenFile(Path), System.IO.Path.GetDirectoryName(Path)!);
        Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
        var (isDone, looked, seen) = (false, 0, UnixFileMode.None);
        var watching = Task.Run(() =>
        {
            while (!Volatile.Read(ref isDone) || looked == 0)
            {
                foreach (var found in Directory.EnumerateFiles(folder))
                {
                    try
                    {
                        (seen, looked) = (seen | File.GetUnixFileMode(found), looked + 1);
                    }
                    catch (FileNotFoundException)
                    {
                        // It was renamed meanwhile.
                    }
                }
            }
        }, TestContext.Current.CancellationToken);

        for (var i = 0; i < 200; i++)
            file.Write(Token with { ExpiresAt = i });
        Volatile.Write(ref isDone, true);
        await watching;

        Assert.Equal(Private, seen);
    }

    [Fact]
    public void Is_refused_where_others_may_read_it()
    {
        var file = new TokenFile(Path);
        file.Write(Token);
        File.SetUnixFileMode(Path, Private | UnixFileMode.GroupRead);

        var refusal = Assert.Throws<TokenFileException>(() => file.Read());

        Assert.Equal(
            $"The token file '{Path}' may be read or changed by others (mode 640): mode 600 is right. Delete it and sign in again, since "
                + "somebody may have read it.",
            refusal.Message);
    }

    [Fact]
    public void Is_not_written_where_others_may_put_another_in_its_place()
    {
        var folder = Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.SetUnixFileMode(folder.FullName, Private | UnixFileMode.UserExecute | UnixFileMode.GroupWrite);

        var refusal = Assert.Throws<TokenFileException>(() => new TokenFile(Path).Write(Token));

        Assert.Contains("(mode 720): mode 700 is right", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(folder.EnumerateFiles());
    }

    [Theory]
    [InlineData("{\"AccessToken\":\"secret-access\"")]
    [InlineData("{\"AccessToken\":\"secret-access\"}")]
    [InlineData("secret-access")]
    public void Damaged_it_is_refused_without_a_word_of_what_is_in_it(string text)
    {
        var file = new TokenFile(Path);
        file.Write(Token);
        File.WriteAllText(Path, text);

        var refusal = Assert.Throws<TokenFileException>(() => file.Read());

        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
        Assert.Contains("Delete it and sign in again", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_or_deleted_is_told_with_what_would_be_right()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: a file that nobody can read, whoever runs the test");
        var file = new TokenFile("/proc/self/mem");

        var unread = Assert.Throws<TokenFileException>(() => file.Read());
        var undeleted = Assert.Throws<TokenFileException>(file.Delete);

        Assert.StartsWith("The token file '/proc/self/mem' cannot be read: ", unread.Message, StringComparison.Ordinal);
        Assert.Contains("A file of the service's own user is right, mode 600", unread.Message, StringComparison.Ordinal);
        Assert.EndsWith("Delete it by hand and sign in again.", undeleted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_text_a_token_says_nothing_secret() => Assert.DoesNotContain("secret", $"{Token}", StringComparison.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);
}
