using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests.Apart;

/// <summary>What the backing <c>local</c> stands on.</summary>
internal static class LocalServers
{
    /// <summary>Skips the test where it is not installed.</summary>
    public static void Needed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: signals and /proc");
        Assert.SkipUnless(File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server"), "needs rabbitmq-server: apt-get install rabbitmq-server");
        Outside.NeedsProgram("mariadb-install-db", "mariadb-server");
        Assert.SkipUnless(
            Outside.Find("azurite-blob") is not null || File.Exists(Path.Combine(Outside.Root, "tests/node_modules/.bin/azurite-blob")),
            "needs azurite-blob: infra/install.sh, or npm ci --prefix tests");
    }
}
