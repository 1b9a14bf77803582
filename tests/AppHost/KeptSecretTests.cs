using Aspire.Hosting.Servers;

namespace PlayCount.AppHost.Tests;

public sealed class KeptSecretTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Is_made_once_and_its_owner_s_alone()
    {
        var first = KeptSecret.Of(_folder.In("first"));

        Assert.Matches("^[A-Za-z0-9]{22}$", first);
        Assert.Equal(first, KeptSecret.Of(_folder.In("first")));
        Assert.NotEqual(first, KeptSecret.Of(_folder.In("second")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.In("first")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public void Is_not_made_anew_over_a_damaged_one(string damaged)
    {
        File.WriteAllText(_folder.In("first"), damaged);

        var error = Assert.Throws<DistributedApplicationException>(() => KeptSecret.Of(_folder.In("first")));

        Assert.StartsWith($"the password file '{_folder.In("first")}' is empty or damaged", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
