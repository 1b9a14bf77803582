using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using PlayCount.Tests;
using RabbitMQ.Client;

namespace PlayCount.AppHost.Tests;

/// <summary>The real servers, started by AppHosts.</summary>
[Trait("Set", "Full")]
public sealed class ServersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ServersTests() => Need();

    /// <summary>Skips the test where a server is missing.</summary>
    internal static void Need()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: signals and /proc");
        Assert.SkipUnless(File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server"), "needs rabbitmq-server: apt-get install rabbitmq-server");
        Outside.NeedsProgram("mariadb-install-db", "mariadb-server");
        Assert.SkipUnless(File.Exists(Azurite), "needs azurite-blob: infra/install.sh, or npm install --global azurite");
    }

    private static string Azurite => Outside.Find("azurite-blob")
        ?? Path.Combine(Outside.Root, "tests", "node_modules", ".bin", "azurite-blob");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_the_connection_strings_and_keep_data_with_their_passwords()
    {
        var builder = Builder();
        var (messaging, catalog) = await ReadyAsync(builder, async (messaging, catalog) =>
        {
            await DeclareAsync(messaging, "kept", passive: false);
            Sql(catalog, "CREATE TABLE plays (song INT); INSERT INTO plays VALUES (7)");
        });

        var again = await ReadyAsync(Builder(), async (messaging, catalog) =>
        {
            await DeclareAsync(messaging, "kept", passive: true);
            Assert.Equal("7", Sql(catalog, "SELECT song FROM plays"));
        });

        Assert.Equal(new Uri(messaging).UserInfo, new Uri(again.Messaging).UserInfo);
        Assert.Equal(Part(catalog, "Password"), Part(again.Catalog, "Password"));
        Assert.NotEqual(new Uri(messaging).UserInfo.Split(':')[1], Part(catalog, "Password"));
    }

    [Fact]
    public async Task Leave_what_operates_them_beside_their_data() => await ReadyAsync(Builder(), async (messaging, _) =>
    {
        await DeclareAsync(messaging, "seen", passive: false);

        Assert.Contains(
            "seen", Outside.Run("sh", _folder.In("messaging", "rabbitmqctl"), "--quiet", "list_queues", "name").Output,
            StringComparison.Ordinal);
        Assert.Equal("1\n", Outside.Run(
            "mariadb", $"--defaults-file={_folder.In("mysql", "client.cnf")}", "--skip-column-names", "catalog", "-e", "SELECT 1").Output);
        foreach (var file in (string[])[_folder.In("messaging", "rabbitmqctl"), _folder.In("mysql", "client.cnf")])
            Assert.Equal("600\n", Outside.Run("stat", "--format=%a", file).Output);
    });

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task End_with_the_AppHost_whatever_ends_that(string signal)
    {
        using var host = new SampleProcess("--servers", _folder.Path, "--LocalServers:azurite-blob", Azurite);
        await host.ReadToAsync("[third] said to standard output");
        Assert.Contains(Processes.Mentioning(_folder.Path), process => process.Name == "epmd");

        Outside.Run("kill", "-s", signal, host.Id.ToString(CultureInfo.InvariantCulture));

        var (exitCode, _, error) = await host.EndAsync();
        Assert.Equal((signal == "KILL" ? 137 : 0, ""), (exitCode, error));
        while (Processes.Mentioning(_folder.Path).Count > 0)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task DeclareAsync(string messaging, string queue, bool passive)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(messaging) }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        if (passive)
        {
            await channel.QueueDeclarePassiveAsync(queue, Token);
            return;
        }

        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" },
            cancellationToken: Token);
    }

    private static string Sql(string catalog, string statements) => Outside.Run(
        "mariadb", "--no-defaults", "--protocol=TCP", "--host=127.0.0.1", $"--port={Part(catalog, "Port")}", "--user=root",
        $"--password={Part(catalog, "Password")}", "--skip-column-names", Part(catalog, "Database"), "-e", statements).Output.Trim();

    private static string Part(string connectionString, string name) =>
        connectionString.Split(';').Select(part => part.Split('=', 2)).Single(part => part[0] == name)[1];

    private IDistributedApplicationBuilder Builder()
    {
        var builder = EchoApplication.Builder($"--LocalServers:azurite-blob={Azurite}");
        builder.AddRabbitMQ("messaging").WithDataBindMount(_folder.In("messaging"));
        builder.AddMySql("mysql").WithDataBindMount(_folder.In("mysql")).AddDatabase("catalog");
        builder.AddAzureStorage("storage")
            .RunAsEmulator(emulator => emulator.WithDataBindMount(_folder.In("storage"))).AddBlobs("blobs");
        return builder;
    }

    private static async Task<(string Messaging, string Catalog)> ReadyAsync(
        IDistributedApplicationBuilder builder, Func<string, string, Task> work)
    {
        await using var application = await EchoApplication.StartAsync(builder);
        foreach (var name in (string[])["messaging", "catalog", "blobs"])
            await application.Notifications.WaitForResourceHealthyAsync(name, Token);
        var strings = builder.Resources.OfType<IResourceWithConnectionString>().ToDictionary(resource => resource.Name);
        var (messaging, catalog) = (await strings["messaging"].GetConnectionStringAsync(Token), await strings["catalog"]
            .GetConnectionStringAsync(Token));
        await work(messaging!, catalog!);
        return (messaging!, catalog!);
    }
}
