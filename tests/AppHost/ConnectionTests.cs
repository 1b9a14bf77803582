using Aspire.Hosting.ApplicationModel;

namespace PlayCount.AppHost.Tests;

public sealed class ConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task To_servers_are_told_as_a_string_and_by_their_parts()
    {
        var builder = EchoApplication.Builder([.. NoPrograms, "--Parameters:pw=p@ss", "--Parameters:user=ann"]);
        var password = builder.AddParameter("pw", secret: true);
        var messaging = builder.AddRabbitMQ("the-bus", builder.AddParameter("user"), password)
            .WithDataBindMount(_folder.In("bus"));
        var catalog = builder.AddMySql("rows", password).WithDataBindMount(_folder.In("rows")).AddDatabase("catalog", "plays");
        var blobs = builder.AddAzureStorage("storage")
            .RunAsEmulator(emulator => emulator.WithDataBindMount(_folder.In("storage"))).AddBlobs("blobs");
        var echo = EchoApplication.Echo(builder, "echo").WithReference(messaging).WithReference(catalog, "tables").WithReference(blobs);
        await using var application = await EchoApplication.StartAsync(builder);

        var port = messaging.Resource.PrimaryEndpoint.Port;
        await AssertVariablesAsync(application, echo, new()
        {
            ["ConnectionStrings__the-bus"] = $"amqp://ann:p%40ss@localhost:{port}",
            ["THE_BUS_HOST"] = "localhost",
            ["THE_BUS_PORT"] = $"{port}",
            ["THE_BUS_USERNAME"] = "ann",
            ["THE_BUS_PASSWORD"] = "p@ss",
            ["THE_BUS_URI"] = $"amqp://ann:p%40ss@localhost:{port}",
        });
        port = catalog.Resource.Parent.PrimaryEndpoint.Port;
        await AssertVariablesAsync(application, echo, new()
        {
            ["ConnectionStrings__tables"] = $"Server=localhost;Port={port};User ID=root;Password=p@ss;Database=plays",
            ["TABLES_HOST"] = "localhost",
            ["TABLES_PORT"] = $"{port}",
            ["TABLES_USERNAME"] = "root",
            ["TABLES_PASSWORD"] = "p@ss",
            ["TABLES_URI"] = $"mysql://root:p%40ss@localhost:{port}/plays",
            ["TABLES_JDBCCONNECTIONSTRING"] = $"jdbc:mysql://localhost:{port}/plays",
            ["TABLES_DATABASENAME"] = "plays",
        });
        var uri = $"http://127.0.0.1:{new EndpointReference(blobs.Resource.Parent, "blob").Port}/devstoreaccount1";
        var text = await application.VariableAsync(echo, "ConnectionStrings__blobs");
        Assert.StartsWith("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8", text, StringComparison.Ordinal);
        Assert.EndsWith($"==;BlobEndpoint={uri};", text, StringComparison.Ordinal);
        await AssertVariablesAsync(application, echo, new() { ["BLOBS_URI"] = uri, ["BLOBS_CONNECTIONSTRING"] = text });
    }

    [Fact]
    public async Task From_outside_are_handed_on()
    {
        var builder = EchoApplication.Builder("--ConnectionStrings:messaging=amqp://there", "--Parameters:secret=whispered");
        var messaging = builder.AddConnectionString("messaging");
        var echo = EchoApplication.Echo(builder, "echo").WithReference(messaging).WaitFor(messaging)
            .WithReference(builder.AddConnectionString("absent"), optional: true)
            .WithEnvironment("SECRET", builder.AddParameter("secret", secret: true));
        await using var application = await EchoApplication.StartAsync(builder);

        await AssertVariablesAsync(application, echo, new()
        {
            ["ConnectionStrings__messaging"] = "amqp://there",
            ["ConnectionStrings__absent"] = "",
            ["SECRET"] = "whispered",
        });
        Assert.True(builder.Resources.OfType<ParameterResource>().Single(parameter => parameter.Name == "secret").Secret);
        Assert.Equal("amqp://there", await messaging.Resource.GetConnectionStringAsync(Token));
    }

    [Fact]
    public async Task That_nobody_gave_are_named_with_the_variable_that_gives_them()
    {
        var builder = EchoApplication.Builder();
        var messaging = builder.AddConnectionString("messaging");
        EchoApplication.Echo(builder, "waiting").WaitFor(messaging);
        EchoApplication.Echo(builder, "asking").WithReference(messaging);
        await using var application = await EchoApplication.StartAsync(builder);

        const string Why = "the value of 'messaging' is not given: set ConnectionStrings:messaging, or ConnectionStrings__messaging "
            + "in the environment";
        Assert.StartsWith(
            $"Resource 'waiting' could not be started: Resource 'messaging' cannot be used: {Why}.",
            (await application.FailureAsync("waiting")).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            $"Resource 'asking' could not be started: {Why}.",
            (await application.FailureAsync("asking")).Message, StringComparison.Ordinal);
        Assert.Equal("ValueMissing", await application.Notifications.WaitForResourceAsync("messaging", ["ValueMissing"], Token));
    }

    [Theory]
    [InlineData("bus", "rabbitmq-server")]
    [InlineData("rows", "mariadbd")]
    [InlineData("storage", "azurite-blob")]
    public async Task To_a_server_whose_program_is_missing_fail_with_its_name(string server, string program)
    {
        var builder = EchoApplication.Builder(NoPrograms);
        builder.AddRabbitMQ("bus").WithDataBindMount(_folder.In("bus"));
        builder.AddMySql("rows").WithDataBindMount(_folder.In("rows"));
        builder.AddAzureStorage("storage").RunAsEmulator(emulator => emulator.WithDataBindMount(_folder.In("storage")));
        await using var application = await EchoApplication.StartAsync(builder);

        Assert.StartsWith(
            $"Resource '{server}' could not be started: LocalServers:{program} says '/nowhere', which is no file: "
                + $"the path of the program {program} is right.",
            (await application.FailureAsync(server)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_a_part_of_a_server_fail_as_the_server_does()
    {
        var builder = EchoApplication.Builder(NoPrograms);
        builder.AddMySql("rows").WithDataBindMount(_folder.In("rows")).AddDatabase("catalog");
        await using var application = await EchoApplication.StartAsync(builder);

        Assert.StartsWith(
            "Resource 'catalog', part of 'rows', could not be started: LocalServers:mariadbd says '/nowhere'",
            (await application.FailureAsync("catalog")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_a_server_without_a_folder_fail_with_what_gives_it_one()
    {
        var builder = EchoApplication.Builder();
        builder.AddRabbitMQ("bus", port: 15869);
        await using var application = await EchoApplication.StartAsync(builder);

        Assert.Contains(
            "the server 'bus' has no folder: give it one with WithDataBindMount",
            (await application.FailureAsync("bus")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_a_server_that_finds_its_port_in_use_come_with_the_next_start()
    {
        var program = _folder.In("azurite");
        File.WriteAllText(program, """
            #!/bin/sh
            [ -e "$0.tried" ] || { touch "$0.tried"; echo "Error: listen EADDRINUSE: address already in use"; exit 1; }
            echo listening
            exec sleep 1000
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var builder = EchoApplication.Builder($"--LocalServers:azurite-blob={program}");
        builder.AddAzureStorage("storage").RunAsEmulator(emulator => emulator.WithDataBindMount(_folder.In("storage")));
        await using var application = await EchoApplication.StartAsync(builder);

        await foreach (var lines in application.Logs.WatchAsync("storage").WithCancellation(Token))
        {
            if (lines.Any(line => line.Content == "listening"))
                return;
        }

        Assert.Fail("It was not started again.");
    }

    public void Dispose() => _folder.Dispose();

    private static string[] NoPrograms =>
    [
        "--LocalServers:rabbitmq-server=/nowhere", "--LocalServers:mariadbd=/nowhere",
        "--LocalServers:mariadb-install-db=/bin/sh", "--LocalServers:azurite-blob=/nowhere",
    ];

    private static async Task AssertVariablesAsync(
        EchoApplication application, IResourceBuilder<ProjectResource> echo, Dictionary<string, string> expected)
    {
        foreach (var (name, value) in expected)
            Assert.Equal((name, value), (name, await application.VariableAsync(echo, name)));
    }
}
